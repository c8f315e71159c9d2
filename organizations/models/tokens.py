"""The keys that programs of a member open the API with."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from organizations.tenancy.models import Link, Owned

from .people import Membership


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, membership: Membership) -> "ApiTokenQuerySet":
        """One's own; admins: all of the organization."""
        return self if membership.is_admin else self.filter(membership=membership)

    def live(self, now: datetime) -> "ApiTokenQuerySet":
        """What opens something, as long as its member is here."""
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now), revoked_at__isnull=True)

    def dead_before(self, instant: datetime) -> "ApiTokenQuerySet":
        """What has opened nothing since before this instant: revoked, or expired."""
        return self.filter(Q(revoked_at__lt=instant) | Q(expires_at__lt=instant))


class ApiToken(Owned):
    """A key for the API, of one member. Only its SHA-256 is kept: the secret is 256 random bits, so no salt.

    It opens what its `scopes` name and its member may (organizations/tokens/scopes.py). `last_used_at` is kept to
    within some minutes, not for every call.
    """

    membership = Link(Membership, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    leads_any: bool  # of its member, as the door found it
    account_is_active: bool  # of its member's account, as the door found it

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "digest"], name="token_digest_once")]

    @property
    def bearer(self) -> Membership:
        """The token's member, with their duties as the door found them."""
        self.membership.leads_any = getattr(self, "leads_any", False)
        return self.membership

    def has_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now

    def __str__(self) -> str:
        return self.name
