"""Time off: list, ask or enter, answer, withdraw, open again. The same rules as on the pages."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations import services
from organizations.api_calls import checked, filters_of, who
from organizations.api_pages import PAGING, cut, page_of
from organizations.calendar.lookups import member_seen, time_off_seen
from organizations.calendar.permissions import can_answer, can_manage_days
from organizations.models import TimeOff
from organizations.periods import DAY

from . import MISSING, REFUSED_OR_MISSING
from .serializers import Answer, NewTimeOff, TimeOffFilters, TimeOffShown

FILTERS = [
    OpenApiParameter("member", OpenApiTypes.INT, description="Of this member."),
    OpenApiParameter("state", OpenApiTypes.STR, enum=[state for state, _ in TimeOff.STATES]),
    OpenApiParameter("from", OpenApiTypes.DATE, description="Off on this day or later."),
    OpenApiParameter("to", OpenApiTypes.DATE, description="Off on this day or earlier."),
    *PAGING,
]


class AllTimeOff(APIView):
    area = "people"

    @extend_schema(
        operation_id="time_off_list",
        parameters=FILTERS,
        responses={200: page_of(TimeOffShown), **REFUSED_OR_MISSING},
    )
    def get(self, request: Any) -> Response:
        """Your time off and that of the people you lead, the latest first."""
        found = wanted(request, filters_of(TimeOffFilters, request))
        pages, page = cut(found.order_by("-starts_on", "-pk"), request, self)
        request.looks_at("days", *(off.membership_id for off in page))
        return pages.get_paginated_response(TimeOffShown(page, many=True).data)

    @extend_schema(
        operation_id="time_off_ask", request=NewTimeOff, responses={201: TimeOffShown, **REFUSED_OR_MISSING}
    )
    def post(self, request: Any) -> Response:
        """Ask for time off of your own; entered at once for people you lead, and by an admin."""
        data = checked(NewTimeOff, request)
        member = member_seen(request, data.pop("member", request.membership.pk))
        last: date = data.pop("last_on", data["starts_on"])
        enters = can_manage_days(request.membership, member)
        service = services.take_time_off if enters else services.ask_time_off
        made = service(membership=member, ends_on=next_day(last), **data, **who(request))
        return Response(TimeOffShown(made).data, status=201)


def next_day(day: date) -> date:
    return day + DAY if day < date.max else day


def wanted(request: Any, asked: dict[str, Any]) -> Any:
    found = TimeOff.objects.visible_to(request.membership)
    if "member" in asked:
        found = found.filter(membership=member_seen(request, asked["member"]))
    if "state" in asked:
        found = found.filter(state=asked["state"])
    if "from" in asked:
        found = found.filter(ends_on__gt=asked["from"])
    if "to" in asked:
        found = found.filter(starts_on__lte=asked["to"])
    return found


class OneTimeOff(APIView):
    area = "people"

    @extend_schema(operation_id="time_off_show", responses={200: TimeOffShown, **MISSING})
    def get(self, request: Any, pk: int) -> Response:
        """One request, seen by its person and who leads them."""
        return Response(TimeOffShown(time_off_seen(request, pk)).data)


class Approve(APIView):
    area = "people"

    @extend_schema(
        operation_id="time_off_approve", request=Answer, responses={200: TimeOffShown, **REFUSED_OR_MISSING}
    )
    def post(self, request: Any, pk: int) -> Response:
        """Say yes to a request of somebody you lead."""
        return answer(request, pk, services.approve_time_off)


class Decline(APIView):
    area = "people"

    @extend_schema(
        operation_id="time_off_decline", request=Answer, responses={200: TimeOffShown, **REFUSED_OR_MISSING}
    )
    def post(self, request: Any, pk: int) -> Response:
        """Say no, with a word why."""
        return answer(request, pk, services.decline_time_off)


def answer(request: Any, pk: int, service: Callable[..., TimeOff]) -> Response:
    off = time_off_seen(request, pk)
    if not can_answer(request.membership, off):
        raise PermissionDenied(_("Who leads you answers this."))
    done = service(time_off=off, answer=checked(Answer, request)["answer"], **who(request))
    return Response(TimeOffShown(done).data)


class Withdraw(APIView):
    area = "people"

    @extend_schema(
        operation_id="time_off_withdraw", request=None, responses={200: TimeOffShown, **REFUSED_OR_MISSING}
    )
    def post(self, request: Any, pk: int) -> Response:
        """Take a request or an approved leave back."""
        off = time_off_seen(request, pk)
        done = services.withdraw_time_off(time_off=off, **who(request))
        return Response(TimeOffShown(done).data)


class Reopen(APIView):
    area = "people"

    @extend_schema(
        operation_id="time_off_reopen", request=None, responses={200: TimeOffShown, **REFUSED_OR_MISSING}
    )
    def post(self, request: Any, pk: int) -> Response:
        """Undo an answer or a withdrawal."""
        off = time_off_seen(request, pk)
        done = services.reopen_time_off(time_off=off, **who(request))
        return Response(TimeOffShown(done).data)
