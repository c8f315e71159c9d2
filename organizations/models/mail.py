"""The outbox: every mail as it was or will be sent. PostgreSQL holds the mail, Redis only the nudge."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models import Count, Q

from organizations.tenancy.models import Link, Owned


class OutboxMailQuerySet(models.QuerySet["OutboxMail"]):
    def due(self, now: datetime) -> "OutboxMailQuerySet":
        """Mails that may be tried now: waiting and due, or taken by a sender whose lease has run out."""
        waiting = Q(state=OutboxMail.PENDING, next_try_at__lte=now)
        abandoned = Q(state=OutboxMail.SENDING, lease_until__lt=now)
        return self.filter(waiting | abandoned)

    def visible_to(self, membership) -> "OutboxMailQuerySet":
        """Admins see all; everyone sees what was sent to them."""
        return self if membership.is_admin else self.filter(recipient=membership)

    def starting_with(self, prefixes: Iterable[str]) -> "OutboxMailQuerySet":
        """Mails whose key starts with one of these, each read as a range of the unique key."""
        wanted = Q(pk__in=[])
        for prefix in prefixes:
            wanted |= Q(key__gte=prefix, key__lt=prefix[:-1] + chr(ord(prefix[-1]) + 1))
        return self.filter(wanted)

    def newest_first(self) -> "OutboxMailQuerySet":
        return self.select_related("recipient").order_by("-created_at", "-pk")

    def counts_by_state(self) -> dict[str, int]:
        return dict(self.order_by().values_list("state").annotate(n=Count("pk")))


class OutboxMail(Owned):
    """One mail, rendered once. `key` is its cause: the same cause never makes a second mail."""

    PENDING, SENDING, SENT, FAILED = "pending", "sending", "sent", "failed"
    STATES = [(PENDING, "Waiting"), (SENDING, "Sending"), (SENT, "Sent"), (FAILED, "Failed")]

    key = models.CharField(max_length=200)
    recipient = Link("organizations.Membership", null=True, blank=True, related_name="mails")
    to_address = models.EmailField(max_length=254)
    subject = models.CharField(max_length=500)
    text = models.TextField()
    html = models.TextField(blank=True)
    message_id = models.CharField(max_length=250)
    state = models.CharField(max_length=10, choices=STATES, default=PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = OutboxMailQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "key"], name="one_mail_per_cause")]
        indexes = [
            # The sweeper's question, asked every half minute: what waits?
            models.Index(
                fields=["organization", "next_try_at"],
                condition=Q(state__in=["pending", "sending"]),
                name="mail_that_waits",
            ),
            models.Index(fields=["organization", "-created_at"], name="mail_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to_address}"
