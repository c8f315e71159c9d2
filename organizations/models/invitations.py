"""Invitations: who was asked to join, as what, and what became of it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from organizations.addresses import is_same, spelled
from organizations.tenancy.models import Link, Owned


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, membership) -> "InvitationQuerySet":
        """The admin's: addresses of people who are no members yet are nobody else's business."""
        return self if membership.is_admin else self.none()

    def open(self) -> "InvitationQuerySet":
        """Neither accepted nor taken back; the time may have run out."""
        return self.filter(state=Invitation.OPEN)

    def valid(self, now: datetime) -> "InvitationQuerySet":
        """What can be accepted now."""
        return self.open().filter(expires_at__gt=now)

    def for_addresses(self, addresses: Iterable[str]) -> "InvitationQuerySet":
        lowered = {spelled(address) for address in addresses}
        return self.annotate(lowered=Lower("email")).filter(lowered__in=lowered)

    def newest_first(self) -> "InvitationQuerySet":
        return self.select_related("team", "invited_by").order_by("-sent_at", "-pk")


class Invitation(Owned):
    """An address that was asked to join, until when, and what its owner will be here.

    The link in the mail holds the secret, and only its SHA-256 is kept: it is 256 random bits, so no salt.
    """

    OPEN, ACCEPTED, REVOKED = "open", "accepted", "revoked"
    STATES = [(OPEN, _("Open")), (ACCEPTED, _("Accepted")), (REVOKED, _("Taken back"))]

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=300, blank=True)
    is_admin = models.BooleanField(default=False)
    is_rep = models.BooleanField(default=True)
    team = Link("organizations.Team", null=True, blank=True, related_name="invitations")
    leads = models.BooleanField(default=False)  # whether they will lead `team`
    # The id of a higher room's record, which is looked up again when they come; None: as everybody else.
    card_template = models.BigIntegerField(null=True, blank=True)
    invited_by = Link("organizations.Membership", null=True, related_name="invitations_sent")
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=STATES, default=OPEN)
    sends = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)  # accepted or taken back
    membership = Link("organizations.Membership", null=True, blank=True, related_name="invitations")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organization",
                Lower("email"),
                condition=Q(state="open"),
                name="one_open_invitation_an_address",
            ),
            models.CheckConstraint(
                condition=Q(leads=False) | Q(team__isnull=False), name="invitation_leads_a_team"
            ),
        ]
        # The one look-up from outside any organization: which of them is this link for?
        indexes = [models.Index(fields=["digest"], name="invitation_by_digest")]

    def __str__(self) -> str:
        return self.email

    def has_expired(self, now: datetime) -> bool:
        return self.state == self.OPEN and self.expires_at <= now

    def is_for(self, address: str) -> bool:
        return is_same(self.email, address)
