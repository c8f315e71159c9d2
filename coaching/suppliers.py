"""What coaching tells lower rooms when they ask: plain frozen values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from coaching.models import Commitment, OneOnOne
from organizations.calendar_entries import CalendarEntry
from organizations.links import link
from organizations.models import Membership, Organization
from organizations.periods import Period
from organizations.today import TodayItem

OVERDUE, DUE_TODAY, AT_A_TIME = 20, 30, 10
TALK_MINUTES = 30


@dataclass(frozen=True)
class CardCommitment:
    """A promise that falls into a card's week. `state` is open, kept, missed or dropped; `word` says it."""

    id: int
    text: str
    quantity: int | None
    due_on: date
    state: str
    word: str
    carried: int
    href: str


@dataclass(frozen=True)
class NextOneOnOne:
    """The next talk of a member. Its topic is the pair's alone and not told."""

    planned_at: datetime
    other: str
    href: str
    other_id: int


def commitments_of_card(*, membership: Membership, week: Period) -> list[CardCommitment]:
    """What a member promised for the days of this week, by day."""
    return [one for _, one in commitments_of_cards(memberships=[membership], week=week)]


def commitments_of_cards(
    *, memberships: Sequence[Membership], week: Period
) -> list[tuple[int, CardCommitment]]:
    """The same for many members, each with the member's id; one query."""
    due = Commitment.objects.filter(member__in=memberships, due_on__gte=week.start, due_on__lt=week.end)
    organizations = {member.pk: member.organization for member in memberships}
    return [
        (one.member_id, card_commitment(one, organizations[one.member_id]))
        for one in due.order_by("due_on", "pk")
    ]


def card_commitment(one: Commitment, organization: Organization) -> CardCommitment:
    return CardCommitment(
        id=one.pk, text=one.text, quantity=one.quantity, due_on=one.due_on, state=one.state,
        word=one.get_state_display(), carried=one.carried,
        href=link(organization, "coaching:commitment", pk=one.pk),
    )  # fmt: skip


def next_one_on_one(*, membership: Membership, now: datetime) -> list[NextOneOnOne]:
    """At most one: the next open talk that this member is part of."""
    return [talk for _, talk in next_one_on_ones(memberships=[membership], now=now)[:1]]


def next_one_on_ones(*, memberships: Sequence[Membership], now: datetime) -> list[tuple[int, NextOneOnOne]]:
    """Every open talk from now on that these members are part of, with the member's id, by time; one query."""
    wanted = {member.pk: member for member in memberships}
    talks = OneOnOne.objects.of_any(list(wanted)).with_people().upcoming(now)
    return [
        (me.pk, next_talk(talk, me, talk_href(talk, wanted[me.pk])))
        for talk in talks
        for me in (talk.leader, talk.rep)
        if me.pk in wanted
    ]


def next_talk(talk: OneOnOne, me: Membership, href: str) -> NextOneOnOne:
    other = talk.other_than(me)
    return NextOneOnOne(talk.planned_at, other.name, href, other.pk)


def talk_href(talk: OneOnOne, member: Membership) -> str:
    return link(member.organization, "coaching:one_on_one", pk=talk.pk)


def today_items(*, membership: Membership, today: date, now: datetime) -> list[TodayItem]:
    """Talks of today, talks that were never marked as held, and promises that are due."""
    return [*talks_today(membership, today, now), *promises_due(membership, today)]


def talks_today(membership: Membership, today: date, now: datetime) -> list[TodayItem]:
    zone = ZoneInfo(membership.zone)
    items = []
    for talk in OneOnOne.objects.visible_to(membership).open().with_people().order_by("planned_at"):
        start = talk.planned_at.astimezone(zone)
        if start.date() <= today:
            items.append(talk_item(membership, talk, start, now))
    return items


def talk_item(membership: Membership, talk: OneOnOne, start: datetime, now: datetime) -> TodayItem:
    gone = talk.planned_at < now
    return TodayItem(
        rank=OVERDUE if gone else AT_A_TIME,
        title=_("1:1 with %(name)s") % {"name": talk.other_than(membership).name},
        why=_("Say that it was held, or move it")
        if gone
        else _("Today at %(start)s") % {"start": f"{start:%H:%M}"},
        href=link(membership.organization, "coaching:one_on_one", pk=talk.pk),
        icon="talk",
        due=f"{start:%H:%M}" if not gone else "",
    )


def promises_due(membership: Membership, today: date) -> list[TodayItem]:
    due = Commitment.objects.open().filter(member=membership, due_on__lte=today).order_by("due_on", "pk")
    return [
        TodayItem(
            rank=OVERDUE if one.due_on < today else DUE_TODAY,
            title=one.text,
            why=_("You promised it for today")
            if one.due_on == today
            else _("Its day has passed: kept, missed or carried?"),
            href=link(membership.organization, "coaching:commitment", pk=one.pk),
            icon="flag",
        )
        for one in due
    ]


def calendar_entries(
    *, membership: Membership, first: date, last: date, now: datetime
) -> list[CalendarEntry]:
    """1:1s that are planned, for the calendar of either of the two. Their topic is the pair's alone and not told."""
    zone = ZoneInfo(membership.zone)
    start = datetime.combine(first, time.min, zone)
    end = datetime.combine(last + timedelta(days=1), time.min, zone)
    talks = OneOnOne.objects.of_any([membership.pk]).open().filter(planned_at__gte=start, planned_at__lt=end)
    return [
        CalendarEntry(
            key=f"one-on-one-{talk.pk}",
            title=_("1:1 with %(name)s") % {"name": talk.other_than(membership).name},
            href=link(membership.organization, "coaching:one_on_one", pk=talk.pk),
            changed_at=talk.created_at,
            starts_at=talk.planned_at,
            minutes=TALK_MINUTES,
        )
        for talk in talks.with_people()
    ]
