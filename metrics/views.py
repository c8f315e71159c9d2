"""Pages: the numbers, and the rows behind one of them."""

from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organizations.links import link
from organizations.models import Organization
from organizations.periods import Period, range_label

from .engine import Row, Tally, currency_in
from .forms import LEVELS, NumbersForm, WhoseForm
from .models import Metric
from .page import lines_of, sense_of
from .reach import rows_for, tally_for, total_for
from .sources import source


@require_safe
def numbers(request: Any) -> HttpResponse:
    """One number by person, team or organization, in days of one's choice; every figure opens its rows."""
    viewer = request.membership
    metrics = list(Metric.objects.in_use().select_related("quality", "numerator", "denominator"))
    form = NumbersForm(request.GET, metrics=metrics, viewer=viewer)
    if not metrics or not form.is_valid():
        nothing = {"form": form, "metrics": metrics, "counted": None, "custom": "from" in request.GET}
        return render(request, "metrics/numbers.html", nothing, status=422 if metrics else 200)
    metric = next(metric for metric in metrics if metric.key == form.cleaned_data["metric"])
    period = form.period_at(viewer.today(request.now), request.organization)
    by = form.cleaned_data["by"]
    counted = tally_for(viewer, [metric], period, by)
    total = total_for(viewer, [metric], period, by)
    if by == "person":
        request.looks_at("numbers", *(row.id for row in counted.rows))
    return render(request, "metrics/numbers.html", {
        "form": form,
        "metrics": metrics,
        "metric": metric,
        "counted": counted,
        "period": period,
        "days": range_label(period),
        "currency": counted.currency,
        "elsewhere": other_currencies(metric, period, request.organization),
        "level": dict(LEVELS)[by],
        "lines": lines_of(counted, metric.key, address_of(request, metric, period, counted)),
        "sense": sense_of(counted, total, metric.key),
        "total_href": rows_link(request, metric, period),
        "custom": form.cleaned_data["period"] == "custom",
    })  # fmt: skip


def address_of(request: Any, metric: Metric, period: Period, counted: Tally) -> Any:
    """Where the rows of a line are; nowhere for "no team" to those who may not see all of it."""

    def address(row: Row) -> str:
        if counted.by == "person":
            return rows_link(request, metric, period, member=row.id)
        if counted.by == "team":
            return rows_link(request, metric, period, team=row.id or 0)
        return rows_link(request, metric, period)

    return address


def rows_link(request: Any, metric: Metric, period: Period, **whose: Any) -> str:
    query = {"from": period.start.isoformat(), "to": period.last.isoformat(), **whose}
    return f"{link(request.organization, 'metrics:rows', key=metric.key)}?{urlencode(query)}"


@require_safe
def rows(request: Any, key: str) -> HttpResponse:
    """The records behind one number, with their count or sum beside it. A ratio shows its two parts."""
    metric = get_object_or_404(Metric.objects.select_related("numerator", "denominator"), key=key)
    form = WhoseForm(request.GET)
    if not form.is_valid():
        raise Http404
    period = form.period
    whose = {
        name: form.cleaned_data[name] for name in ("member", "team") if form.cleaned_data[name] is not None
    }
    facts = {
        "metric": metric, "period": period, "days": range_label(period),
        "currency": currency_in(period, request.organization),
        "elsewhere": other_currencies(metric, period, request.organization),
    }  # fmt: skip
    if metric.aggregate == Metric.RATIO:
        return render(request, "metrics/ratio.html", {**facts, **ratio(request, metric, period, whose)})
    records, counted, name = rows_for(request.membership, metric, period, **whose)
    page = Paginator(records, 50).get_page(request.GET.get("page"))
    of = source(metric.source)
    entries = [(of.entry(record), record.earns, worth_of(metric, record)) for record in page]
    request.looks_at("numbers", *(entry.member_id for entry, _, _ in entries), whose.get("member"))
    return render(request, "metrics/rows.html", {
        **facts,
        "name": name,
        "value": counted.value(key),
        "page": page,
        "entries": entries,
        "sum": sum_of(metric, records),
        "adds": metric.aggregate == Metric.SUM,
        "value_label": of.values[metric.value].label if metric.value else "",
        "back": back(request, metric, period, whose),
    })  # fmt: skip


def other_currencies(metric: Metric, period: Period, organization: Organization) -> list[str]:
    """The currencies that the organization counted in earlier in the period: their amounts are left out."""
    if metric.unit != "money":
        return []
    begun = [period.start, *(one.from_on for one in organization.changes if one.from_on in period)]
    last = organization.currency_on(period.last)
    return [one for one in dict.fromkeys(organization.currency_on(day) for day in begun) if one != last]


def worth_of(metric: Metric, record: Any) -> Any:
    """What one record adds, in the unit of the number."""
    divisor = source(metric.source).values[metric.value].divisor if metric.value else 1
    return record.worth if divisor == 1 or record.worth is None else record.worth / divisor


def sum_of(metric: Metric, records: Any) -> Any:
    """The rows added up by themselves: the check beside the number."""
    if metric.aggregate != Metric.SUM:
        return None
    total = records.order_by().aggregate(total=Sum("worth"))["total"] or 0
    divisor = source(metric.source).values[metric.value].divisor
    return total if divisor == 1 else total / divisor


def ratio(request: Any, metric: Metric, period: Period, whose: dict[str, int]) -> dict[str, Any]:
    """Both parts of a ratio, each with the way to its rows."""
    above, below = metric.numerator, metric.denominator
    if above is None or below is None:
        raise Http404
    parts = []
    for part in (above, below):
        _, counted, name = rows_for(request.membership, part, period, **whose)
        parts.append((part, counted.value(part.key), rows_link(request, part, period, **whose)))
    top, bottom = (Fraction(part[1] or 0) for part in parts)
    value = top / bottom if bottom else None
    return {"parts": parts, "name": name, "value": value, "back": back(request, metric, period, whose)}


def back(request: Any, metric: Metric, period: Period, whose: dict[str, int]) -> str:
    by = "team" if "team" in whose else "person"
    query = {
        "metric": metric.key, "by": by, "period": "custom",
        "from": period.start.isoformat(), "to": period.last.isoformat(),
    }  # fmt: skip
    return f"{link(request.organization, 'metrics:numbers')}?{urlencode(query)}"
