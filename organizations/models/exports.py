"""Files of somebody's own data, made on request and kept for a week."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.tenancy.models import Link, Owned


class DataExportQuerySet(models.QuerySet["DataExport"]):
    def visible_to(self, membership) -> "DataExportQuerySet":
        """Whoever asked for it. A file of the whole organization is for admins as long as they are."""
        own = Q(asked_by=membership)
        return self.filter(own if membership.is_admin else own & Q(kind=DataExport.PERSON))

    def to_make(self, now: datetime) -> "DataExportQuerySet":
        """Asked for and not begun, or begun by a worker that has gone."""
        gone = Q(state=DataExport.WORKING, lease_until__lt=now)
        return self.filter(Q(state=DataExport.WAITING) | gone)

    def past_its_time(self, now: datetime) -> "DataExportQuerySet":
        return self.filter(state=DataExport.READY, expires_at__lte=now)

    def newest_first(self) -> "DataExportQuerySet":
        return self.order_by("-asked_at", "-pk")


class DataExport(Owned):
    """One file: everything about a person, or everything of the organization. `done` of `parts` are in it."""

    PERSON, ORGANIZATION = "person", "organization"
    KINDS = [(PERSON, _("A person's data")), (ORGANIZATION, _("The organization's data"))]
    WAITING, WORKING, READY, FAILED, GONE = "waiting", "working", "ready", "failed", "gone"
    STATES = [
        (WAITING, _("Waiting")), (WORKING, _("Being made")), (READY, _("Ready")),
        (FAILED, _("Failed")), (GONE, _("Deleted")),
    ]  # fmt: skip

    kind = models.CharField(max_length=12, choices=KINDS)
    asked_by = Link("organizations.Membership", related_name="exports")
    state = models.CharField(max_length=8, choices=STATES, default=WAITING)
    done = models.PositiveSmallIntegerField(default=0)
    parts = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    path = models.CharField(max_length=200, blank=True)
    size = models.BigIntegerField(default=0)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = DataExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "asked_by", "kind"],
                condition=Q(state__in=["waiting", "working"]),
                name="one_export_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.asked_by_id}"

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.WAITING, self.WORKING)

    def can_be_fetched(self, now: datetime) -> bool:
        return self.state == self.READY and self.expires_at is not None and now < self.expires_at
