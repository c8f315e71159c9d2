"""Defining metrics and retiring them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.models import Membership

from .models import Metric
from .sources import Source, registered


def define_metric(
    *,
    key: str,
    name: str,
    by: Membership | None,
    now: datetime,
    source: str = "",
    filters: Sequence[dict[str, Any]] = (),
    aggregate: str = Metric.COUNT,
    value: str = "",
    numerator: Metric | None = None,
    denominator: Metric | None = None,
    definition: str = "",
    unit: str = "count",
    direction: str = Metric.HIGHER,
    prorate: bool = True,
    quality: Metric | None = None,
) -> Metric:
    """Add a metric. Refuses, at the field and in words, what no source can count."""
    metric = Metric(
        key=key, name=name, definition=definition, source=source, filters=list(filters), aggregate=aggregate,
        value=value, numerator=numerator, denominator=denominator, unit=unit, direction=direction,
        prorate=prorate and aggregate != Metric.RATIO, quality=quality, created_at=now,
    )  # fmt: skip
    with transaction.atomic():
        check_ratio(metric) if aggregate == Metric.RATIO else check_source(metric)
        metric.full_clean(exclude=["organization"])
        if Metric.objects.filter(key=key).exists():
            raise ValidationError(
                {"key": _("There is a metric '%(key)s' already. Choose another key.") % {"key": key}}
            )
        metric.save()
        record("metric_defined", metric, by=by, now=now, key=key)
    return metric


def retire_metric(*, metric: Metric, by: Membership | None, now: datetime) -> None:
    """Take a metric out of use; what was counted with it stays countable."""
    with transaction.atomic():
        if Metric.objects.filter(pk=metric.pk, retired_at__isnull=True).update(retired_at=now):
            metric.retired_at = now
            record("metric_retired", metric, by=by, now=now, key=metric.key, before="in use", after="retired")


def check_ratio(metric: Metric) -> None:
    for field, part in (("numerator", metric.numerator), ("denominator", metric.denominator)):
        if part is None:
            raise ValidationError({field: _("A ratio needs both metrics. Choose this one.")})
        if part.aggregate == Metric.RATIO:
            raise ValidationError(
                {field: _("%(part)s is a ratio itself. Choose a count or a sum.") % {"part": part.name}}
            )


def check_source(metric: Metric) -> None:
    source = registered.get(metric.source)
    if source is None:
        raise ValidationError(
            {
                "source": _("There is no source '%(source)s'. %(choose)s")
                % {"source": metric.source, "choose": choose(registered)}
            }
        )
    if metric.aggregate == Metric.SUM and metric.value not in source.values:
        raise ValidationError(
            {
                "value": _("%(label)s have no '%(value)s' to add up. %(choose)s")
                % {"label": source.label, "value": metric.value, "choose": choose(source.values)}
            }
        )
    if metric.aggregate == Metric.DISTINCT and source.distinct is None:
        raise ValidationError(
            {
                "aggregate": _("%(label)s can't be counted as distinct. Choose Count or Sum.")
                % {"label": source.label}
            }
        )
    check_filters(metric, source)


def check_filters(metric: Metric, source: Source) -> None:
    shelf = source.shelf()
    for one in metric.filters:
        if set(one) != {"dimension", "in"} or not isinstance(one["in"], list):
            raise ValidationError({"filters": _('Write each filter as {"dimension": …, "in": […]}.')})
        dimension = source.dimensions.get(one["dimension"])
        if dimension is None:
            words = _("%(label)s have no '%(one)s'. %(choose)s") % {
                "label": source.label,
                "one": one["dimension"],
                "choose": choose(source.dimensions),
            }
            raise ValidationError({"filters": words})
        known = [choice.value for choice in dimension.choices(shelf)]
        for value in one["in"]:
            if value not in known:
                raise ValidationError(
                    {
                        "filters": _("%(label)s is never '%(value)s'. %(choose)s")
                        % {"label": dimension.label, "value": value, "choose": choose(known)}
                    }
                )


def choose(known: Any) -> str:
    return _("Choose one of: %(names)s.") % {"names": ", ".join(known) or _("none yet")}
