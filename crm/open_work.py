"""What this app calls open work: accounts and contacts that somebody owns, and their open opportunities."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import ngettext

from crm.models import Account, Contact, Opportunity, Stage
from crm.services.credit import settle
from organizations.handing_over import OpenWork, open_work
from organizations.models import Membership


def register() -> None:
    """Called when the app starts."""
    open_work(OpenWork("accounts", "crm.account", says_accounts, count_accounts, give_accounts, rank=10))
    open_work(OpenWork("contacts", "crm.contact", says_contacts, count_contacts, give_contacts, rank=20))
    open_work(OpenWork("opportunities", "crm.opportunity", says_deals, count_deals, give_deals, rank=30))


def says_accounts(n: int) -> str:
    return ngettext("%(n)s account", "%(n)s accounts", n) % {"n": n}


def says_contacts(n: int) -> str:
    return ngettext("%(n)s contact", "%(n)s contacts", n) % {"n": n}


def says_deals(n: int) -> str:
    return ngettext("%(n)s open opportunity", "%(n)s open opportunities", n) % {"n": n}


def count_accounts(member: Membership, now: datetime) -> int:
    return Account.objects.filter(owner=member).count()


def count_contacts(member: Membership, now: datetime) -> int:
    return Contact.objects.filter(owner=member).count()


def count_deals(member: Membership, now: datetime) -> int:
    return open_deals(member).count()


def give_accounts(member: Membership, to: Membership, by: Membership | None, now: datetime) -> list[int]:
    return give(Account.objects.filter(owner=member), to)


def give_contacts(member: Membership, to: Membership, by: Membership | None, now: datetime) -> list[int]:
    return give(Contact.objects.filter(owner=member), to)


def give_deals(member: Membership, to: Membership, by: Membership | None, now: datetime) -> list[int]:
    """The open ones; one person's whole credit goes with the deal. What is won stays theirs."""
    pks = give(open_deals(member), to)
    settle(
        list(Opportunity.objects.filter(pk__in=pks).select_related("stage", "owner")),
        dict.fromkeys(pks, member.pk),
    )
    return pks


def open_deals(member: Membership) -> QuerySet[Opportunity]:
    return Opportunity.objects.filter(owner=member, stage__kind=Stage.OPEN)


def give(records: QuerySet, to: Membership) -> list[int]:
    """The ids of what another owns now; all of it in one statement."""
    pks = list(records.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    records.model._default_manager.filter(pk__in=pks).update(owner=to)
    return pks
