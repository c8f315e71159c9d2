"""Photos of people and the organization's logo."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from organizations.tenancy.models import Link, Owned


class PictureQuerySet(models.QuerySet["Picture"]):
    def visible_to(self, membership) -> "PictureQuerySet":
        """All that is in use, for every member: whoever sees a name may see the face beside it."""
        return self.current()

    def current(self) -> "PictureQuerySet":
        return self.filter(replaced_at__isnull=True)

    def to_forget(self, before: datetime) -> "PictureQuerySet":
        """What was replaced or removed before this instant, too long ago to be put back."""
        return self.filter(replaced_at__lte=before)


class Picture(Owned):
    """A picture as we wrote it, square, in two sizes; of a member, or the organization's logo.

    `digest` is that of what we wrote, and part of its address. One that was replaced or removed waits for a day
    in case somebody undoes that. The bytes are in PostgreSQL like all else: under the same row-level security, in
    the same dump, and gone in the same transaction.
    """

    member = Link("organizations.Membership", null=True, blank=True, related_name="pictures")
    digest = models.CharField(max_length=64)
    large = models.BinaryField()
    small = models.BinaryField()
    added_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "member", "digest"], name="picture_once", nulls_distinct=False
            ),
            models.UniqueConstraint(
                fields=["organization", "member"],
                condition=Q(replaced_at__isnull=True),
                name="one_picture_at_a_time",
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(fields=["organization", "digest"], name="picture_by_digest")]

    def __str__(self) -> str:
        return f"picture of {self.member_id or 'the organization'}"
