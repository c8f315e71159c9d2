"""The outboxes: every mail as it was or will be sent. PostgreSQL holds the mail, Redis only the nudge."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from organizations.tenancy.models import Link, Owned

M = TypeVar("M", bound="Mail")


class MailQuerySet(models.QuerySet[M]):
    def due(self, now: datetime) -> Self:
        """Mails that may be tried now: waiting and due, or taken by a sender whose lease has run out."""
        waiting = Q(state=Mail.PENDING, next_try_at__lte=now)
        abandoned = Q(state=Mail.SENDING, lease_until__lt=now)
        return self.filter(waiting | abandoned)


class Mail(models.Model):
    """A mail, rendered once. `key` is its cause: the same cause never makes a second mail."""

    PENDING, SENDING, SENT, FAILED, UNWANTED = "pending", "sending", "sent", "failed", "unwanted"
    STATES = [
        (PENDING, _("Waiting")),
        (SENDING, _("Sending")),
        (SENT, _("Sent")),
        (FAILED, _("Failed")),
        (UNWANTED, _("Not wanted")),
    ]

    key = models.CharField(max_length=200)
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

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.subject} to {self.to_address}"


class OutboxMailQuerySet(MailQuerySet["OutboxMail"]):
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


class OutboxMail(Mail, Owned):
    """A mail of an organization, to a member or to an address that is nobody's.

    `has_secret`: it holds a link that lets its reader in, so nobody else may read it, and it is emptied once it
    has gone out or has failed. A wiped mail has lost its words and stays as a line with its key, so that its cause
    makes no second one.
    """

    recipient = Link("organizations.Membership", null=True, blank=True, related_name="mails")
    kind = models.CharField(
        max_length=20, blank=True, default="", db_default=""
    )  # organizations/mail/kinds.py
    has_secret = models.BooleanField(default=False)
    unsubscribe_url = models.CharField(max_length=300, blank=True)  # one click in the mail program (RFC 8058)
    wiped_at = models.DateTimeField(null=True, blank=True)

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


class MailStop(Owned):
    """A kind of mail that a member has turned off. What would have been sent stays to be read in their outbox."""

    membership = Link("organizations.Membership", related_name="mail_stops")
    kind = models.CharField(max_length=20)
    stopped_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "membership", "kind"], name="mail_stopped_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.membership_id}"


class MailAbout(Owned):
    """Whose name stands in a mail besides its recipient's; `shows` says that it holds their figures, too."""

    mail = Link(OutboxMail, models.CASCADE, related_name="about")
    member = Link("organizations.Membership", related_name="mails_about")
    shows = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "member", "mail"], name="once_about_a_member")
        ]
        indexes = [models.Index(fields=["organization", "mail"], name="mail_about_by_mail")]

    def __str__(self) -> str:
        return f"{self.mail_id} about {self.member_id}"


class SignInMail(Mail):
    """A mail about somebody's account: a code, a link, a notice. Of no organization, for it comes before any.

    It is of use until `expires_at`. What it says is wiped once it was sent, has failed, or is of no use any more.
    """

    kind = models.CharField(max_length=60)
    expires_at = models.DateTimeField()

    objects = MailQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="one_sign_in_mail_per_cause")]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(state__in=["pending", "sending"]),
                name="sign_in_mail_that_waits",
            ),
            # How many of a kind an address was sent lately.
            models.Index(fields=["to_address", "kind", "created_at"], name="sign_in_mail_lately"),
            models.Index(fields=["created_at"], name="sign_in_mail_by_age"),
        ]
