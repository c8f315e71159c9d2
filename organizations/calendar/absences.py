"""Who is away in the next weeks, what waits for an answer, and the trail of a request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from organizations.calendars import DatedFact, by_member, calendars_of, dated, joined
from organizations.day_reasons import DayParts, parts_of
from organizations.models import Event, Membership, Organization, TimeOff
from organizations.periods import Period
from organizations.prepared import Members
from organizations.services.time_off import days_in_words
from organizations.working_days import exact_sum

from .month import runs_in_words

WEEKS = 6
ASKED = "time off asked for"


@dataclass(frozen=True)
class WeekCell:
    """A person's week: own days of the days of the standard week, and in words what takes the rest."""

    own: Fraction
    of: Fraction
    why: str

    @property
    def is_away(self) -> bool:
        return not self.own and bool(self.of)

    @property
    def is_less(self) -> bool:
        return bool(self.why) and not self.is_away


@dataclass(frozen=True)
class PersonRow:
    member: Membership
    weeks: Sequence[WeekCell]


@dataclass(frozen=True)
class Absences:
    weeks: Sequence[Period]
    rows: Sequence[PersonRow]
    totals: Sequence[tuple[Fraction, Fraction]]
    verdict: str


def people_seen(me: Membership) -> QuerySet[Membership]:
    """The people one leads; for an admin everybody who is here."""
    present = Membership.objects.present()
    return (present if me.is_admin else present.led_by(me)).order_by("plain_name", "pk")


@dataclass(frozen=True)
class Asked:
    """A request that waits for an answer."""

    pk: int
    member_id: int
    name: str
    days: str
    reason: str
    photo: str = ""


def waiting_for(me: Membership) -> list[Asked]:
    """What this member is the one to answer; one query."""
    found = TimeOff.objects.waiting_for(me).with_people().order_by("starts_on", "pk")
    return [asked(off, off.membership) for off in found]


def asked(off: TimeOff, member: Membership) -> Asked:
    return Asked(off.pk, member.pk, member.name, days_in_words(off), off.reason, member.photo)


def asked_facts(members: Members) -> QuerySet[Any]:
    """Open requests of these members as rows of `DatedFact`, for a page that reads everything in one query."""
    found = TimeOff.objects.asked().filter(membership__in=members)
    figures = joined("part", "share", "reason")  # the reason comes last: it may hold commas
    return dated(found, ASKED, "membership_id", "starts_on", F("ends_on"), figures, "pk")


def asked_from(rows: Sequence[tuple], members: Sequence[Membership], now: datetime) -> list[Asked]:
    """The open requests among the rows, by date."""
    by_id = {member.pk: member for member in members}
    facts = [fact for found in by_member(rows, ASKED).values() for fact in found]
    return [
        asked(as_time_off(fact, now), by_id[fact.member_id])
        for fact in sorted(facts, key=lambda fact: (fact.from_on, fact.about))
    ]


def as_time_off(fact: DatedFact, now: datetime) -> TimeOff:
    assert fact.until_on is not None
    part, share, reason = fact.figures.split(",", 2)
    return TimeOff(
        pk=fact.about, membership_id=fact.member_id, starts_on=fact.from_on, ends_on=fact.until_on, part=part,
        share=Decimal(share), reason=reason, created_at=now,
    )  # fmt: skip


def absences_of(members: Sequence[Membership], organization: Organization, today: date) -> Absences:
    """The running week and the five after it, for these people; one query."""
    weeks = [organization.week_of(today)]
    while len(weeks) < WEEKS:
        weeks.append(organization.week_after(weeks[-1]))
    period = Period(weeks[0].start, weeks[-1].end)
    calendars = calendars_of(members, organization, period)
    rows = [
        PersonRow(one, [cell_of([parts_of(day, calendars[one.pk]) for day in week.days()]) for week in weeks])
        for one in members
    ]
    totals = [
        (exact_sum(row.weeks[n].own for row in rows), exact_sum(row.weeks[n].of for row in rows))
        for n in range(WEEKS)
    ]
    return Absences(weeks, rows, totals, verdict_of(rows))


def cell_of(parts: Sequence[DayParts]) -> WeekCell:
    own, of = exact_sum(one.own for one in parts), exact_sum(one.scheduled for one in parts)
    told = [one.off.name for one in parts if one.by_day_off and one.off]
    if leave := runs_in_words(parts, lambda one: one.by_leave):
        told.append(_("Leave %(days)s") % {"days": leave})
    if any(one.by_employment for one in parts):
        told.append(_("Not here on all days"))
    return WeekCell(own, of, "; ".join(told))


def verdict_of(rows: Sequence[PersonRow]) -> str:
    """Who is away this week, by name while they are few."""
    away = [row.member.name for row in rows if row.weeks[0].is_away]
    if not rows:
        return _("Nobody is in your team yet.")
    if not away:
        return _("Everybody works this week.")
    if len(away) == 1:
        return _("%(name)s is away this week.") % {"name": away[0]}
    if len(away) == 2:
        return _("%(one)s and %(other)s are away this week.") % {"one": away[0], "other": away[1]}
    return _("%(n)s people are away this week.") % {"n": len(away)}


@dataclass(frozen=True)
class Step:
    """One thing that happened to a request."""

    words: str
    who: str
    at: datetime


def trail_of(off: TimeOff) -> list[Step]:
    """Everything that happened to a request, oldest first; who sees the request sees its trail. One query."""
    words: dict[str, Any] = {
        "time_off_asked": _("Asked for"), "time_off_entered": _("Entered"), "time_off_approved": _("Approved"),
        "time_off_declined": _("Declined"), "time_off_withdrawn": _("Withdrawn"),
        "time_off_reopened": _("Opened again"),
    }  # fmt: skip
    events = Event.objects.filter(subject_type=TimeOff._meta.label_lower, subject_id=off.pk)
    return [
        Step(words.get(event.verb, event.verb), event.actor.name if event.actor else "", event.at)
        for event in events.select_related("actor").order_by("at", "pk")
    ]
