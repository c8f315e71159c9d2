"""What an organization counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.tenancy.models import Link, Owned


class MetricQuerySet(models.QuerySet["Metric"]):
    def in_use(self) -> "MetricQuerySet":
        return self.filter(retired_at__isnull=True)

    def visible_to(self, membership) -> "MetricQuerySet":
        """Definitions are open to every member: what is measured is disclosed."""
        return self


class Metric(Owned):
    """One definition of one number: a source, filters over its dimensions, and how they are put together.

    `filters` is a list of {"dimension": key, "in": [values]} which all must hold. A ratio or average has no
    source of its own: it is `numerator` ÷ `denominator`, each an additive metric.
    """

    COUNT, SUM, DISTINCT, RATIO = "count", "sum", "distinct", "ratio"
    AGGREGATES = [
        (COUNT, _("Count")),
        (SUM, _("Sum")),
        (DISTINCT, _("Distinct prospects per day")),
        (RATIO, _("Ratio of two")),
    ]
    HIGHER, LOWER = "higher", "lower"
    DIRECTIONS = [(HIGHER, _("Higher is better")), (LOWER, _("Lower is better"))]
    UNITS = [("count", _("Number")), ("money", _("Money")), ("percent", _("Share")), ("seconds", _("Time"))]

    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    definition = models.CharField(max_length=400, blank=True)
    source = models.CharField(max_length=60, blank=True)
    filters = models.JSONField(default=list, blank=True)
    aggregate = models.CharField(max_length=10, choices=AGGREGATES, default=COUNT)
    value = models.CharField(max_length=60, blank=True)
    numerator = Link("self", null=True, blank=True)
    denominator = Link("self", null=True, blank=True)
    unit = models.CharField(max_length=10, choices=UNITS, default="count")
    direction = models.CharField(max_length=6, choices=DIRECTIONS, default=HIGHER)
    prorate = models.BooleanField(default=True)
    quality = Link("self", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = MetricQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["organization", "key"], name="metric_key_once")]

    def __str__(self) -> str:
        return self.name
