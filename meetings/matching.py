"""Whom a meeting was with: contacts by their address, accounts by their website or name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from crm.models import Account, Contact
from meetings.reading import Event
from organizations.addresses import spelled
from organizations.models import Membership
from organizations.plain_names import plain

T = TypeVar("T")
# A shorter name is found in too many titles.
SHORTEST_NAME = 4
MOST_NAMES = 5_000


@dataclass(frozen=True)
class Matches:
    """The customers that a member can see, by what a calendar says of them."""

    by_address: Mapping[str, Contact]
    by_domain: Mapping[str, Account]
    contact_names: Mapping[str, Contact]
    account_names: Mapping[str, Account]

    def contact_of(self, event: Event) -> Contact | None:
        known = (self.by_address[address] for address in event.addresses if address in self.by_address)
        return next(known, None) or named(self.contact_names, event.title)

    def account_of(self, event: Event) -> Account | None:
        if (contact := self.contact_of(event)) is not None:
            return contact.account
        domains = (address.rpartition("@")[2].lower() for address in event.addresses)
        known = (self.by_domain[domain] for domain in domains if domain in self.by_domain)
        return next(known, None) or named(self.account_names, event.title)

    def is_meeting(self, event: Event) -> bool:
        """Somebody from outside was invited, or the title names a customer. A dentist is nobody's business."""
        return (
            bool(event.addresses) or self.contact_of(event) is not None or self.account_of(event) is not None
        )


def named(names: Mapping[str, T], title: str) -> T | None:
    words = f" {fold(title)} "
    return next((found for name, found in names.items() if f" {name} " in words), None)


def matches_for(member: Membership, events: Sequence[Event]) -> Matches:
    """Three queries, whatever the number of events."""
    contacts = Contact.objects.visible_to(member).select_related("account")
    invited = {address for event in events for address in event.addresses}
    by_address = {
        spelled(one.email): one for one in contacts.filter(email__in=spellings(invited)).order_by("-pk")
    }
    mine = contacts.filter(owner=member).order_by("pk")[:MOST_NAMES]
    accounts = list(Account.objects.visible_to(member).filter(owner=member).order_by("pk")[:MOST_NAMES])
    return Matches(
        by_address,
        {domain: one for one in accounts if (domain := domain_of(one.website))},
        {folded: one for one in mine if len(folded := fold(one.name)) >= SHORTEST_NAME},
        {folded: one for one in accounts if len(folded := fold(one.name)) >= SHORTEST_NAME},
    )


def spellings(addresses: set[str]) -> set[str]:
    """As calendars write them and as people type them."""
    return addresses | {address.capitalize() for address in addresses}


def fold(name: str) -> str:
    return " ".join(plain(name).split())


def domain_of(website: str) -> str:
    host = urlsplit(website if "//" in website else f"//{website}").hostname or ""
    return host.removeprefix("www.").lower()
