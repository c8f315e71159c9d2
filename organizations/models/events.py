"""The record of every state change and every refusal: audit trail, feed and what subscribers listen to."""

from django.db import models

from organizations.tenancy.models import Link, Owned


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, membership) -> "EventQuerySet":
        """The audit trail is the admin's; everyone sees what they did themselves."""
        return self if membership.is_admin else self.filter(actor=membership)


class Event(Owned):
    """Who did what to which record when, with what it was before and after in `data`. Ids only, no names."""

    append_only = True

    at = models.DateTimeField()
    actor = Link("organizations.Membership", null=True, related_name="events")
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            # The trail of one record, and the newest first of everything.
            models.Index(fields=["organization", "subject_type", "subject_id"], name="event_by_subject"),
            models.Index(fields=["organization", "-at"], name="event_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"
