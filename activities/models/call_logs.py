"""Call logs that somebody brought: the rows as they came, how they are read, and what came of them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership
from organizations.tenancy.models import Link, Owned

# How many call logs back what somebody said of columns and outcomes is remembered.
REMEMBERED = 20


class CallLogQuerySet(models.QuerySet["CallLog"]):
    def visible_to(self, membership: Membership) -> "CallLogQuerySet":
        """Whoever brought it, whosever its calls are."""
        return self.filter(membership=membership)

    def readings(self) -> list[tuple[list[str], dict[str, Any]]]:
        """The columns of those that were brought in, and how they were read, the newest first."""
        begun = self.exclude(state=CallLog.DRAFT).order_by("-brought_at", "-pk")
        return list(begun.values_list("columns", "reading")[:REMEMBERED])


class CallLog(Owned):
    """Rows of a dialler. `text` is kept until its entries are in the log; `last_line` says how far it got.

    `entries` are the ids of those that it brought, `refused` its rows that could not be taken, each with why.
    """

    DRAFT, WAITING, RUNNING, DONE, TAKEN_OUT = "draft", "waiting", "running", "done", "taken_out"
    STATES = [
        (DRAFT, _("Draft")),
        (WAITING, _("Waiting")),
        (RUNNING, _("Running")),
        (DONE, _("Done")),
        (TAKEN_OUT, _("Taken out")),
    ]

    membership = Link(Membership, related_name="call_logs")
    name = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    columns = models.JSONField(default=list)
    reading = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=STATES, default=DRAFT)
    rows = models.PositiveIntegerField(default=0)
    last_line = models.PositiveIntegerField(default=1)
    created = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)
    entries = models.JSONField(default=list)
    brought_at = models.DateTimeField()

    objects = CallLogQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organization", "membership", "-brought_at"], name="call_log_by_member")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def names_people(self) -> bool:
        """A column says whose calls they are."""
        return bool(self.reading.get("columns", {}).get("owner"))

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.WAITING, self.RUNNING)
