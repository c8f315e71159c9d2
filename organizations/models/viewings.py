"""Who looked at what about whom."""

from django.db import models

from organizations.tenancy.models import Link, Owned


class ViewingQuerySet(models.QuerySet["Viewing"]):
    def visible_to(self, membership) -> "ViewingQuerySet":
        """Everyone sees who looked at them; nobody, no admin either, sees who looked at others."""
        return self.filter(subject=membership)


class Viewing(Owned):
    """A member looked at a page about another member: at most one row per viewer, subject, page, record and hour."""

    append_only = True

    viewer = Link("organizations.Membership")
    subject = Link("organizations.Membership", related_name="viewings")
    page = models.CharField(max_length=20)
    record_id = models.BigIntegerField(null=True)
    hour = models.DateTimeField()
    door = models.CharField(max_length=10)

    objects = ViewingQuerySet.as_manager()

    class Meta:
        constraints = [
            # In this order it also answers "who looked at me, newest first".
            models.UniqueConstraint(
                fields=["organization", "subject", "hour", "viewer", "page", "record_id", "door"],
                name="one_viewing_an_hour",
                nulls_distinct=False,
            )
        ]
        indexes = [
            # What the retention rule takes away, and what a person has looked at.
            models.Index(fields=["organization", "hour"], name="viewing_by_hour"),
            models.Index(fields=["organization", "viewer", "hour"], name="viewing_by_viewer"),
        ]

    def __str__(self) -> str:
        return f"{self.viewer_id} at {self.page} of {self.subject_id}"
