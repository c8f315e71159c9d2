"""The API of members: who is here, as what, in which team; their own name and zone; roles, leaving, coming back."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations import services
from organizations.api_calls import checked, who
from organizations.api_errors import READING_ONE, REFUSED_CONTENT, SENDING_TO_ONE, Problem
from organizations.api_ids import linked, one
from organizations.api_pages import PAGING, cut, page_of
from organizations.handing_over import open_work_of
from organizations.member_serializers import Leaving, MemberShown, OpenWorkShown, OwnChanges, Roles
from organizations.models import Membership
from organizations.people_asking import GONE, HERE, ROLES, PeopleForm
from organizations.people_reading import places_of
from organizations.successors import nearest_leader

FILTERS = [
    OpenApiParameter("q", OpenApiTypes.STR, description="Words of a name or an address."),
    OpenApiParameter("role", enum=list(ROLES)),
    OpenApiParameter(
        "team", OpenApiTypes.INT, description="In this team or one below it; 0, for admins: in none."
    ),
    OpenApiParameter("state", enum=[HERE, GONE], description="here when left out."),
    *PAGING,
]


class Members(APIView):
    """People of the organization."""

    area = "people"

    @extend_schema(
        operation_id="members_list",
        parameters=FILTERS,
        responses={200: page_of(MemberShown), 400: Problem, 401: Problem, 403: Problem},
    )
    def get(self, request: Any) -> Response:
        """People that you see, by name: yourself, those you lead, everybody for admins. 50 a page."""
        me = request.membership
        form = PeopleForm(request.query_params, viewer=me)
        if not form.is_valid():
            raise ValidationError({name: [str(one) for one in said] for name, said in form.errors.items()})
        found = form.asks.narrow(people(me), me.today(request.now))
        pages, page = cut(found.order_by("plain_name", "pk"), request, self)
        return pages.get_paginated_response(shown(request, page))


class OneMember(APIView):
    """One person."""

    area = "people"
    refused_with = REFUSED_CONTENT

    @extend_schema(operation_id="members_show", responses={200: MemberShown, **READING_ONE})
    def get(self, request: Any, pk: int) -> Response:
        """One person that you see, also when they have left."""
        return answer(request, pk)

    @extend_schema(
        operation_id="members_change", request=OwnChanges, responses={200: MemberShown, **SENDING_TO_ONE}
    )
    def patch(self, request: Any, pk: int) -> Response:
        """Your own name and time zone, all or none. Nobody changes those of others."""
        member = one(Membership.objects.visible_to(request.membership), pk)
        if member.pk != request.membership.pk:
            raise PermissionDenied(_("Everybody has their own name and time zone in their hands."))
        services.change_own(membership=member, **checked(OwnChanges, request), **who(request))
        return answer(request, pk)


class MemberRoles(APIView):
    """What somebody is here."""

    area = "people"
    refused_with = REFUSED_CONTENT

    @extend_schema(
        operation_id="members_roles", request=Roles, responses={200: MemberShown, **SENDING_TO_ONE}
    )
    def put(self, request: Any, pk: int) -> Response:
        """Say whether somebody is an admin and a rep; at least one admin remains. For admins."""
        member = managed(request, pk)
        services.change_roles(membership=member, **checked(Roles, request), **who(request))
        return answer(request, pk)


class OpenWork(APIView):
    """What somebody would leave behind."""

    area = "people"

    @extend_schema(operation_id="members_open_work", responses={200: OpenWorkShown, **READING_ONE})
    def get(self, request: Any, pk: int) -> Response:
        """What is open, what of it is handed over and to whom unless you choose another. For admins."""
        member = managed(request, pk)
        request.looks_at("person", pk)
        leader = nearest_leader(member, request.now)
        lines = [
            {
                "kind": held.work.key, "number": held.number, "says": held.text,
                "becomes": "ended" if held.work.hand_over is None else "handed_over",
            }
            for held in open_work_of(member, request.now)
        ]  # fmt: skip
        return Response({"to": leader.pk if leader else None, "open": lines})


class Deactivate(APIView):
    """The end of somebody's access."""

    area = "people"
    refused_with = REFUSED_CONTENT

    @extend_schema(
        operation_id="members_deactivate", request=Leaving, responses={200: MemberShown, **SENDING_TO_ONE}
    )
    def post(self, request: Any, pk: int) -> Response:
        """End access, sessions and tokens at once, and hand over what is open. Everything done stays. For admins."""
        member = managed(request, pk)
        to = linked(Membership.objects.all(), "to", checked(Leaving, request).get("to"))
        services.deactivate_member(membership=member, to=to, **who(request))
        return answer(request, pk)


class Reactivate(APIView):
    """Somebody who comes back."""

    area = "people"
    refused_with = REFUSED_CONTENT

    @extend_schema(
        operation_id="members_reactivate", request=None, responses={200: MemberShown, **SENDING_TO_ONE}
    )
    def post(self, request: Any, pk: int) -> Response:
        """Let a former member in again with their roles; what was handed over stays where it is. For admins."""
        services.reactivate_member(membership=managed(request, pk), **who(request))
        return answer(request, pk)


def people(me: Membership) -> Any:
    return Membership.objects.visible_to(me).with_duties().select_related("user")


def managed(request: Any, pk: int) -> Membership:
    """A person whom the caller sees, and may change as an admin."""
    found: QuerySet[Membership] = Membership.objects.visible_to(request.membership).select_related("user")
    member = one(found, pk)
    if not request.membership.is_admin:
        raise PermissionDenied(_("Admins do this."))
    return member


def answer(request: Any, pk: int) -> Response:
    request.looks_at("person", pk)
    return Response(shown(request, [one(people(request.membership), pk)])[0])


def shown(request: Any, members: Sequence[Membership]) -> Any:
    return MemberShown(members, many=True, context={"places": places_of(members, request.now)}).data
