"""Who is in which team from which day on: moves, also later ones, and taking them back."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from organizations.date_words import full_day
from organizations.events import record
from organizations.models import Membership, Placement, Team

from .teams import refuse_retired


def place_member(
    *, membership: Membership, team: Team | None, from_on: date, by: Membership | None, now: datetime
) -> Placement | None:
    """Put a member into a team from a day on; earlier work stays with the team of its day. None: no team.

    Refuses a day before a later move, a day after their last one here, and the team that they are in already.
    """
    refuse_retired(team, "team")
    with transaction.atomic():
        take_turn(membership)
        refuse_after_leaving(membership, team, from_on)
        refuse_later_move(membership, from_on, membership.today(now))
        refuse_same(membership, team, from_on)
        before = end_placements(membership, from_on)
        placement = None
        if team is not None:
            placement = Placement.objects.create(membership=membership, team=team, starts_on=from_on)
        record(
            "member_moved", membership, by=by, now=now, before=before, after=team and team.pk, on=str(from_on)
        )
    return placement


def take_back_move(*, membership: Membership, by: Membership | None, now: datetime) -> None:
    """The last move never happens, if it is of today or later; they stay in the team they were in."""
    today = membership.today(now)
    with transaction.atomic():
        take_turn(membership)
        last = Placement.objects.filter(membership=membership).order_by("-starts_on").first()
        if last is not None and last.starts_on >= today:
            day, before, after = last.starts_on, last.team_id, go_on(membership, last.starts_on)
            last.delete()
            if after is not None:
                Placement.objects.filter(pk=after.pk).update(ends_on=None)
        elif last is not None and last.ends_on is not None and last.ends_on >= today:
            day, before, after = last.ends_on, None, last
            Placement.objects.filter(pk=last.pk).update(ends_on=None)
        else:
            raise ValidationError(_("There is no move to take back: the last one has happened."))
        record(
            "move_taken_back", membership, by=by, now=now, before=before, after=after and after.team_id, on=str(day)
        )  # fmt: skip


def go_on(membership: Membership, day: date) -> Placement | None:
    """The time in a team that a move on this day had ended."""
    return Placement.objects.filter(membership=membership, ends_on=day).first()


def take_turn(membership: Membership) -> None:
    """One move of a person at a time."""
    Membership.objects.select_for_update().filter(pk=membership.pk).values("pk").get()


def refuse_after_leaving(membership: Membership, team: Team | None, day: date) -> None:
    """What somebody did until they left may be put right; nobody comes into a team after that."""
    left = Membership.objects.filter(pk=membership.pk, deactivated_at__isnull=False, ended_on__lt=day)
    if team is not None and (ended := left.values_list("ended_on", flat=True).first()):
        said = _("%(name)s left on %(day)s. Choose that day or an earlier one.")
        raise ValidationError({"from_on": said % {"name": membership.name, "day": full_day(ended)}})


def refuse_later_move(membership: Membership, day: date, today: date) -> None:
    """A move stands behind all others: one that is planned can be taken back, one that has happened cannot."""
    later = Placement.objects.filter(membership=membership, starts_on__gt=day).order_by("starts_on").first()
    if later is None:
        return
    said = _("A move on %(day)s is planned already. Choose that day or a later one, or take that move back.")
    if later.starts_on < today:
        said = _("A move on %(day)s has happened already. Choose that day or a later one.")
    raise ValidationError({"from_on": said % {"day": full_day(later.starts_on)}})


def refuse_same(membership: Membership, team: Team | None, day: date) -> None:
    there = Placement.objects.on(day).filter(membership=membership, ends_on=None).first()
    if team is not None and there is not None and there.team_id == team.pk:
        words = {"name": membership.name, "team": team.name}
        raise ValidationError(
            {"team": _("%(name)s is in %(team)s on that day already. Choose another team.") % words}
        )
    if team is None and not Placement.objects.filter(standing_on(day), membership=membership).exists():
        raise ValidationError(
            {"team": _("%(name)s is in no team on that day. Choose one.") % {"name": membership.name}}
        )


def end_placements(membership: Membership, day: date) -> int | None:
    """End what runs on `day`; a placement that was to start on it never happened. The team before."""
    current = Placement.objects.filter(standing_on(day), membership=membership).first()
    if current is None:
        return None
    if current.starts_on == day:
        current.delete()
    else:
        Placement.objects.filter(pk=current.pk).update(ends_on=day)
    return current.team_id


def standing_on(day: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gt=day)
