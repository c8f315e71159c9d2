"""What a member's phone keeps of the log, to go on without a network: whom, what, and which days."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl

from django.db.models import Prefetch

from activities.choices import AHEAD, HORIZON, Someone, day_label, question_of, someone
from activities.models import Activity, ActivityType, FollowUp, Outcome
from crm.models import Contact
from crm.phones import dialled
from organizations.calendars import calendars_of
from organizations.models import Membership, Organization
from organizations.periods import Period
from organizations.working_days import Calendar, next_own_day

MOST_PEOPLE, MOST_RECENT, LOOKED_AT, MOST_DUE = 200, 60, 300, 100
DAYS_KEPT, DUE_WITHIN = 21, timedelta(days=14)


def types_kept() -> list[dict[str, Any]]:
    """What can be logged, with how it can end and what is asked then; two queries."""
    outcomes = Prefetch("outcomes", Outcome.objects.in_use())
    return [
        {
            "key": kind.key, "name": kind.name, "icon": kind.icon, "needs_nobody": kind.family == ActivityType.OTHER,
            "outcomes": [outcome_kept(one) for one in kind.outcomes.all()],
        }
        for kind in ActivityType.objects.in_use().prefetch_related(outcomes)
    ]  # fmt: skip


def outcome_kept(outcome: Outcome) -> dict[str, Any]:
    return {
        "id": outcome.pk, "key": outcome.key, "name": outcome.name, "icon": outcome.icon,
        "needs_date": outcome.needs_date, "question": question_of(outcome),
        "talked": outcome.is_conversation, "needs_somebody": outcome.is_attempt or outcome.is_conversation,
    }  # fmt: skip


def people_kept(membership: Membership, country: str) -> list[dict[str, Any]]:
    """Whom the member was last in touch with, then their own contacts, the longest silent first; two queries."""
    found: dict[str, Someone] = {}
    entries = Activity.objects.kept().filter(member=membership).exclude(prospect_key="")
    for entry in entries.newest_first().with_names()[:LOOKED_AT]:
        last = entry.outcome.name if entry.outcome else entry.type.name
        person = someone(contact=entry.contact, account=entry.account, prospect=entry.prospect, why=last)
        if len(found) < MOST_RECENT:
            found.setdefault(person.query, person)
    mine = Contact.objects.filter(owner=membership).select_related("account")
    for contact in mine.order_by("last_two_way_at", "plain_name", "pk")[:MOST_PEOPLE]:
        person = someone(contact=contact, account=contact.account, prospect="", why=contact.title)
        found.setdefault(person.query, person)
    return [person_kept(person, country) for person in list(found.values())[:MOST_PEOPLE]]


def person_kept(person: Someone, country: str) -> dict[str, Any]:
    return {
        "who": whom(person.query), "name": person.name, "why": person.why, "blocked": person.blocked,
        "phone": person.phone, "tel": tel(person.phone, country),
    }  # fmt: skip


def tel(number: str, country: str) -> str:
    """What a phone dials for this number, as typed in this country."""
    return dialled(number, country) if number else ""


def whom(query: str) -> dict[str, Any] | None:
    """The contact, account or typed name that an address of the log names; None with none of them."""
    named = dict(parse_qsl(query))
    for field in ("contact", "account"):
        if named.get(field, "").isdecimal():
            return {field: int(named[field])}
    return {"prospect": named["prospect"]} if named.get("prospect") else None


def due_kept(membership: Membership, today: date, country: str) -> list[dict[str, Any]]:
    """Follow-ups that come due while the phone may be away; one query."""
    due = FollowUp.objects.open().filter(member=membership, due_on__lte=today + DUE_WITHIN)
    kept = []
    for one in due.with_names().in_order()[:MOST_DUE]:
        account = one.account or (one.contact.account if one.contact else None)
        person = someone(contact=one.contact, account=account, prospect=one.prospect, why=one.reason)
        kept.append(person_kept(person, country) | {"due_on": str(one.due_on)})
    return kept


def days_kept(membership: Membership, organization: Organization, today: date) -> dict[str, list[Any]]:
    """For each of the next days, the days that are offered for a follow-up on it. Days off are left out."""
    calendar = calendars_of([membership], organization, Period(today, today + HORIZON))[membership.pk]
    days = [today + timedelta(days=n) for n in range(DAYS_KEPT)]
    return {str(day): offered(day, calendar) for day in days}


def offered(today: date, calendar: Calendar) -> list[dict[str, str]]:
    found = [next_own_day(today + timedelta(days=ahead), calendar) for ahead in AHEAD]
    return [
        {"day": str(day), "label": day_label(day, today)} for day in dict.fromkeys(found) if day is not None
    ]
