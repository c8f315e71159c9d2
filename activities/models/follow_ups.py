"""What was promised to prospects and customers, and why somebody has no next date."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from crm.models import Account, Contact, Opportunity
from organizations.models import Membership
from organizations.models.people import people_led_by
from organizations.periods import local_instant
from organizations.tenancy.models import Link, Owned

from .log import Activity, ActivityType


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def open(self) -> "FollowUpQuerySet":
        return self.filter(done_at__isnull=True)

    def due_for(self, membership: Membership, today: date) -> "FollowUpQuerySet":
        """What the member promised for today or before, oldest first, with `tried` if it was tried today."""
        with_contact = Q(contact__isnull=False, contact=OuterRef("contact"))
        with_account = Q(contact__isnull=True, account__isnull=False, account=OuterRef("account"))
        by_name = Q(contact__isnull=True, account__isnull=True, prospect=OuterRef("prospect"))
        tried = (
            Activity.objects.kept().on_day(membership, today).filter(with_contact | with_account | by_name)
        )
        mine = self.open().filter(member=membership, due_on__lte=today).annotate(tried=Exists(tried))
        return mine.with_names().order_by("due_on", "due_time", "-priority", "pk")

    def with_names(self) -> "FollowUpQuerySet":
        """Everything that a row shows, in one query."""
        return self.select_related("contact", "contact__account", "account", "opportunity", "member")

    def in_order(self) -> "FollowUpQuerySet":
        """By day and time, what matters most first."""
        return self.order_by("due_on", "due_time", "-priority", "pk")

    def visible_to(self, membership: Membership) -> "FollowUpQuerySet":
        if membership.is_admin:
            return self
        return self.filter(Q(member=membership) | Q(member__in=people_led_by(membership)))


class FollowUp(Owned):
    """Something promised to a prospect or customer for a day, at a time or not: call back, send the offer.

    `due_time` is on the clock of its owner. `every` and `unit` say that it comes again: done, the next one is
    planned. `moved_from` is the day it was due before it was moved off days that its owner did not work;
    `day_of_month` the day it comes again on where this month is too short for it.
    """

    LOW, NORMAL, HIGH = 0, 1, 2
    PRIORITIES = [(LOW, _("When there is time")), (NORMAL, _("Normal")), (HIGH, _("Important"))]
    DAYS, WEEKS, MONTHS = "days", "weeks", "months"
    UNITS = [(DAYS, _("days")), (WEEKS, _("weeks")), (MONTHS, _("months"))]

    member = Link(Membership, related_name="follow_ups")
    activity = Link(Activity, null=True, blank=True, related_name="follow_ups")
    account = Link(Account, null=True, blank=True)
    contact = Link(Contact, null=True, blank=True)
    opportunity = Link(Opportunity, null=True, blank=True, related_name="follow_ups")
    prospect = models.CharField(max_length=300, blank=True)
    due_on = models.DateField()
    due_time = models.TimeField(null=True, blank=True)
    priority = models.PositiveSmallIntegerField(choices=PRIORITIES, default=NORMAL)
    channel = models.CharField(max_length=10, choices=ActivityType.CHANNELS, default="call")
    every = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=6, choices=UNITS, blank=True)
    moved_from = models.DateField(null=True, blank=True)
    day_of_month = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(every__isnull=True, unit="") | Q(every__gte=1, every__lte=99) & ~Q(unit=""),
                name="follow_up_comes_again_or_not",
            )
        ]
        indexes = [
            models.Index(
                fields=["organization", "member", "due_on"],
                condition=Q(done_at__isnull=True),
                name="open_follow_ups",
            ),
            # Which deals and people have a next date: asked by the list of those that have none.
            models.Index(
                fields=["organization", "opportunity"],
                condition=Q(done_at__isnull=True, opportunity__isnull=False),
                name="next_of_opportunity",
            ),
            models.Index(
                fields=["organization", "contact"],
                condition=Q(done_at__isnull=True, contact__isnull=False),
                name="next_of_contact",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prospect} on {self.due_on}"

    @property
    def with_whom(self) -> str:
        """The name to show: contact, else account, else the free text, else what it is about."""
        if self.contact is not None:
            return self.contact.name
        name = self.account.name if self.account is not None else self.prospect
        return name or (self.opportunity.name if self.opportunity is not None else "")

    @property
    def again(self) -> str:
        """How often it comes again, in words; empty where it does not."""
        n = self.every or 0
        said = {
            self.DAYS: ngettext("every day", "every %(n)s days", n),
            self.WEEKS: ngettext("every week", "every %(n)s weeks", n),
            self.MONTHS: ngettext("every month", "every %(n)s months", n),
        }
        return said[self.unit] % {"n": n} if n else ""

    def starts_at(self) -> datetime | None:
        """The instant it is due at, on its owner's clock; None when only the day is said."""
        if self.due_time is None:
            return None
        return local_instant(self.due_on, self.due_time, self.member.zone)

    def local_time(self, moment: datetime) -> time:
        return moment.astimezone(ZoneInfo(self.member.zone)).time()


class HoldQuerySet(models.QuerySet["Hold"]):
    def in_force(self, today: date) -> "HoldQuerySet":
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=today), lifted_at__isnull=True)


class Hold(Owned):
    """Why a prospect or an open opportunity has no next date, for a while or for good. One of the two is named."""

    contact = Link(Contact, null=True, blank=True, related_name="holds")
    opportunity = Link(Opportunity, null=True, blank=True, related_name="holds")
    reason = models.CharField(max_length=300)
    until_on = models.DateField(null=True, blank=True)
    said_by = Link(Membership)
    said_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(contact__isnull=False, opportunity__isnull=True)
                | Q(contact__isnull=True, opportunity__isnull=False),
                name="hold_is_of_one",
            ),
            models.UniqueConstraint(
                fields=["organization", "contact"],
                condition=Q(lifted_at__isnull=True, contact__isnull=False),
                name="one_hold_a_contact",
            ),
            models.UniqueConstraint(
                fields=["organization", "opportunity"],
                condition=Q(lifted_at__isnull=True, opportunity__isnull=False),
                name="one_hold_an_opportunity",
            ),
        ]

    def __str__(self) -> str:
        return self.reason
