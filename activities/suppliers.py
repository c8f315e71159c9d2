"""What the log tells other rooms when they ask: what is due today, and what happened with a customer."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string

from activities.choices import someone
from activities.models import Activity, FollowUp
from crm.models import Account, Contact
from organizations.calendar_entries import CalendarEntry
from organizations.links import link
from organizations.models import Membership
from organizations.today import TodayItem

OVERDUE, DUE_TODAY, TRIED = 20, 30, 40
TIMELINE = 8


def today_items(*, membership: Membership, today: date, now: datetime) -> list[TodayItem]:
    """Follow-ups that are due. Who was tried today and not reached comes last; who asked to be left alone, never."""
    return [
        item_of(due, membership, today)
        for due in FollowUp.objects.due_for(membership, today)
        if not (due.contact and due.contact.do_not_contact)
    ]


def item_of(due: FollowUp, membership: Membership, today: date) -> TodayItem:
    person = someone(contact=due.contact, account=due.account, prospect=due.prospect, why="")
    log, way = link(membership.organization, "activities:log"), link(membership.organization, "today")
    return TodayItem(
        rank=rank_of(due, today),
        title=person.name,
        why=why_of(due, today),
        href=f"{log}?type=call&{person.query}&{urlencode({'next': way})}",
        detail=person.why,
        phone=person.phone,
        later=link(membership.organization, "activities:later", pk=due.pk),
    )


def rank_of(due: FollowUp, today: date) -> int:
    if due.tried:  # type: ignore[attr-defined]
        return TRIED
    return OVERDUE if due.due_on < today else DUE_TODAY


def why_of(due: FollowUp, today: date) -> str:
    days = (today - due.due_on).days
    when = (
        "today"
        if days == 0
        else "yesterday"
        if days == 1
        else f"{due.due_on:%A} {due.due_on.day} {due.due_on:%B}"
    )
    reason = f"{due.reason}. " if due.reason else ""
    tried = " Tried today." if due.tried else ""  # type: ignore[attr-defined]
    return f"{reason}Due {when}.{tried}"


def calendar_entries(
    *, membership: Membership, first: date, last: date, now: datetime
) -> list[CalendarEntry]:
    """Open follow-ups by day, for the member's own calendar; one query. Who asked to be left alone is left out."""
    due = FollowUp.objects.open().filter(member=membership, due_on__gte=first, due_on__lte=last)
    wanted = due.select_related("contact__account", "account").exclude(contact__do_not_contact=True)
    return [calendar_entry(one, membership) for one in wanted]


def calendar_entry(due: FollowUp, membership: Membership) -> CalendarEntry:
    person = someone(contact=due.contact, account=due.account, prospect=due.prospect, why="")
    log = link(membership.organization, "activities:log")
    return CalendarEntry(
        key=f"follow-up-{due.pk}",
        title=f"{person.name} ({person.why})" if person.why else person.name,
        href=f"{log}?type=call&{person.query}",
        changed_at=due.created_at,
        on=due.due_on,
        detail=due.reason,
    )


def timeline_of_account(*, request: Any, account: Account) -> str:
    """The last entries with an account and its contacts, as the reader may see them; one query."""
    entries = Activity.objects.kept().visible_to(request.membership).filter(account=account)
    return timeline(request, entries, urlencode({"account": account.pk}))


def timeline_of_contact(*, request: Any, contact: Contact) -> str:
    """The last entries with a contact, as the reader may see them; one query."""
    entries = Activity.objects.kept().visible_to(request.membership).filter(contact=contact)
    return timeline(request, entries, urlencode({"contact": contact.pk}))


def timeline(request: Any, entries: Any, query: str) -> str:
    rows = [
        {
            "entry": one,
            "what": one.outcome.name if one.outcome else one.type.name,
            "at": one.occurred_at.astimezone(ZoneInfo(one.member.zone)).strftime("%H:%M"),
        }
        for one in entries.newest_first().with_names()[:TIMELINE]
    ]
    context = {"rows": rows, "query": query, "organization": request.organization}
    return render_to_string("activities/_timeline.html", context)
