"""The API of numbers: what is counted, the figures, and the rows behind a figure.

Who sees what is the same as on the pages (metrics.reach): own figures for everyone, people and totals of teams for
their leaders, all for admins. A level that is not yours is 403; a person or team that is not yours is 404.
"""

from dataclasses import asdict
from typing import Any, TypeVar

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import exceptions
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations.api_door import Pages
from organizations.api_errors import Problem
from organizations.api_pages import cut
from organizations.periods import CADENCES

from .engine.tallying import By
from .forms import DaysForm, TallyForm, WhoseForm
from .models import Metric
from .plain import exact, plain
from .reach import rows_for, tally_for, total_for
from .serializers import EntriesShown, EntryShown, MetricShown, TallyShown
from .sources import source
from .views import worth_of

FROM = OpenApiParameter("from", OpenApiTypes.DATE, required=True, description="First day")
TO = OpenApiParameter("to", OpenApiTypes.DATE, required=True, description="Last day, included")
BY = OpenApiParameter("by", enum=["person", "team", "organization"], description="person when left out")
EVERY = OpenApiParameter(
    "every", enum=list(CADENCES), description="A figure a day, week, month, quarter or year"
)
MEMBER = OpenApiParameter("member", OpenApiTypes.INT, description="Rows of this member")
TEAM = OpenApiParameter(
    "team", OpenApiTypes.INT, description="Rows of this team and those below; 0 is no team"
)
REFUSED = {400: Problem, 401: Problem, 403: Problem, 404: Problem}


@extend_schema(responses={200: MetricShown(many=True), 401: Problem})
class Metrics(ListAPIView):
    """What this organization counts, with definitions in words."""

    area = "numbers"

    serializer_class = MetricShown
    pagination_class = Pages

    def get_queryset(self) -> Any:
        return Metric.objects.in_use().select_related("numerator", "denominator", "quality")


class MetricTally(APIView):
    area = "numbers"

    @extend_schema(
        operation_id="metrics_tally", parameters=[FROM, TO, BY, EVERY], responses={200: TallyShown, **REFUSED}
    )
    def get(self, request: Request, key: str) -> Response:
        """The figures of one metric, by person, team or organization, with their total."""
        metric = metric_of(key)
        asked = checked(TallyForm(request.query_params))
        by: By = asked.cleaned_data["by"] or "person"
        every = asked.cleaned_data["every"] or None
        viewer = request.membership  # type: ignore[attr-defined]
        counted = tally_for(viewer, [metric], asked.period, by, every)
        total = total_for(viewer, [metric], asked.period, by, every)
        if by == "person":
            request.looks_at("numbers", *(row.id for row in counted.rows))  # type: ignore[attr-defined]
        return Response(plain(counted, total, key))


class MetricRows(APIView):
    area = "numbers"

    @extend_schema(
        operation_id="metrics_rows",
        parameters=[
            FROM,
            TO,
            MEMBER,
            TEAM,
            OpenApiParameter("page", int),
            OpenApiParameter("page_size", int),
        ],
        responses={200: EntriesShown, **REFUSED},
    )
    def get(self, request: Request, key: str) -> Response:
        """The records behind a figure. A ratio has none of its own: ask for its numerator and denominator."""
        metric = metric_of(key)
        asked = checked(WhoseForm(request.query_params))
        if metric.aggregate == Metric.RATIO:
            parts = [part.key for part in (metric.numerator, metric.denominator) if part]
            raise exceptions.ValidationError(
                {"metric": [_("A ratio has no rows. Ask for %(names)s.") % {"names": " and ".join(parts)}]}
            )
        whose = {name: asked.cleaned_data[name] for name in ("member", "team")}
        records, counted, _quality = rows_for(request.membership, metric, asked.period, **whose)  # type: ignore[attr-defined]
        pages, page = cut(records, request, self)
        entries = [shown(metric, record) for record in page]
        members = (entry["member_id"] for entry in entries)
        request.looks_at("numbers", *members, whose["member"])  # type: ignore[attr-defined]
        answer = pages.get_paginated_response(EntryShown(entries, many=True).data)
        answer.data["value"] = exact(counted.value(key))
        return answer


def metric_of(key: str) -> Metric:
    return get_object_or_404(Metric.objects.select_related("numerator", "denominator"), key=key)


Asked = TypeVar("Asked", bound=DaysForm)


def checked(form: Asked) -> Asked:
    """The question, or 400 with a sentence at each field."""
    if not form.is_valid():
        raise exceptions.ValidationError(
            {field: [str(line) for line in words] for field, words in form.errors.items()}
        )
    return form


def shown(metric: Metric, record: Any) -> dict[str, Any]:
    """A record as plain values; money and shares as text."""
    entry = asdict(source(metric.source).entry(record))
    return {**entry, "worth": exact(worth_of(metric, record)), "earns": record.earns}
