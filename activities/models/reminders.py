"""Reminders that were given, the hours in which somebody wants them, and the devices that are told."""

from datetime import time

from django.db import models
from django.db.models import F, Q

from organizations.models import Membership
from organizations.tenancy.models import Link, Owned
from organizations.tenancy.origin import short_agent

from .follow_ups import FollowUp


class ReminderHours(Owned):
    """When a member wants to be reminded, on their own clock, and whether by mail too. Without a row: as below."""

    STARTS, ENDS = time(9), time(17)

    membership = Link(Membership, related_name="reminder_hours")
    starts = models.TimeField(default=STARTS)
    ends = models.TimeField(default=ENDS)
    by_mail = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "membership"], name="one_row_of_reminder_hours"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="reminder_hours_end_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.starts} to {self.ends}"


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, membership: Membership) -> "ReminderQuerySet":
        return self.filter(membership=membership)


class Reminder(Owned):
    """One reminder, given once: `key` is its cause (a follow-up at its time, or the morning of a day)."""

    membership = Link(Membership, related_name="reminders")
    key = models.CharField(max_length=120)
    follow_up = Link(FollowUp, models.CASCADE, null=True, blank=True)
    title = models.CharField(max_length=400)
    given_at = models.DateTimeField()

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "membership", "key"], name="reminded_once")
        ]
        indexes = [
            # Asked by every open page each minute: was there one since I looked?
            models.Index(fields=["organization", "membership", "-given_at"], name="reminder_by_member")
        ]

    def __str__(self) -> str:
        return self.title


class PushDevice(Owned):
    """A browser that a member is reminded on. Its push service gets a message that only this browser can read."""

    membership = Link(Membership, related_name="push_devices")
    address = models.CharField(max_length=1000)
    digest = models.CharField(max_length=64)
    p256dh = models.CharField(max_length=200)
    auth = models.CharField(max_length=100)
    name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            # A device is one person's at a time: whoever asks on it last.
            models.UniqueConstraint(fields=["organization", "digest"], name="push_device_once")
        ]
        indexes = [models.Index(fields=["organization", "membership"], name="push_device_by_member")]

    @property
    def browser(self) -> str:
        """Which it is, in a few words."""
        return short_agent(self.name)

    def __str__(self) -> str:
        return self.name or self.digest[:8]
