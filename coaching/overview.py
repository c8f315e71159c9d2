"""What the list of 1:1s shows a member: what is overdue, what comes, and whom nothing is planned with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.models import Commitment, OneOnOne
from coaching.promises import Kept, Row, kept_lately, row
from organizations.models import Membership


@dataclass(frozen=True)
class Talk:
    """A 1:1 as one of the pair sees it."""

    one_on_one: OneOnOne
    other: Membership
    leads: bool


@dataclass(frozen=True)
class Overview:
    overdue: list[Talk]
    upcoming: list[Talk]
    unplanned: list[Membership]
    promises: list[Row]
    kept: Kept
    verdict: str


def overview(me: Membership, *, now: datetime) -> Overview:
    mine = OneOnOne.objects.visible_to(me).with_people()
    overdue, upcoming = as_talks(mine.overdue(now), me), as_talks(mine.upcoming(now), me)
    unplanned = people_without_talk(me)
    return Overview(
        overdue=overdue,
        upcoming=upcoming,
        unplanned=unplanned,
        promises=open_promises(me, now=now),
        kept=kept_lately(me, now),
        verdict=verdict(overdue, upcoming, unplanned),
    )


def as_talks(one_on_ones: Iterable[OneOnOne], me: Membership) -> list[Talk]:
    return [Talk(talk, talk.other_than(me), leads=talk.leader_id == me.pk) for talk in one_on_ones]


def people_without_talk(me: Membership) -> list[Membership]:
    """The people this member leads with whom no talk is open."""
    if not me.leads_any:
        return []
    planned = OneOnOne.objects.open().filter(leader=me).values("rep")
    return list(Membership.objects.present().led_by(me).exclude(pk__in=planned).order_by("plain_name", "pk"))


def open_promises(me: Membership, *, now: datetime) -> list[Row]:
    """What this member promised and has not decided or settled, the next day first."""
    mine = Commitment.objects.filter(member=me).unsettled().with_people().order_by("due_on", "pk")
    return [row(commitment, me=me, today=me.today(now)) for commitment in mine]


def verdict(overdue: list[Talk], upcoming: list[Talk], unplanned: list[Membership]) -> str:
    if len(overdue) == 1:
        return _("The talk with %(other)s is still to be held.") % {"other": overdue[0].other.name}
    if overdue:
        return ngettext(
            "%(n)s talk is still to be held.", "%(n)s talks are still to be held.", len(overdue)
        ) % {"n": len(overdue)}
    if upcoming:
        return _("Next: %(other)s.") % {"other": upcoming[0].other.name}
    if len(unplanned) == 1:
        return _("No talk is planned with %(name)s.") % {"name": unplanned[0].name}
    return _("Nothing is planned yet.")
