"""Time off of members: asked for, approved or declined, withdrawn. Only what is approved counts."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organizations.tenancy.models import Link, Owned

from .calendar import DAY_SHARE, FULL
from .people import Membership, Placement, Team, people_led_by


class TimeOffQuerySet(models.QuerySet["TimeOff"]):
    def visible_to(self, membership: Membership) -> "TimeOffQuerySet":
        """Admins: all. Leaders: that of the people they lead. Everyone: their own."""
        if membership.is_admin:
            return self
        return self.filter(Q(membership=membership) | Q(membership__in=people_led_by(membership)))

    def asked(self) -> "TimeOffQuerySet":
        return self.filter(state=TimeOff.ASKED)

    def approved(self) -> "TimeOffQuerySet":
        return self.filter(state=TimeOff.APPROVED)

    def standing(self) -> "TimeOffQuerySet":
        """Asked for or approved: what another request may not overlap."""
        return self.filter(state__in=[TimeOff.ASKED, TimeOff.APPROVED])

    def during(self, start: date, end: date) -> "TimeOffQuerySet":
        """Off on at least one day from start to end (excluded)."""
        return self.filter(starts_on__lt=end, ends_on__gt=start)

    def waiting_for(self, membership: Membership) -> "TimeOffQuerySet":
        """What this member is the one to answer: of the people they lead; for an admin also of those nobody leads."""
        theirs = Q(membership__in=people_led_by(membership)) & ~Q(membership=membership)
        if membership.is_admin:
            theirs |= ~Q(membership__in=led_by_another(membership))
        return self.asked().filter(theirs)

    def with_people(self) -> "TimeOffQuerySet":
        return self.select_related("membership", "decided_by")


class TimeOff(Owned):
    """Leave of a member from a date until a date (excluded). `share` is how much of each day is off.

    `part` says which half it is where that is known. `decided_by` answered it, in the words of `answer`.
    """

    ASKED, APPROVED, DECLINED, WITHDRAWN = "asked", "approved", "declined", "withdrawn"
    STATES = [
        (ASKED, _("Asked for")), (APPROVED, _("Approved")), (DECLINED, _("Declined")), (WITHDRAWN, _("Withdrawn")),
    ]  # fmt: skip
    MORNING, AFTERNOON = "morning", "afternoon"

    membership = Link("organizations.Membership", related_name="time_off")
    starts_on = models.DateField()
    ends_on = models.DateField()
    share = models.DecimalField(default=FULL, **DAY_SHARE)
    part = models.CharField(
        max_length=9, blank=True, choices=[(MORNING, _("Morning")), (AFTERNOON, _("Afternoon"))]
    )
    reason = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=STATES, default=APPROVED)
    decided_by = Link("organizations.Membership", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = TimeOffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="time_off_ends_after_start"),
            models.CheckConstraint(condition=Q(share__gt=0), name="time_off_takes_something"),
        ]
        indexes = [
            models.Index(fields=["organization", "membership", "starts_on"], name="time_off_by_member"),
            models.Index(fields=["organization"], condition=Q(state="asked"), name="time_off_that_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} off {self.starts_on} to {self.ends_on}"

    @property
    def last_on(self) -> date:
        """The last day of it."""
        return self.ends_on - timedelta(days=1)

    @property
    def counts(self) -> bool:
        return self.state == self.APPROVED


def led_by_another(viewer: Membership) -> models.QuerySet:
    """The ids of members for whom somebody other than themselves leads their team or one above it."""
    leaders = Team.objects.in_use().filter(leader__isnull=False, leader__deactivated_at__isnull=True)
    here = models.ExpressionWrapper(models.OuterRef("team__path"), output_field=models.CharField())
    above = (
        leaders.annotate(here=here)
        .filter(here__startswith=F("path"))
        .exclude(leader=models.OuterRef("membership"))
    )
    return Placement.objects.now_for(viewer).filter(models.Exists(above)).values("membership")
