"""What the log tells other rooms when they ask: what is due today."""

from datetime import date, datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from activities.choices import Day, follow_up_days, someone
from activities.models import FollowUp
from activities.next_steps import opportunities_without_next, silent_customers
from crm.models import Account
from organizations.calendar_entries import CalendarEntry
from organizations.date_words import day_and_month, long_day, short_day
from organizations.links import link
from organizations.models import Membership
from organizations.today import Later, TodayItem

AT_A_TIME, OVERDUE, DUE_TODAY, TRIED, NO_NEXT, SILENT = 10, 20, 30, 40, 50, 55
SUGGESTED = 3
# Channels that are the key of a type in the log, too.
LOGGED_AS = ("call", "email", "text", "social", "visit", "event", "meeting")
ICONS = {
    "email": "mail",
    "meeting": "calendar",
    "visit": "pin",
    "event": "users",
    "text": "comment",
    "social": "link",
}


def today_items(*, membership: Membership, today: date, now: datetime) -> list[TodayItem]:
    """Follow-ups that are due, deals without a next step, silent customers. Who asked to be left alone, never.

    Who was tried today and not reached comes after everybody else who is due.
    """
    due = [
        one
        for one in FollowUp.objects.due_for(membership, today)
        if not (one.contact and one.contact.do_not_contact)
    ]
    days = follow_up_days(membership, membership.organization, today) if due else []
    items = [item_of(one, membership, today, days) for one in due]
    return [*items, *stuck_items(membership, today), *silent_items(membership, now)]


def item_of(due: FollowUp, membership: Membership, today: date, days: list[Day]) -> TodayItem:
    person = someone(contact=due.contact, account=due.account, prospect=due.prospect, why="")
    log, way = link(membership.organization, "activities:log"), link(membership.organization, "today")
    return TodayItem(
        rank=rank_of(due, today),
        title=person.name or due.with_whom,
        why=why_of(due, today),
        href=f"{log}?type={kind_of(due)}&{person.query}&{urlencode({'next': way})}",
        icon=ICONS.get(due.channel, "phone"),
        detail=person.why,
        phone=person.phone if due.channel in ("call", "text") else "",
        due=f"{due.due_time:%H:%M}" if due.due_time and due.due_on == today else "",
        later=Later(due.pk, due.with_whom, days),
    )


def kind_of(due: FollowUp) -> str:
    """As what it is logged."""
    return due.channel if due.channel in LOGGED_AS else "call"


def rank_of(due: FollowUp, today: date) -> int:
    """What matters more comes before what is of the same kind."""
    if due.tried:  # type: ignore[attr-defined]
        return TRIED
    if due.due_time and due.due_on == today:
        return AT_A_TIME
    return (OVERDUE if due.due_on < today else DUE_TODAY) - (due.priority - FollowUp.NORMAL)


def why_of(due: FollowUp, today: date) -> str:
    """Why it stands where it stands: what for, since when, and whether it was tried or matters more."""
    days = (today - due.due_on).days
    if days == 0:
        when = _("Due at %(time)s.") % {"time": f"{due.due_time:%H:%M}"} if due.due_time else _("Due today.")
    else:
        long_ago = long_day(due.due_on)
        when = _("Due yesterday.") if days == 1 else _("Due %(day)s.") % {"day": long_ago}
    parts = [f"{due.reason}." if due.reason else "", when]
    if due.moved_from:
        was = short_day(due.moved_from)
        parts.append(_("Was due %(day)s, while you were off.") % {"day": was})
    parts.append(_("Important.") if due.priority == FollowUp.HIGH else "")
    parts.append(_("Tried today.") if due.tried else "")  # type: ignore[attr-defined]
    return " ".join(part for part in parts if part)


def stuck_items(membership: Membership, today: date) -> list[TodayItem]:
    """The largest own deals that nobody has said how to go on with."""
    mine = Membership.objects.filter(pk=membership.pk)
    way = link(membership.organization, "activities:next_steps")
    return [
        TodayItem(
            rank=NO_NEXT,
            title=deal.name,
            why=_("No next step. Plan one, or say why there is none."),
            href=f"{way}#deal-{deal.pk}",
            icon="flag",
            detail=deal.account.name if deal.account else "",
        )
        for deal in opportunities_without_next(mine, today)[:SUGGESTED]
    ]


def silent_items(membership: Membership, now: datetime) -> list[TodayItem]:
    """Own customers who have not been talked with for a quarter."""
    mine = Membership.objects.filter(pk=membership.pk)
    return [
        TodayItem(
            rank=SILENT,
            title=customer.name,
            why=silence_of(customer),
            href=f"{link(membership.organization, 'activities:log')}?type=customer_checkin&account={customer.pk}",
            icon="heart",
            phone=customer.callable_phone,
        )
        for customer in silent_customers(mine, now)[:SUGGESTED]
    ]


def silence_of(customer: Account) -> str:
    at = customer.last_two_way_at
    if at is None:
        return _("A customer nobody has talked with yet.")
    return _("A customer, last talked with on %(day)s.") % {"day": day_and_month(at)}


def calendar_entries(
    *, membership: Membership, first: date, last: date, now: datetime
) -> list[CalendarEntry]:
    """Open follow-ups by day, for the member's own calendar; one query. Who asked to be left alone is left out."""
    due = FollowUp.objects.open().filter(member=membership, due_on__gte=first, due_on__lte=last)
    wanted = due.with_names().exclude(contact__do_not_contact=True)
    return [calendar_entry(one, membership) for one in wanted]


def calendar_entry(due: FollowUp, membership: Membership) -> CalendarEntry:
    person = someone(contact=due.contact, account=due.account, prospect=due.prospect, why="")
    log = link(membership.organization, "activities:log")
    return CalendarEntry(
        key=f"follow-up-{due.pk}",
        title=f"{person.name} ({person.why})" if person.why else person.name or due.with_whom,
        href=f"{log}?type={kind_of(due)}&{person.query}",
        changed_at=due.created_at,
        on=due.due_on,
        starts_at=due.starts_at(),
        detail=due.reason,
    )
