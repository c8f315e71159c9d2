"""What the log page offers: whom it may have been with, and days for a follow-up."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _

from activities.models import Activity, FollowUp, Outcome
from crm.models import Account, Contact
from organizations.calendars import calendars_of
from organizations.date_words import day_of_month, short_day
from organizations.models import Membership, Organization
from organizations.periods import Period
from organizations.plain_names import holds
from organizations.working_days import next_own_day

RECENT, FOUND, LOOKED_AT = 6, 8, 40
AHEAD = [1, 3, 7]
HORIZON = timedelta(days=60)
NO_DATE = ""


@dataclass(frozen=True)
class Someone:
    """A contact, an account or a typed name, as one row to tap. `query` names them in an address."""

    name: str
    why: str
    query: str
    phone: str = ""
    blocked: bool = False


@dataclass(frozen=True)
class Day:
    """A day to follow up on, never one that is not worked."""

    day: date
    label: str


def someone(*, contact: Contact | None, account: Account | None, prospect: str, why: str) -> Someone:
    if contact is not None:
        place = account.name if account is not None else ""
        return Someone(
            contact.name, " · ".join(part for part in (place, why) if part), urlencode({"contact": contact.pk}),
            contact.callable_phone, contact.do_not_contact,
        )  # fmt: skip
    if account is not None:
        return Someone(account.name, why, urlencode({"account": account.pk}), account.callable_phone)
    return Someone(prospect, why, urlencode({"prospect": prospect}))


def due_people(membership: Membership, today: date) -> list[Someone]:
    """Whom the member promised to come back to by today; one query."""
    return [
        someone(
            contact=due.contact, account=due.account, prospect=due.prospect,
            why=_("Due today") if due.due_on == today else _("Due %(day)s") % {"day": short_day(due.due_on)},
        )
        for due in FollowUp.objects.due_for(membership, today)[:RECENT]
    ]  # fmt: skip


def recent_people(membership: Membership, leave_out: list[Someone]) -> list[Someone]:
    """Whom the member was last in touch with, each once; one query."""
    entries = Activity.objects.kept().filter(member=membership).exclude(prospect_key="")
    seen = {person.query for person in leave_out}
    found: list[Someone] = []
    for entry in entries.newest_first().with_names()[:LOOKED_AT]:
        last = entry.outcome.name if entry.outcome else entry.type.name
        person = someone(contact=entry.contact, account=entry.account, prospect=entry.prospect, why=last)
        if person.query not in seen and len(found) < RECENT:
            seen.add(person.query)
            found.append(person)
    return found


def own_people(membership: Membership, most: int = RECENT) -> list[Someone]:
    """Contacts of the member, for a first call; one query."""
    mine = Contact.objects.filter(owner=membership, do_not_contact=False).select_related("account")
    return [
        someone(contact=contact, account=contact.account, prospect="", why=contact.title)
        for contact in mine.order_by("last_two_way_at", "plain_name")[:most]
    ]


def find_people(membership: Membership, words: str) -> list[Someone]:
    """Contacts and accounts whose name, or a contact's account or number, has these words; two queries."""
    contacts = Contact.objects.visible_to(membership).select_related("account")
    named = holds("plain_name", words) | holds("account__plain_name", words)
    if any(letter.isdigit() for letter in words):
        named |= Q(phone__contains=words)
    accounts = Account.objects.visible_to(membership).filter(holds("plain_name", words))
    return [
        *(
            someone(contact=contact, account=contact.account, prospect="", why=contact.title)
            for contact in contacts.filter(named).order_by("plain_name", "pk")[:FOUND]
        ),
        *(
            someone(contact=None, account=account, prospect="", why=account.get_kind_display())
            for account in accounts.order_by("plain_name", "pk")[: FOUND // 2]
        ),
    ]


def follow_up_days(membership: Membership, organization: Organization, today: date) -> list[Day]:
    """Tomorrow, in three days, in a week, each moved to the next day that the member works; two queries."""
    period = Period(today, today + HORIZON)
    calendar = calendars_of([membership], organization, period)[membership.pk]
    days: list[Day] = []
    for ahead in AHEAD:
        day = next_own_day(today + timedelta(days=ahead), calendar)
        if day is not None and day not in [one.day for one in days]:
            days.append(Day(day, day_label(day, today)))
    return days


def day_label(day: date, today: date) -> str:
    return day_of_month(day) if day.month == today.month else short_day(day)


def question_of(outcome: Outcome | None) -> str:
    """What is asked about the next date, in the words of the outcome."""
    if outcome is None or not outcome.needs_date:
        return _("When do you follow up?")
    questions = {"call_later": _("When do you call back?"), "meeting_booked": _("When is the meeting?")}
    return questions.get(outcome.key, _("When does it go on?"))
