"""Counting for somebody: the engine's figures, narrowed to what that member may see.

A rep sees own figures. A leader sees people of the teams they lead and of those below, and these teams' totals.
An admin sees all. Page, API and exports ask here, so that they can't differ.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from organizations.models import Membership, Team
from organizations.periods import Cadence, Period

from .engine import Tally, rows, tally
from .engine.tallying import By
from .models import Metric
from .permissions import can_count_by

Record = TypeVar("Record", bound=Model)


def tally_for(
    viewer: Membership, metrics: Iterable[Metric], period: Period, by: By, every: Cadence | None = None
) -> Tally:
    """The tally that this member sees; PermissionDenied where the level is not theirs."""
    if not can_count_by(viewer, by):
        raise PermissionDenied(
            _("Totals of teams are for their leaders, those of the organization for admins.")
        )
    organization = viewer.organization
    if viewer.is_admin or by == "organization":
        return tally(metrics, period, by=by, every=every, organization=organization)
    if by == "team":
        return tally(metrics, period, by=by, every=every, organization=organization, teams=teams_of(viewer))
    people = list(Membership.objects.visible_to(viewer))
    counted = tally(metrics, period, by=by, every=every, organization=organization, people=people)
    sellers = {one.pk for one in people if sells_in(one, period)} | {who for who, _ in counted.cells}
    return replace(counted, rows=tuple(row for row in counted.rows if row.id in sellers))


def total_for(
    viewer: Membership, metrics: Iterable[Metric], period: Period, by: By, every: Cadence | None = None
) -> Tally:
    """The total under that tally: of everybody, of the teams, or of the people in it."""
    organization = viewer.organization
    if viewer.is_admin:
        return tally(metrics, period, by="organization", every=every, organization=organization)
    if by == "team":
        return tally(
            metrics, period, by="organization", every=every, organization=organization, teams=teams_of(viewer)
        )
    people = Membership.objects.visible_to(viewer)
    return tally(metrics, period, by="organization", every=every, organization=organization, people=people)


def rows_for(
    viewer: Membership, metric: Metric, period: Period, *, member: int | None = None, team: int | None = None
) -> tuple[QuerySet, Tally, str]:
    """The records behind a number, the number, and whose it is. 404 for what the member may not see.

    Team 0 is work in no team. With neither member nor team: all that the member may see.
    """
    people, teams, name = narrowed(viewer, member, team)
    counted = tally(
        [metric], period, by="organization", organization=viewer.organization, people=people, teams=teams
    )
    found = rows(metric, period, organization=viewer.organization, members=people, teams=teams)
    return found, counted, name


def narrowed(
    viewer: Membership, member: int | None, team: int | None
) -> tuple[list[Membership] | None, list[Team | None] | None, str]:
    if member is not None:
        person = found(Membership.objects.visible_to(viewer).filter(pk=member))
        return [person], None, person.name
    if team == 0 and viewer.is_admin:
        return None, [None], _("No team")
    if team is not None:
        led = Team.objects.all() if viewer.is_admin else teams_of(viewer)
        one = found(led.filter(pk=team))
        return None, [one], one.name
    if viewer.is_admin:
        return None, None, viewer.organization.name
    people = list(Membership.objects.visible_to(viewer))
    return people, None, viewer.name if len(people) == 1 else _("Your people")


def found(records: "QuerySet[Record]") -> Record:
    one = records.first()
    if one is None:
        raise Http404
    return one


def teams_of(viewer: Membership) -> QuerySet[Team]:
    return Team.objects.led_by(viewer)


def sells_in(member: Membership, period: Period) -> bool:
    """The rule of `reps().working_in()` on a member at hand."""
    begun = member.started_on is None or member.started_on < period.end
    return member.is_rep and begun and (member.ended_on is None or member.ended_on > period.start)
