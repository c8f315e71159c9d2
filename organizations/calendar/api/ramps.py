"""Ramps to start from: the shipped ones and the organization's own. Read by everyone, changed by admins."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations import services
from organizations.api_calls import checked, who
from organizations.api_ids import one
from organizations.calendar.lookups import member_managed, ramp_templates, rules_only
from organizations.models import RampTemplate
from organizations.ramps import Template, as_template, steps_of
from organizations.services.ramps import facts

from . import MISSING, REFUSED, REFUSED_OR_MISSING, SIGNED_OUT
from .serializers import GivenRamp, NewRampTemplate, RampStepShown, RampTemplateChange, RampTemplateShown


class RampTemplates(APIView):
    area = "organization"

    @extend_schema(
        operation_id="ramp_templates_list", responses={200: RampTemplateShown(many=True), **SIGNED_OUT}
    )
    def get(self, request: Any) -> Response:
        """Every ramp to start from: those that are there from the start, then the organization's own by name."""
        return Response(RampTemplateShown(ramp_templates(), many=True).data)

    @extend_schema(
        operation_id="ramp_templates_add",
        request=NewRampTemplate,
        responses={201: RampTemplateShown, **REFUSED},
    )
    def post(self, request: Any) -> Response:
        """Add a ramp of the organization's own."""
        rules_only(request)
        made = services.save_ramp_template(**checked(NewRampTemplate, request), **who(request))
        return Response(RampTemplateShown(as_template(made)).data, status=201)


class OneRampTemplate(APIView):
    area = "organization"

    @extend_schema(operation_id="ramp_templates_show", responses={200: RampTemplateShown, **MISSING})
    def get(self, request: Any, pk: int) -> Response:
        """One of the organization's own."""
        return Response(RampTemplateShown(as_template(one(RampTemplate.objects.all(), pk))).data)

    @extend_schema(
        operation_id="ramp_templates_change",
        request=RampTemplateChange,
        responses={200: RampTemplateShown, **REFUSED_OR_MISSING},
    )
    def patch(self, request: Any, pk: int) -> Response:
        """Change what is sent. Ramps that were given with it before stay as they are."""
        rules_only(request)
        template = one(RampTemplate.objects.all(), pk)
        wanted: dict[str, Any] = {**facts(template), **checked(RampTemplateChange, request)}
        made = services.save_ramp_template(template=template, **wanted, **who(request))
        return Response(RampTemplateShown(as_template(made)).data)

    @extend_schema(operation_id="ramp_templates_retire", responses={204: None, **REFUSED_OR_MISSING})
    def delete(self, request: Any, pk: int) -> Response:
        """Take it out of the choices. Ramps that were given with it stay as they are."""
        rules_only(request)
        services.remove_ramp_template(template=one(RampTemplate.objects.all(), pk), **who(request))
        return Response(status=204)


class GiveRamp(APIView):
    area = "people"

    @extend_schema(
        operation_id="ramps_give",
        request=GivenRamp,
        responses={200: RampStepShown(many=True), **REFUSED_OR_MISSING},
    )
    def post(self, request: Any, pk: int) -> Response:
        """Lay a template out for somebody you lead, from a day on, in place of the ramp that they have."""
        member = member_managed(request, pk)
        sent = checked(GivenRamp, request)
        steps = steps_of(named(sent["template"]), sent["from_on"])
        made = services.set_ramp(membership=member, steps=steps, **who(request))
        return Response(RampStepShown(made, many=True).data)


def named(key: str) -> Template:
    found = next((template for template in ramp_templates() if template.key == key), None)
    if found is None:
        raise ValidationError({"template": _("There is no such template. Take a key of ramp-templates/.")})
    return found
