"""Whom a call block can go through: what is due today, or own contacts and accounts by when one last talked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.models import Activity, FollowUp
from crm.models import Account, Contact
from organizations.models import Membership

DUE, PROSPECTS, CUSTOMERS, FORMER, ALL = "due", "prospect", "customer", "former", "all"
LISTS = [
    (DUE, gettext_lazy("Due today: whom I promised a call")),
    (PROSPECTS, gettext_lazy("My prospects, longest silent first")),
    (CUSTOMERS, gettext_lazy("My customers, longest silent first")),
    (FORMER, gettext_lazy("My former customers, longest silent first")),
    (ALL, gettext_lazy("All my contacts, longest silent first")),
]


@dataclass(frozen=True)
class Listed:
    """Somebody to call, and why they are on the list."""

    contact: Contact | None = None
    account: Account | None = None
    prospect: str = ""
    why: str = ""


def people_of(which: str, membership: Membership, today: date, most: int) -> Sequence[Listed]:
    """At most so many people of a list. Nobody who wants no contact, whose number is struck, or tried today."""
    return due(membership, today, most) if which == DUE else silent(which, membership, today, most)


def due(membership: Membership, today: date, most: int) -> list[Listed]:
    found: dict[Any, Listed] = {}
    for one in FollowUp.objects.due_for(membership, today).filter(channel="call"):
        key = one.contact_id or -(one.account_id or 0) or one.prospect.casefold()
        listed = Listed(one.contact, one.account, one.prospect, one.reason or _("Due"))
        if key not in found and not one.tried and may_call(listed):  # type: ignore[attr-defined]
            found[key] = listed
    return list(found.values())[:most]


def may_call(one: Listed) -> bool:
    if one.contact is not None:
        return bool(one.contact.callable_phone)
    return one.account is None or bool(one.account.callable_phone)


def silent(which: str, membership: Membership, today: date, most: int) -> list[Listed]:
    tried = Activity.objects.kept().on_day(membership, today).filter(contact__isnull=False).values("contact")
    reachable = ~Q(phone="") & ~Q(phone=F("struck_phone"))
    mine = Contact.objects.filter(reachable, owner=membership, do_not_contact=False).exclude(pk__in=tried)
    if which in dict(Account.KINDS):
        mine = mine.filter(account__kind=which)
    in_order = mine.select_related("account").order_by(
        F("last_two_way_at").asc(nulls_first=True), "name", "pk"
    )
    return [Listed(one, one.account, "", one.title) for one in in_order[:most]]
