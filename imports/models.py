"""Files brought in: each run is a batch, and what could not be taken is kept with its reason."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from organizations.tenancy.models import Link, Owned

from .registry import title_of

# A chunk takes seconds. Nothing heard for so long: whoever read the file was killed.
SILENT_FOR = timedelta(minutes=5)


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, membership) -> "ImportBatchQuerySet":
        return self if membership.is_admin else self.none()

    def begun(self) -> "ImportBatchQuerySet":
        """Not at their end: the same file goes on there."""
        return self.filter(state__in=[ImportBatch.RUNNING, ImportBatch.STOPPED])

    def abandoned(self, now: datetime) -> "ImportBatchQuerySet":
        """Running by what they say, and nothing heard of them for minutes."""
        silent = Q(alive_at__isnull=True) | Q(alive_at__lt=now - SILENT_FOR)
        return self.filter(silent, state=ImportBatch.RUNNING)


class ImportBatch(Owned):
    """One file read with one mapping. `last_line` is how far it got, so that a stopped run goes on there.

    `alive_at` is when its last rows were taken: one that runs and is silent for minutes was killed.
    """

    RUNNING, STOPPED, DONE = "running", "stopped", "done"

    kind = models.CharField(max_length=40)
    source = models.CharField(max_length=60)
    filename = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=RUNNING)
    last_line = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    warned = models.PositiveIntegerField(default=0)
    started_by = Link("organizations.Membership", null=True, blank=True)
    started_at = models.DateTimeField()
    alive_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organization", "-started_at"], name="batch_newest_first")]

    def __str__(self) -> str:
        return f"{self.kind} from {self.filename}"

    @property
    def what(self) -> str:
        """What its rows are, in words."""
        return title_of(self.kind)


class ImportIssue(Owned):
    """A value that could not be taken (the row is refused) or that needs a look (the row is taken)."""

    REFUSED, WARNING = "refused", "warning"

    batch = Link(ImportBatch, models.CASCADE, related_name="issues")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=500, blank=True)
    reason = models.CharField(max_length=300)
    severity = models.CharField(max_length=10, default=REFUSED)

    class Meta:
        indexes = [models.Index(fields=["organization", "batch", "line"], name="issue_by_line")]

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"
