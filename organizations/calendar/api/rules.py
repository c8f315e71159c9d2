"""The organization's rules: standard week, days off of a year, own days. Read by everyone, changed by admins."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations import services
from organizations.api_calls import checked, filters_of
from organizations.calendar.lookups import rules_only
from organizations.calendar.views.rules import steps_at
from organizations.calendars import DaysOff, facts_of
from organizations.models import OwnDay
from organizations.periods import year_of
from organizations.services.regions import refuse_unknown_region
from organizations.services.rules import standard_week_on

from . import REFUSED, REFUSED_OR_MISSING, SIGNED_OUT
from .serializers import DayOffShown, HolidaysAsked, NewOwnDay, OwnDayShown, Week, WeekShown


class OwnDays(APIView):
    area = "organization"

    @extend_schema(operation_id="own_days_list", responses={200: OwnDayShown(many=True), **SIGNED_OUT})
    def get(self, request: Any) -> Response:
        """Days of the organization's own, by date."""
        return Response(OwnDayShown(OwnDay.objects.all(), many=True).data)

    @extend_schema(operation_id="own_days_add", request=NewOwnDay, responses={201: OwnDayShown, **REFUSED})
    def post(self, request: Any) -> Response:
        """Add a day off, a half day, or a public holiday that is worked; from the next week on."""
        rules_only(request)
        sent = checked(NewOwnDay, request)
        made = services.add_own_day(
            organization=request.organization, by=request.membership, now=request.now, **sent
        )
        return Response(OwnDayShown(made).data, status=201)


class OneOwnDay(APIView):
    area = "organization"

    @extend_schema(operation_id="own_days_remove", responses={204: None, **REFUSED_OR_MISSING})
    def delete(self, request: Any, pk: int) -> Response:
        """Back to what the public holidays say."""
        rules_only(request)
        day = OwnDay.objects.filter(pk=pk).first()
        if day is None:
            raise Http404
        services.remove_own_day(
            organization=request.organization, day=day, by=request.membership, now=request.now
        )
        return Response(status=204)


class Holidays(APIView):
    area = "organization"

    @extend_schema(
        operation_id="holidays_list",
        parameters=[
            OpenApiParameter("year", OpenApiTypes.INT, required=True),
            OpenApiParameter(
                "country", OpenApiTypes.STR, description="Code such as GB; the organization's if left out."
            ),
            OpenApiParameter("subdivision", OpenApiTypes.STR, description="Code such as ENG."),
        ],
        responses={200: DayOffShown(many=True), **REFUSED},
    )
    def get(self, request: Any) -> Response:
        """Days off of a year where somebody works: public holidays, with the organization's own days."""
        asked = filters_of(HolidaysAsked, request)
        country, part = asked.get("country", ""), asked["subdivision"]
        refuse_unknown_region(country, part)
        year = year_of(request.now.date().replace(year=asked["year"], month=6, day=1))
        off = DaysOff(facts_of([request.membership], year), request.organization, year)
        found = off.at(steps_at(f"{country}-{part}" if part else country, off))
        shown = [
            {"on": day, "name": one.name, "share": as_text(one.share), "is_own": one.is_own}
            for day, one in sorted(found.items())
            if day in year
        ]
        return Response(shown)


def as_text(share: Fraction) -> str:
    """Two decimals, exactly: shares are kept with two."""
    return f"{Decimal(share.numerator) / Decimal(share.denominator):.2f}"


class OneStandardWeek(APIView):
    area = "organization"

    @extend_schema(operation_id="standard_week_show", responses={200: WeekShown, **SIGNED_OUT})
    def get(self, request: Any) -> Response:
        """The organization's full week, as it holds today."""
        return Response(WeekShown(standard_week_on(request.organization.today(request.now))).data)

    @extend_schema(operation_id="standard_week_set", request=Week, responses={200: WeekShown, **REFUSED})
    def put(self, request: Any) -> Response:
        """Set it, from the next week on."""
        rules_only(request)
        sent = checked(Week, request)
        made = services.set_standard_week(
            organization=request.organization,
            weights=sent,
            by=request.membership,
            now=request.now,
        )
        return Response(WeekShown(made).data)
