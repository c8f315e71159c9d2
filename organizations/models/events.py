"""The record of every state change and every refusal: audit trail, feed and what subscribers listen to."""

from collections.abc import Collection
from datetime import datetime

from django.db import models
from django.db.models import Q

from organizations.tenancy.models import Link, Owned

Place = tuple[datetime, int]


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, membership) -> "EventQuerySet":
        """The audit trail is the admin's; everyone sees what they did themselves."""
        return self if membership.is_admin else self.filter(actor=membership)

    def by(self, member_id: int) -> "EventQuerySet":
        return self.filter(actor=member_id)

    def told_by(self, verbs: Collection[str]) -> "EventQuerySet":
        return self.filter(verb__in=verbs)

    def about(self, label: str, pk: int) -> "EventQuerySet":
        """The trail of one record."""
        return self.filter(subject_type=label, subject_id=pk)

    def newest_first(self) -> "EventQuerySet":
        return self.order_by("-at", "-pk")

    def older_than(self, place: Place) -> "EventQuerySet":
        """What comes after this place, newest first. The first condition is the one that the index answers."""
        at, pk = place
        return self.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=pk))


class Event(Owned):
    """Who did what to which record when and from where, with what it was before and after in `data`.

    People stand in it by id, never by name. `door` is web, api, task or command; empty where there was none.
    """

    append_only = True

    at = models.DateTimeField()
    actor = Link("organizations.Membership", null=True, related_name="events")
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    door = models.CharField(max_length=10, blank=True, default="", db_default="")
    address = models.GenericIPAddressField(null=True)
    token = Link("organizations.ApiToken", null=True)
    agent = models.CharField(max_length=60, blank=True, default="", db_default="")

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            # The trail of one record.
            models.Index(fields=["organization", "subject_type", "subject_id"], name="event_by_subject"),
            # The audit page goes on from (at, id): of everything, of one person, of one kind of event.
            models.Index(fields=["organization", "-at", "-id"], name="event_by_time"),
            models.Index(fields=["organization", "actor", "-at", "-id"], name="event_by_actor"),
            models.Index(fields=["organization", "verb", "-at", "-id"], name="event_by_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"

    @property
    def place(self) -> Place:
        """Where it stands in the trail, newest first."""
        return self.at, self.pk
