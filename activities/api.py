"""The log's API: create one, list, look at, change and delete; types and their outcomes.

A message that can't be read is a 400; one that can be read and is refused is a 422 with a sentence at each field.
"""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import status
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView

from activities import services
from activities.models import Activity
from activities.permissions import can_edit_activity
from activities.picking import PICKED, demand_someone, pick_records, pick_type
from activities.serializers import (
    ActivityShown,
    ChangedActivity,
    Filters,
    NewActivity,
    Page,
    Rows,
    shown,
)
from organizations.api_calls import checked, filters_of
from organizations.api_errors import REFUSED_CONTENT, Problem
from organizations.api_pages import PAGING, cut

REFUSED = {400: Problem, 401: Problem, 403: Problem}
# What was sent can be read, and a person can put right what is refused.
CONTENT = {**REFUSED, 422: Problem}
MISSING = {**REFUSED, 404: Problem}
LIST_FILTERS = [
    OpenApiParameter("from", OpenApiTypes.DATE, description="First day."),
    OpenApiParameter("to", OpenApiTypes.DATE, description="Last day, included."),
    OpenApiParameter("member", OpenApiTypes.INT, description="Entries of this member."),
    OpenApiParameter("type", OpenApiTypes.STR, description="Key of a type."),
    *PAGING,
]


class Activities(APIView):
    """The log."""

    area = "activities"

    refused_with = REFUSED_CONTENT

    @extend_schema(
        operation_id="activities_list",
        parameters=LIST_FILTERS,
        responses={200: Page, **REFUSED, 404: Problem},
    )
    def get(self, request: Any) -> Response:
        """Entries that you can see, newest first, 50 a page."""
        found = (
            Activity.objects.kept()
            .visible_to(request.membership)
            .matching(**wanted(filters_of(Filters, request)))
        )
        pages, page = cut(Rows(found.newest_first()), request, self)
        request.looks_at("log", *(line["member"] for line in page))
        return pages.get_paginated_response(page)

    @extend_schema(
        operation_id="activities_log",
        request=NewActivity,
        responses={201: ActivityShown, 200: ActivityShown, **CONTENT},
    )
    def post(self, request: Any) -> Response:
        """Log one entry of your own. 201 when it is new, 200 when this client id was taken with the same
        content, 422 with a sentence at each field when it is refused, also when the client id was taken with
        other content."""
        sent = checked(NewActivity, request)
        entry, created = services.log_activity(**new_entry(request, sent))
        return Response(shown(entry), status=status.HTTP_201_CREATED if created else status.HTTP_200_OK)


def wanted(asked: dict[str, Any]) -> dict[str, Any]:
    return {
        "first": asked.get("from"), "last": asked.get("to"), "member": asked.get("member"), "type": asked.get("type"),
    }  # fmt: skip


def new_entry(request: Any, sent: dict[str, Any]) -> dict[str, Any]:
    """What the service needs, from what was sent: keys and ids looked up, the caller as the member."""
    me = request.membership
    kind, outcome = pick_type(sent.pop("type"), sent.pop("outcome", None))
    records = pick_records(me, {field: sent.pop(field, None) for field in PICKED})
    demand_someone(outcome, contact=records["contact"], account=records["account"], text=sent.get("prospect"))
    client_id: UUID | None = sent.pop("client_id", None)
    return {
        "occurred_at": request.now, **sent, **records, "type": kind, "outcome": outcome, "member": me, "by": me,
        "now": request.now, "client_id": client_id,
    }  # fmt: skip


class OneActivity(APIView):
    """One entry."""

    area = "activities"

    refused_with = REFUSED_CONTENT

    def entry(self, request: Any, pk: int) -> Activity:
        seen = Activity.objects.kept().visible_to(request.membership).with_names()
        entry = seen.filter(pk=pk).first()
        if entry is None:
            raise Http404
        return entry

    def own_entry(self, request: Any, pk: int) -> Activity:
        entry = self.entry(request, pk)
        if not can_edit_activity(request.membership, entry):
            raise PermissionDenied(_("Only the person who logged it can change it. Ask them."))
        return entry

    @extend_schema(operation_id="activities_read", responses={200: ActivityShown, **MISSING})
    def get(self, request: Any, pk: int) -> Response:
        """One entry that you can see."""
        entry = self.entry(request, pk)
        request.looks_at("entry", entry.member_id, record=pk)
        return Response(ActivityShown(entry).data)

    @extend_schema(
        operation_id="activities_edit",
        request=ChangedActivity,
        responses={200: ActivityShown, **MISSING, 422: Problem},
    )
    def patch(self, request: Any, pk: int) -> Response:
        """Change an entry of your own; what it was stays in the trail."""
        entry = self.own_entry(request, pk)
        sent = checked(ChangedActivity, request)
        changes = changes_of(entry, request, sent)
        edited = services.edit_activity(activity=entry, by=request.membership, now=request.now, **changes)
        return Response(ActivityShown(edited).data)

    @extend_schema(
        operation_id="activities_delete",
        parameters=[
            OpenApiParameter("reason", OpenApiTypes.STR, description="Why; needed once the week has closed.")
        ],
        responses={204: None, **MISSING, 422: Problem},
    )
    def delete(self, request: Any, pk: int) -> Response:
        """Take an entry of your own out of every count. It can be brought back on its page."""
        services.delete_activity(
            activity=self.own_entry(request, pk),
            by=request.membership,
            now=request.now,
            reason=request.query_params.get("reason", "")[:300],
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


def changes_of(entry: Activity, request: Any, sent: dict[str, Any]) -> dict[str, Any]:
    if "type" in sent or "outcome" in sent:
        outcome_now = entry.outcome.key if entry.outcome else None
        type_key, outcome_key = sent.get("type", entry.type.key), sent.get("outcome", outcome_now)
        sent["type"], sent["outcome"] = pick_type(type_key, outcome_key)
    sent |= pick_records(request.membership, {field: sent[field] for field in PICKED if field in sent})
    return sent
