"""Oddities that somebody looked at and found fine."""

from django.db import models

from organizations.models import Membership
from organizations.tenancy.models import Link, Owned


class OddityAside(Owned):
    """A pattern in a member's log that who leads them has seen, and asks about no more."""

    member = Link(Membership, related_name="oddities_aside")
    key = models.CharField(max_length=60)
    seen_by = Link(Membership)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "member", "key"], name="oddity_aside_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.key}"
