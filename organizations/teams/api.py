"""The API of teams: the tree, one team, and what the tree's pages change. Seen by those in or above them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations import services
from organizations.api_calls import checked, filters_of, who
from organizations.api_errors import (
    READING_ONE,
    REFUSED_CONTENT,
    SENDING,
    SENDING_TO_ONE,
    Problem,
)
from organizations.api_ids import linked, one
from organizations.api_pages import PAGING, cut, page_of
from organizations.models import Membership, Team
from organizations.plain_names import holds
from organizations.services.retiring import Going
from organizations.services.undoing import last_change

from .permissions import can_change_teams
from .serializers import ChangedTeam, NewTeam, RetiredTeam, TeamFilters, TeamShown
from .tree import flat, people_in

FILTERS = [
    OpenApiParameter("q", OpenApiTypes.STR, description="Part of the name."),
    OpenApiParameter("leader", OpenApiTypes.INT, description="Led by this member."),
    OpenApiParameter("state", enum=list(TeamFilters.STATES), description="in_use when left out."),
    *PAGING,
]


class Teams(APIView):
    """The tree."""

    area = "people"
    refused_with = REFUSED_CONTENT

    @extend_schema(
        operation_id="teams_list",
        parameters=FILTERS,
        responses={200: page_of(TeamShown), 400: Problem, 401: Problem, 403: Problem},
    )
    def get(self, request: Any) -> Response:
        """Teams that you see, in the order of the tree, each above those below it; 50 a page."""
        found = wanted(seen(request), filters_of(TeamFilters, request))
        pages, page = cut([team for team, _depth in flat(found)], request, self)
        return pages.get_paginated_response(TeamShown(page, many=True).data)

    @extend_schema(operation_id="teams_create", request=NewTeam, responses={201: TeamShown, **SENDING})
    def post(self, request: Any) -> Response:
        """Add a team. For admins."""
        admins_only(request)
        facts = checked(NewTeam, request)
        made = services.create_team(name=facts["name"], **links(facts), **who(request))
        return Response(shown(request, made.pk), status=201)


def wanted(teams: QuerySet[Team], asked: dict[str, Any]) -> QuerySet[Team]:
    found = teams.filter(holds("plain_name", asked["q"]), retired_at__isnull=asked["state"] == "in_use")
    return found.filter(leader=asked["leader"]) if "leader" in asked else found


class OneTeam(APIView):
    """One team."""

    area = "people"
    refused_with = REFUSED_CONTENT

    @extend_schema(operation_id="teams_show", responses={200: TeamShown, **READING_ONE})
    def get(self, request: Any, pk: int) -> Response:
        """One team that you see, also when it is retired."""
        return Response(shown(request, pk))

    @extend_schema(
        operation_id="teams_change", request=ChangedTeam, responses={200: TeamShown, **SENDING_TO_ONE}
    )
    def patch(self, request: Any, pk: int) -> Response:
        """Rename it, move it with all below it, name who leads it: whatever you send, all or none. For admins."""
        team = changeable(request, pk)
        facts = checked(ChangedTeam, request)
        named = {"name": facts["name"]} if "name" in facts else {}
        services.change_team(team=team, **named, **links(facts), **who(request))
        return Response(shown(request, pk))


class RetireTeam(APIView):
    """The end of a team."""

    area = "people"
    refused_with = REFUSED_CONTENT

    @extend_schema(
        operation_id="teams_retire", request=RetiredTeam, responses={200: TeamShown, **SENDING_TO_ONE}
    )
    def post(self, request: Any, pk: int) -> Response:
        """Take a team out of use from today on, and say where its people and the teams below it go. For admins."""
        team, facts = changeable(request, pk), checked(RetiredTeam, request)
        going = Going(
            linked(Team.objects.all(), "people_to", facts.get("people_to")),
            linked(Team.objects.all(), "teams_to", facts.get("teams_to")),
            said=tuple(facts),
        )
        services.retire_team(team=team, going=going, **who(request))
        return Response(shown(request, pk))


class RestoreTeam(APIView):
    """A team that comes back."""

    area = "people"
    refused_with = REFUSED_CONTENT

    @extend_schema(operation_id="teams_restore", request=None, responses={200: TeamShown, **SENDING_TO_ONE})
    def post(self, request: Any, pk: int) -> Response:
        """Use a retired team again, empty, where it stood. For admins."""
        services.restore_team(team=changeable(request, pk), **who(request))
        return Response(shown(request, pk))


class UndoTeam(APIView):
    """The way back from the last change of a team."""

    area = "people"
    refused_with = REFUSED_CONTENT

    @extend_schema(
        operation_id="teams_undo", request=None, responses={200: TeamShown, 204: None, **SENDING_TO_ONE}
    )
    def post(self, request: Any, pk: int) -> Response:
        """Undo the last change of a team, whoever made it; 204 when the team is gone with it. For admins."""
        event = last_change(changeable(request, pk))
        if event is None:
            raise ValidationError(_("There is nothing to undo."))
        if services.undo_team_change(event=event, **who(request)) is None:
            return Response(status=204)
        return Response(shown(request, pk))


def admins_only(request: Any) -> None:
    if not can_change_teams(request.membership):
        raise PermissionDenied(_("Teams are changed by admins."))


def changeable(request: Any, pk: int) -> Team:
    admins_only(request)
    return one(Team.objects.visible_to(request.membership).select_related("leader", "parent"), pk)


def seen(request: Any) -> QuerySet[Team]:
    """With how many people are in each."""
    me: Membership = request.membership
    people = people_in(me.today(request.now))
    return Team.objects.visible_to(me).select_related("leader").annotate(people=people)


def shown(request: Any, pk: int) -> Any:
    return TeamShown(one(seen(request), pk)).data


def links(facts: dict[str, Any]) -> dict[str, Any]:
    """The team above and the leader, those of the two that were sent."""
    found: dict[str, QuerySet] = {"parent": Team.objects.all(), "leader": Membership.objects.all()}
    return {name: linked(found[name], name, facts[name]) for name in found if name in facts}
