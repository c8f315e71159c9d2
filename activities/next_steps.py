"""Which open opportunities and active prospects have no next date and no reason for it; which customers are silent.

A next date is an open follow-up with the opportunity, with the contact, or with their account as a whole. A hold is a
reason. Reads only.
"""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from activities.models import Activity, FollowUp, Hold
from crm.models import Account, Contact, Opportunity, Stage
from organizations.models import Membership

# Somebody was in touch with them within a quarter: they are worked on.
ACTIVE_FOR = timedelta(days=90)
# A customer who has not been talked with for a quarter (the longest interval of the seed tiers).
SILENT_AFTER = timedelta(days=90)


def opportunities_without_next(owners: QuerySet[Membership], today: date) -> QuerySet[Opportunity]:
    """Open ones of these owners, the largest first."""
    promised = FollowUp.objects.open().filter(opportunity=OuterRef("pk"))
    with_account = FollowUp.objects.open().filter(opportunity__isnull=True, account=OuterRef("account"))
    reason = Hold.objects.in_force(today).filter(opportunity=OuterRef("pk"))
    found = Opportunity.objects.filter(owner__in=owners, stage__kind=Stage.OPEN)
    found = found.filter(~Exists(promised), ~Exists(with_account), ~Exists(reason))
    return found.select_related("account", "owner", "stage").order_by("-amount", "pk")


def prospects_without_next(owners: QuerySet[Membership], today: date) -> QuerySet[Contact]:
    """Contacts of these owners who are worked on and no customers, whom nobody has said to come back to.

    Who asked to be left alone, and whose last outcome ended the matter, needs no next date. The latest first.
    """
    theirs = Activity.objects.kept().filter(contact=OuterRef("pk"))
    recent = theirs.filter(occurred_on__gt=today - ACTIVE_FOR)
    latest = theirs.order_by("-occurred_on", "-occurred_at", "-pk")
    ended = latest.values("outcome__ends_cadence")[:1]
    promised = FollowUp.objects.open().filter(contact=OuterRef("pk"))
    with_account = FollowUp.objects.open().filter(contact__isnull=True, account=OuterRef("account"))
    reason = Hold.objects.in_force(today).filter(contact=OuterRef("pk"))
    found = Contact.objects.filter(owner__in=owners, do_not_contact=False)
    found = found.filter(Q(account__isnull=True) | Q(account__kind=Account.PROSPECT))
    found = found.filter(Exists(recent), ~Exists(promised), ~Exists(with_account), ~Exists(reason))
    found = found.annotate(is_ended=Subquery(ended), last_on=Subquery(latest.values("occurred_on")[:1]))
    return found.exclude(is_ended=True).select_related("account", "owner").order_by("-last_on", "pk")


def silent_customers(owners: QuerySet[Membership], now: datetime) -> QuerySet[Account]:
    """Customers of these owners who have not been talked with for a quarter and have no next date, longest first."""
    promised = FollowUp.objects.open().filter(account=OuterRef("pk"))
    quiet = Q(last_two_way_at__isnull=True, created_at__lt=now - SILENT_AFTER)
    quiet |= Q(last_two_way_at__lt=now - SILENT_AFTER)
    found = Account.objects.filter(quiet, owner__in=owners, kind=Account.CUSTOMER).filter(~Exists(promised))
    return found.order_by("last_two_way_at", "pk")


def holds_of(owners: QuerySet[Membership], today: date) -> QuerySet[Hold]:
    """The reasons in force of what these owners have."""
    mine = Q(contact__owner__in=owners) | Q(opportunity__owner__in=owners)
    found = Hold.objects.in_force(today).filter(mine)
    return found.select_related("contact__account", "opportunity__account", "said_by").order_by(
        "until_on", "-said_at"
    )
