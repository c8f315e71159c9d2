"""The API of card templates: what they score, from when, and who has which."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import exceptions, generics
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations.api_calls import checked, who
from organizations.api_errors import Problem
from organizations.models import Membership
from organizations.privacy.showing import ShowsMembers
from scorecards import services
from scorecards.models import CardTemplate, TemplateAssignment, TemplateVersion
from scorecards.permissions import can_edit_templates, can_give_template
from scorecards.seeds import SEEDS

from .reading import people_with_cards
from .seeds import previews
from .serializers import (
    AssignmentShown,
    Begins,
    Changed,
    Given,
    NewDefault,
    NewTemplate,
    Role,
    SeedShown,
    TemplateShown,
)

SIGNED_OUT = {401: Problem}
REFUSED = {400: Problem, 401: Problem, 403: Problem}
REFUSED_OR_MISSING = {**REFUSED, 404: Problem}


def with_versions() -> Any:
    versions = Prefetch("versions", TemplateVersion.objects.with_lines())
    return CardTemplate.objects.prefetch_related(versions)


def shown(template: CardTemplate) -> CardTemplate:
    return with_versions().get(pk=template.pk)


def editors_only(request: Any) -> None:
    if not can_edit_templates(request.membership):
        raise exceptions.PermissionDenied(_("Card templates are changed by admins."))


class Templates(generics.ListAPIView):
    area = "numbers"
    serializer_class = TemplateShown

    def get_queryset(self) -> Any:
        return with_versions().visible_to(self.request.membership).order_by("name", "pk")  # type: ignore[attr-defined]

    @extend_schema(
        operation_id="card_templates_list", responses={200: TemplateShown(many=True), **SIGNED_OUT}
    )
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Every template, retired ones too, with all versions. Open to every member: what is measured is disclosed."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="card_templates_make", request=NewTemplate, responses={201: TemplateShown, **REFUSED}
    )
    def post(self, request: Any) -> Response:
        """Make a template. Nothing changes for anybody until somebody has it."""
        editors_only(request)
        made = services.make_template(**checked(NewTemplate, request), **who(request))
        return Response(TemplateShown(shown(made)).data, status=201)


class Library(APIView):
    area = "numbers"

    @extend_schema(operation_id="card_templates_library", responses={200: SeedShown(many=True), **SIGNED_OUT})
    def get(self, request: Any) -> Response:
        """Cards by role to choose from."""
        return Response(SeedShown(previews(SEEDS), many=True).data)

    @extend_schema(
        operation_id="card_templates_adopt", request=Role, responses={201: TemplateShown, **REFUSED}
    )
    def post(self, request: Any) -> Response:
        """Take one. Taken before, that template is answered; a retired one comes back."""
        editors_only(request)
        made = services.adopt_template(role=checked(Role, request)["role"], **who(request))
        return Response(TemplateShown(shown(made)).data, status=201)


class OneTemplate(APIView):
    area = "numbers"

    @extend_schema(
        operation_id="card_templates_show", responses={200: TemplateShown, 401: Problem, 404: Problem}
    )
    def get(self, request: Any, pk: int) -> Response:
        """One template with all versions."""
        return Response(TemplateShown(shown(find(request, pk))).data)

    @extend_schema(
        operation_id="card_templates_change",
        request=NewTemplate,
        responses={200: Changed, **REFUSED_OR_MISSING},
    )
    def put(self, request: Any, pk: int) -> Response:
        """Another name at once, other lines from the next week on. Replaces what was planned."""
        template = find(request, pk)
        editors_only(request)
        sent = checked(NewTemplate, request)
        begins = services.change_template(template=template, **sent, **who(request))
        return Response({**TemplateShown(shown(template)).data, "from_on": begins})


class Planned(APIView):
    area = "numbers"

    @extend_schema(operation_id="card_templates_keep", responses={204: None, **REFUSED_OR_MISSING})
    def delete(self, request: Any, pk: int) -> Response:
        """Take back what is planned for the template."""
        act(request, pk, services.take_back_version)
        return Response(status=204)


class Retirement(APIView):
    area = "numbers"

    @extend_schema(
        operation_id="card_templates_retire",
        request=None,
        responses={200: TemplateShown, **REFUSED_OR_MISSING},
    )
    def put(self, request: Any, pk: int) -> Response:
        """Offer it no more. Refused while somebody has it, or will."""
        return Response(TemplateShown(act(request, pk, services.retire_template)).data)

    @extend_schema(
        operation_id="card_templates_restore",
        request=None,
        responses={200: TemplateShown, **REFUSED_OR_MISSING},
    )
    def delete(self, request: Any, pk: int) -> Response:
        """Offer it again."""
        return Response(TemplateShown(act(request, pk, services.restore_template)).data)


def act(request: Any, pk: int, service: Callable[..., object]) -> CardTemplate:
    template = find(request, pk)
    editors_only(request)
    service(template=template, **who(request))
    return shown(template)


def find(request: Any, pk: int) -> CardTemplate:
    return get_object_or_404(CardTemplate.objects.visible_to(request.membership), pk=pk)


MEMBER = OpenApiParameter("member", OpenApiTypes.INT, description="Of this member alone.")


class Assignments(ShowsMembers, generics.ListAPIView):
    area = "numbers"
    serializer_class = AssignmentShown
    shows = "card_template"

    def get_queryset(self) -> Any:
        people = Membership.objects.visible_to(self.request.membership)
        named = self.request.query_params.get("member")
        if named is not None:
            if not (named.isdecimal() and len(named) < 19):
                raise Http404
            people = people.filter(pk=get_object_or_404(people, pk=int(named)).pk)
        return TemplateAssignment.objects.filter(member__in=people).order_by("-from_on", "-pk")

    @extend_schema(
        operation_id="card_template_assignments_list", parameters=[MEMBER],
        responses={200: AssignmentShown(many=True), 401: Problem, 404: Problem},
    )  # fmt: skip
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Who was given which template from when, of the people one sees, the latest first. Others have the default."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="card_template_assignments_give",
        request=Given,
        responses={201: Begins, **REFUSED_OR_MISSING},
    )
    def post(self, request: Any) -> Response:
        """Give people a template from a week on. Leaders the people they lead, admins all; all of them or none."""
        wish = checked(Given, request)
        begins = services.give_template(
            template=None if wish["template"] is None else find(request, wish["template"]),
            members=given(request, wish["members"]), from_on=wish["from_on"], **who(request),
        )  # fmt: skip
        return Response({"from_on": begins}, status=201)


def given(request: Any, ids: list[int]) -> list[Membership]:
    """Everybody who is named, once; refused whole if one of them is not the caller's to give."""
    found = list(Membership.objects.visible_to(request.membership).filter(pk__in=ids))
    if len(found) < len(set(ids)):
        raise Http404
    if not all(can_give_template(request.membership, member) for member in found):
        raise exceptions.PermissionDenied(_("Card templates are given by a person’s leader or an admin."))
    return found


class PlannedOf(APIView):
    area = "numbers"

    @extend_schema(operation_id="card_template_assignments_keep", responses={204: None, **REFUSED_OR_MISSING})
    def delete(self, request: Any, pk: int) -> Response:
        """Take back what is planned for a member."""
        member = get_object_or_404(people_with_cards(request.membership), pk=pk)
        given(request, [pk])
        services.take_back_template(member=member, **who(request))
        return Response(status=204)


class Default(APIView):
    area = "numbers"

    @extend_schema(
        operation_id="card_template_default_show", responses={200: AssignmentShown(many=True), **SIGNED_OUT}
    )
    def get(self, request: Any) -> Response:
        """The template of everybody who was given none, by date, the latest first."""
        found = TemplateAssignment.objects.filter(member=None).order_by("-from_on")
        return Response(AssignmentShown(found, many=True).data)

    @extend_schema(
        operation_id="card_template_default_set",
        request=NewDefault,
        responses={200: Begins, **REFUSED_OR_MISSING},
    )
    def put(self, request: Any) -> Response:
        """Another default, from a week on."""
        editors_only(request)
        wish = checked(NewDefault, request)
        begins = services.set_default_template(
            template=find(request, wish["template"]),
            from_on=wish["from_on"],
            **who(request),
        )
        return Response({"from_on": begins})

    @extend_schema(operation_id="card_template_default_keep", responses={204: None, **REFUSED})
    def delete(self, request: Any) -> Response:
        """Take back the default that is planned."""
        editors_only(request)
        services.take_back_template(member=None, **who(request))
        return Response(status=204)
