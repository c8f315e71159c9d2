"""From when to when somebody's days count, and where they work. For who leads them, and admins."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations import services
from organizations.api_calls import checked, who
from organizations.api_errors import REFUSED_CONTENT, SENDING_TO_ONE
from organizations.calendar.lookups import member_managed
from organizations.member_serializers import MemberShown
from organizations.members_api import answer

from .serializers import NewDates, NewRegion


class Dates(APIView):
    """First and last day."""

    area = "people"
    refused_with = REFUSED_CONTENT

    @extend_schema(
        operation_id="members_dates", request=NewDates, responses={200: MemberShown, **SENDING_TO_ONE}
    )
    def put(self, request: Any, pk: int) -> Response:
        """Set from when to when the days of somebody you lead count; null: open. Closed cards stay as they are."""
        member = member_managed(request, pk)
        services.set_dates(membership=member, **checked(NewDates, request), **who(request))
        return answer(request, pk)


class Region(APIView):
    """Where somebody works."""

    area = "people"
    refused_with = REFUSED_CONTENT

    @extend_schema(
        operation_id="members_region", request=NewRegion, responses={200: MemberShown, **SENDING_TO_ONE}
    )
    def put(self, request: Any, pk: int) -> Response:
        """Say whose public holidays somebody you lead has from a day of the running week or later on."""
        member = member_managed(request, pk)
        services.set_member_region(membership=member, **checked(NewRegion, request), **who(request))
        return answer(request, pk)
