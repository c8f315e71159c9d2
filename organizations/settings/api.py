"""The API of the organization's settings: read by its members, changed by its admins."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations import services
from organizations.api_calls import checked, who
from organizations.api_errors import READING, REFUSED_CONTENT, SENDING

from .permissions import can_change_settings
from .serializers import ChangedOrganization, OrganizationShown, facts_of


class TheOrganization(APIView):
    """The organization itself."""

    area = "organization"
    refused_with = REFUSED_CONTENT

    @extend_schema(operation_id="organization_show", responses={200: OrganizationShown, **READING})
    def get(self, request: Any) -> Response:
        """What holds today and what is planned. How time is cut, the currency, how long things are kept."""
        return Response(shown(request))

    @extend_schema(
        operation_id="organization_change",
        request=ChangedOrganization,
        responses={200: OrganizationShown, **SENDING},
    )
    def patch(self, request: Any) -> Response:
        """Change what you send, all or none; rules and holidays from the next week on. For admins."""
        if not can_change_settings(request.membership):
            raise PermissionDenied(_("Settings are changed by admins."))
        services.change_organization(
            organization=request.organization, changes=checked(ChangedOrganization, request), **who(request)
        )
        return Response(shown(request))


def shown(request: Any) -> Any:
    return OrganizationShown(facts_of(request.organization, request.now)).data
