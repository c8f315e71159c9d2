"""The audit trail by API, for admins, to read only."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.response import Response

from organizations.api_errors import Problem
from organizations.audit.asking import AuditForm, events_asked
from organizations.audit.permissions import can_read_audit
from organizations.audit.telling import Line, tell
from organizations.audit.views import narrowed_to
from organizations.models import Event

ASKED = [
    OpenApiParameter("by", int, description="Id of the member who did it."),
    OpenApiParameter("what", str, description="A verb such as leader_named, or a kind such as people."),
    OpenApiParameter("record", str, description="Kind of record, with id: crm.account."),
    OpenApiParameter("id", int, description="Id of the record."),
    OpenApiParameter("since", str, description="First day, 2026-11-16, in your time zone."),
    OpenApiParameter("until", str, description="Last day, included."),
    OpenApiParameter("q", str, description="Words: names of people, what happened, an address, a number."),
]


class AuditPages(CursorPagination):
    """50 a page, newest first; a page far down costs what the first does."""

    ordering = ("-at", "-id")
    page_size_query_param = "page_size"
    max_page_size = 200


class AuditEvent(serializers.Serializer):
    """Who did what to which record, when, from where; `data` holds before and after, people by id."""

    id = serializers.IntegerField(source="event.pk")
    at = serializers.DateTimeField(source="event.at")
    actor = serializers.IntegerField(source="event.actor_id", allow_null=True)
    verb = serializers.CharField(source="event.verb")
    told = serializers.CharField(source="sentence")
    record = serializers.CharField(source="event.subject_type")
    record_id = serializers.IntegerField(source="event.subject_id", allow_null=True)
    data = serializers.JSONField(source="event.data")  # type: ignore[assignment]
    door = serializers.CharField(source="event.door")
    address = serializers.CharField(source="event.address", allow_null=True)
    token = serializers.IntegerField(source="event.token_id", allow_null=True)
    agent = serializers.CharField(source="event.agent")


class AuditTrail(ListAPIView):
    """The audit trail, for admins."""

    area = "audit"

    request: Any
    serializer_class = AuditEvent
    pagination_class = AuditPages

    def get_queryset(self) -> Any:
        return Event.objects.visible_to(self.request.membership)

    @extend_schema(
        operation_id="audit_list",
        parameters=ASKED,
        responses={200: AuditEvent(many=True), 400: Problem, 401: Problem, 403: Problem},
    )
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """What happened, newest first."""
        if not can_read_audit(request.membership):
            raise PermissionDenied(_("The audit trail is for admins."))
        form = AuditForm(request.query_params)
        if not form.is_valid():
            raise ValidationError({name: [str(one) for one in said] for name, said in form.errors.items()})
        events = events_asked(self.get_queryset(), form.asks, request.membership.zone)
        request.looks_at("audit", *narrowed_to(form.asks))
        page = self.paginate_queryset(events)
        lines: list[Line] = tell(page or [], request.organization)
        return self.get_paginated_response(AuditEvent(lines, many=True).data)
