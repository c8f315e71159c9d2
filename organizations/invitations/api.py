"""The API of invitations, for admins: list, invite one or many, send again, take back."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.exceptions import ParseError, PermissionDenied, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations.api_calls import checked, filters_of, who
from organizations.api_errors import (
    READING_ONE,
    REFUSED_CONTENT,
    SENDING,
    SENDING_TO_ONE,
    Problem,
    an_object,
)
from organizations.api_ids import linked, one
from organizations.api_pages import PAGING, cut, page_of
from organizations.models import Invitation, Team

from . import inviting
from .inviting import MOST_AT_ONCE, Part
from .permissions import can_invite
from .reading import Invitee
from .reading import checked as checked_invitee
from .serializers import (
    STATES,
    InvitationFilters,
    InvitationShown,
    NewInvitation,
    NewInvitations,
    Parts,
    RowsMade,
    Somebody,
)

FILTERS = [
    OpenApiParameter("q", OpenApiTypes.STR, description="Part of the address."),
    OpenApiParameter("state", enum=list(STATES)),
    *PAGING,
]
Row = tuple[Invitee, dict[str, list[str]]]


class Invitations(APIView):
    """Who was asked to join."""

    area = "people"
    refused_with = REFUSED_CONTENT

    @extend_schema(
        operation_id="invitations_list",
        parameters=FILTERS,
        responses={200: page_of(InvitationShown), 400: Problem, 401: Problem, 403: Problem},
    )
    def get(self, request: Any) -> Response:
        """Invitations, the newest first, 50 a page. For admins."""
        admins_only(request)
        pages, page = cut(wanted(request, **filters_of(InvitationFilters, request)), request, self)
        return pages.get_paginated_response(shown(request, page, many=True))

    @extend_schema(
        operation_id="invitations_create", request=NewInvitation, responses={201: InvitationShown, **SENDING}
    )
    def post(self, request: Any) -> Response:
        """Invite one person by mail. For admins."""
        admins_only(request)
        facts = checked(NewInvitation, request)
        made = inviting.invite_person(
            email=facts["email"], name=facts["name"], part=part_of(facts), **who(request)
        )
        return Response(shown(request, made), status=201)


def wanted(request: Any, q: str, state: str = "") -> QuerySet[Invitation]:
    found = Invitation.objects.visible_to(request.membership).newest_first().filter(email__icontains=q)
    if state == "expired":
        return found.filter(state=Invitation.OPEN, expires_at__lte=request.now)
    if state == Invitation.OPEN:
        return found.filter(state=Invitation.OPEN, expires_at__gt=request.now)
    return found.filter(state=state) if state else found


class ManyInvitations(APIView):
    """A whole list of people."""

    area = "people"
    refused_with = REFUSED_CONTENT

    @extend_schema(
        operation_id="invitations_create_many", request=NewInvitations, responses={200: RowsMade, **SENDING}
    )
    def post(self, request: Any) -> Response:
        """Invite up to 200 people who will be the same here. Each is invited or refused for itself, as `results`
        say in the order that was sent: 201 invited, 422 refused with the reasons. For admins."""
        admins_only(request)
        part, rows = part_of(checked(Parts, request)), read(an_object(request.data))
        good = [invitee for invitee, reasons in rows if not reasons]
        result = inviting.invite_people(invitees=good, part=part, **who(request))
        made = {invitation.email: invitation.pk for invitation in result.made}
        why = {refused.invitee.line: {"email": [refused.why]} for refused in result.refused}
        return Response(
            {"results": [told(invitee, reasons or why.get(invitee.line), made) for invitee, reasons in rows]}
        )


def read(sent: dict[str, Any]) -> list[Row]:
    """Everybody that was sent, with what is wrong with the row itself."""
    people = sent.get("people")
    if not isinstance(people, list) or not 0 < len(people) <= MOST_AT_ONCE:
        raise ParseError(_("Send `people`, a list of 1 to %(most)d.") % {"most": MOST_AT_ONCE})
    return [read_row(line, row) for line, row in enumerate(people, start=1)]


def read_row(line: int, row: Any) -> Row:
    try:
        facts = Somebody().run_validation(row)
    except ValidationError as error:
        address = row.get("email") if isinstance(row, dict) else None
        detail: Any = error.detail
        reasons = {str(name): [str(text) for text in said] for name, said in detail.items()}
        return Invitee(line, "", address=address if isinstance(address, str) else ""), reasons
    invitee = Invitee(line, facts["email"], " ".join(facts["name"].split()), facts["email"])
    problem = checked_invitee(invitee).problem
    return invitee, {"email": [problem]} if problem else {}


def told(invitee: Invitee, reasons: dict[str, list[str]] | None, made: dict[str, int]) -> dict[str, Any]:
    return {
        "email": invitee.address[:254] or None,
        "status": REFUSED_CONTENT if reasons else 201,
        "id": None if reasons else made[invitee.address],
        "reasons": reasons or {},
    }


class OneInvitation(APIView):
    """One invitation."""

    area = "people"

    @extend_schema(operation_id="invitations_show", responses={200: InvitationShown, **READING_ONE})
    def get(self, request: Any, pk: int) -> Response:
        """One invitation and what became of it. For admins."""
        return Response(shown(request, found(request, pk)))


class Resend(APIView):
    """A fresh link."""

    area = "people"
    refused_with = REFUSED_CONTENT

    @extend_schema(
        operation_id="invitations_resend", request=None, responses={200: InvitationShown, **SENDING_TO_ONE}
    )
    def post(self, request: Any, pk: int) -> Response:
        """Send a new link, also after taking it back; the old one opens nothing any more. For admins."""
        done = inviting.resend_invitation(invitation=found(request, pk), **who(request))
        return Response(shown(request, done))


class Revoke(APIView):
    """The end of an invitation."""

    area = "people"
    refused_with = REFUSED_CONTENT

    @extend_schema(
        operation_id="invitations_revoke", request=None, responses={200: InvitationShown, **SENDING_TO_ONE}
    )
    def post(self, request: Any, pk: int) -> Response:
        """Take an invitation back: its link opens nothing from now on. For admins."""
        if not inviting.revoke_invitation(invitation=found(request, pk), **who(request)):
            raise ValidationError({"detail": [_("This invitation is not open any more.")]})
        return Response(shown(request, found(request, pk)))


def admins_only(request: Any) -> None:
    if not can_invite(request.membership):
        raise PermissionDenied(_("Admins invite."))


def found(request: Any, pk: int) -> Invitation:
    admins_only(request)
    return one(Invitation.objects.visible_to(request.membership), pk)


def part_of(facts: dict[str, Any]) -> Part:
    team = linked(Team.objects.in_use().select_related("leader"), "team", facts["team"])
    return Part(facts["is_admin"], facts["is_rep"], team, facts["leads"], facts["card_template"])


def shown(request: Any, invitations: Any, *, many: bool = False) -> Any:
    return InvitationShown(invitations, many=many, context={"now": request.now}).data
