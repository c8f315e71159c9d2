"""The API of who is in which team when: times in teams, moves from a day on, and taking the last one back."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations import services
from organizations.api_calls import checked, filters_of, who
from organizations.api_errors import REFUSED_CONTENT, SENDING, SENDING_TO_ONE, Problem
from organizations.api_ids import linked
from organizations.api_pages import PAGING, cut, page_of
from organizations.member_serializers import MemberShown, MoveMade, NewMove, PlacementFilters, PlacementShown
from organizations.members_api import answer, managed
from organizations.models import Membership, Placement, Team
from organizations.models.people import PlacementQuerySet
from organizations.teams.permissions import can_change_teams

FILTERS = [
    OpenApiParameter("member", OpenApiTypes.INT, description="Of this member."),
    OpenApiParameter("team", OpenApiTypes.INT, description="In this team."),
    OpenApiParameter("on", OpenApiTypes.DATE, description="Times that hold this day."),
    OpenApiParameter("state", enum=list(PlacementFilters.STATES), description="As of today."),
    *PAGING,
]


class Placements(APIView):
    """Times in teams."""

    area = "people"
    refused_with = REFUSED_CONTENT

    @extend_schema(
        operation_id="placements_list",
        parameters=FILTERS,
        responses={200: page_of(PlacementShown), 400: Problem, 401: Problem, 403: Problem},
    )
    def get(self, request: Any) -> Response:
        """Times in teams, past, running and planned, of the people that you see; the latest first, 50 a page."""
        me = request.membership
        found = wanted(
            Placement.objects.visible_to(me), filters_of(PlacementFilters, request), me.today(request.now)
        )
        pages, page = cut(found.order_by("-starts_on", "-pk"), request, self)
        request.looks_at("person", *(stay.membership_id for stay in page))
        return pages.get_paginated_response(PlacementShown(page, many=True).data)

    @extend_schema(operation_id="placements_move", request=NewMove, responses={201: MoveMade, **SENDING})
    def post(self, request: Any) -> Response:
        """Put somebody into a team, or into none, from a day on: earlier, today or later. For admins."""
        if not can_change_teams(request.membership):
            raise PermissionDenied(_("People are moved by admins."))
        facts = checked(NewMove, request)
        member = linked(Membership.objects.visible_to(request.membership), "member", facts["member"])
        team, day = linked(Team.objects.all(), "team", facts["team"]), facts["from_on"]
        made = services.place_member(membership=member, team=team, from_on=day, **who(request))
        move = {
            "id": made and made.pk, "member": member.pk, "team": team and team.pk, "starts_on": day,
        }  # fmt: skip
        return Response(MoveMade(move).data, status=201)


def wanted(found: PlacementQuerySet, asked: dict[str, Any], today: date) -> PlacementQuerySet:
    if "member" in asked:
        found = found.filter(membership=asked["member"])
    if "team" in asked:
        found = found.filter(team=asked["team"])
    if "on" in asked:
        found = found.on(asked["on"])
    if asked.get("state") == "current":
        return found.on(today)
    if asked.get("state") == "planned":
        return found.filter(starts_on__gt=today)
    return found.filter(ends_on__lte=today) if asked.get("state") == "past" else found


class TakeBackMove(APIView):
    """A move that does not happen."""

    area = "people"
    refused_with = REFUSED_CONTENT

    @extend_schema(
        operation_id="members_take_back_move", request=None, responses={200: MemberShown, **SENDING_TO_ONE}
    )
    def post(self, request: Any, pk: int) -> Response:
        """Take back somebody's last move, if it is of today or later. For admins."""
        services.take_back_move(membership=managed(request, pk), **who(request))
        return answer(request, pk)
