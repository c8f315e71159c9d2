"""Calendars: the address under which a member's own calendar is read, and the calendars that meetings come from."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from crm.models import Account, Contact
from organizations.models import Membership
from organizations.tenancy.models import Link, Owned

# What ended longer ago is not proposed any more: nobody remembers it well.
PROPOSED_FOR = timedelta(days=14)


class Mine(models.QuerySet):
    def visible_to(self, membership: Membership):
        """A calendar is its member's alone, whatever the roles of others."""
        return self.filter(membership=membership)


class CalendarFeed(Owned):
    """A secret address under which calendar programs read a member's follow-ups and meetings.

    Only the SHA-256 of the secret is kept: it is 256 random bits, so no salt. One is live at a time.
    """

    membership = Link(Membership, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = Mine.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "membership"],
                condition=Q(revoked_at__isnull=True),
                name="one_live_calendar_feed",
            )
        ]

    def __str__(self) -> str:
        return f"feed of {self.membership_id}"


class CalendarSource(Owned):
    """A calendar that a member's meetings are proposed from: an address that is read every hour, or one file."""

    membership = Link(Membership, related_name="calendar_sources")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=2000, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    objects = Mine.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def is_file(self) -> bool:
        return not self.address


class MeetingQuerySet(Mine):
    def proposed(self, now: datetime) -> "MeetingQuerySet":
        """Over, not long ago, and nobody has said yet what became of them; the latest first."""
        recent = self.filter(state=Meeting.PROPOSED, ends_at__lte=now, ends_at__gt=now - PROPOSED_FOR)
        return recent.select_related("contact", "account", "source").order_by("-starts_at", "pk")


class Meeting(Owned):
    """A meeting that a calendar shows. It is proposed for the log, and never logged without its member saying so.

    `key` is the SHA-256 of the event's own identity and of which repetition it is, so that reading the same
    calendar again finds the same meeting.
    """

    PROPOSED, LOGGED, DISMISSED = "proposed", "logged", "dismissed"
    STATES = [(PROPOSED, _("Proposed")), (LOGGED, _("Logged")), (DISMISSED, _("Put aside"))]

    membership = Link(Membership, related_name="meetings")
    source = Link(CalendarSource, models.CASCADE, related_name="meetings")
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    who = models.CharField(max_length=300, blank=True)
    contact = Link(Contact, null=True, blank=True)
    account = Link(Account, null=True, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default=PROPOSED)
    activity = Link(Activity, null=True, blank=True)
    created_at = models.DateTimeField()

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "membership", "key"], name="meeting_once_per_member"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gte=models.F("starts_at")), name="meeting_ends_after_start"
            ),
        ]
        indexes = [
            # Today asks with every look: is there one to say something about?
            models.Index(
                fields=["organization", "membership", "ends_at"],
                condition=Q(state="proposed"),
                name="meeting_to_be_told",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} at {self.starts_at}"

    @property
    def with_whom(self) -> str:
        """The name to show: contact, else account, else who was invited."""
        if self.contact is not None:
            return self.contact.name
        return self.account.name if self.account is not None else self.who

    @property
    def seconds(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds())
