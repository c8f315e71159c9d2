"""A person's days in a period with reasons; schedules and ramps."""

from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations import services
from organizations.api_calls import checked, filters_of
from organizations.calendar.lookups import member_managed, member_seen
from organizations.calendars import Ramp, calendars_from, facts_of, ramps_from
from organizations.day_reasons import DayReason, explain, parts_of
from organizations.models import Membership, RampStep, Schedule
from organizations.periods import Period
from organizations.working_days import FULL, Calendar, gross_days, net_days, own_days

from . import REFUSED_OR_MISSING
from .serializers import DaysAsked, DaysShown, NewRamp, NewSchedule, RampStepShown, ScheduleShown
from .time_off import next_day

LONGEST = 731
MEMBER = OpenApiParameter("member", OpenApiTypes.INT, description="Of this member; you if left out.")


class Days(APIView):
    area = "people"

    @extend_schema(
        operation_id="working_days_show",
        parameters=[
            OpenApiParameter("from", OpenApiTypes.DATE, required=True, description="First day."),
            OpenApiParameter(
                "to", OpenApiTypes.DATE, required=True, description="Last day, included; two years at most."
            ),
        ],
        responses={200: DaysShown, **REFUSED_OR_MISSING},
    )
    def get(self, request: Any, pk: int) -> Response:
        """A member's own working days, each with where it comes from. Figures are exact fractions."""
        member = member_seen(request, pk)
        asked = filters_of(DaysAsked, request)
        first, last = asked["from"], asked["to"]
        if not 0 <= (last - first).days < LONGEST:
            raise ValidationError({"to": _("Choose a last day from the first day on, two years at most.")})
        return Response(days_shown(member, Period(first, next_day(last))))


def days_shown(member: Membership, period: Period) -> dict[str, Any]:
    rows = facts_of([member], period)
    calendar = calendars_from(rows, [member], member.organization, period)[member.pk]
    ramp = ramps_from(rows, [member])[member.pk]
    return {
        "member": member.pk,
        "own": str(own_days(period, calendar)),
        "standard": str(gross_days(period, calendar)),
        "net": str(net_days(period, calendar)),
        "days": [day_shown(one, calendar, ramp) for one in explain(period, calendar)],
    }


def day_shown(reason: DayReason, calendar: Calendar, ramp: Ramp) -> dict[str, Any]:
    parts = parts_of(reason.day, calendar)
    share: Fraction = next((share for day, share in reversed(ramp) if day <= reason.day), FULL)
    figures = {
        "own": parts.own, "standard": parts.standard, "by_schedule": parts.by_schedule,
        "by_employment": parts.by_employment, "by_day_off": parts.by_day_off, "by_leave": parts.by_leave,
        "ramp": share,
    }  # fmt: skip
    exact = {name: str(figure) for name, figure in figures.items()}
    return {"on": reason.day.isoformat(), "reason": reason.reason, **exact}


def member_of(request: Any) -> Membership:
    """The member of ?member=, the caller where nobody is named."""
    named = request.query_params.get("member", str(request.membership.pk))
    if not (named.isdecimal() and len(named) < 19):
        raise Http404
    return member_seen(request, int(named))


class Schedules(APIView):
    area = "people"

    @extend_schema(
        operation_id="schedules_list",
        parameters=[MEMBER],
        responses={200: ScheduleShown(many=True), **REFUSED_OR_MISSING},
    )
    def get(self, request: Any) -> Response:
        """A member's schedules, the latest first. None: the organization's week."""
        found = Schedule.objects.filter(membership=member_of(request)).order_by("-from_on")
        return Response(ScheduleShown(found, many=True).data)

    @extend_schema(
        operation_id="schedules_set",
        request=NewSchedule,
        responses={201: ScheduleShown, **REFUSED_OR_MISSING},
    )
    def post(self, request: Any) -> Response:
        """Set what somebody you lead works, from a day of the running week or later on."""
        sent = checked(NewSchedule, request)
        data = sent
        member, from_on = member_managed(request, data.pop("member")), data.pop("from_on")
        made = services.set_schedule(
            membership=member, from_on=from_on, weights=data, by=request.membership, now=request.now
        )
        return Response(ScheduleShown(made).data, status=201)


class OneSchedule(APIView):
    area = "people"

    @extend_schema(operation_id="schedules_remove", responses={204: None, **REFUSED_OR_MISSING})
    def delete(self, request: Any, pk: int) -> Response:
        """Take back a schedule that no closed week rests on."""
        found = Schedule.objects.filter(membership__in=Membership.objects.visible_to(request.membership))
        schedule = found.select_related("membership").filter(pk=pk).first()
        if schedule is None:
            raise Http404
        schedule.membership = member_managed(request, schedule.membership_id)
        services.remove_schedule(schedule=schedule, by=request.membership, now=request.now)
        return Response(status=204)


class OneRamp(APIView):
    area = "people"

    @extend_schema(operation_id="ramps_show", responses={200: RampStepShown(many=True), **REFUSED_OR_MISSING})
    def get(self, request: Any, pk: int) -> Response:
        """The steps of a member's ramp, by date."""
        steps = RampStep.objects.filter(membership=member_seen(request, pk)).order_by("from_on")
        return Response(RampStepShown(steps, many=True).data)

    @extend_schema(
        operation_id="ramps_set",
        request=NewRamp,
        responses={200: RampStepShown(many=True), **REFUSED_OR_MISSING},
    )
    def put(self, request: Any, pk: int) -> Response:
        """Set the ramp of somebody you lead."""
        member = member_managed(request, pk)
        sent = checked(NewRamp, request)
        steps = {step["from_on"]: step["share"] for step in sent["steps"]}
        if len(steps) < len(sent["steps"]):
            raise ValidationError({"steps": _("Two steps begin on the same day. Keep one of them.")})
        made = services.set_ramp(membership=member, steps=steps, by=request.membership, now=request.now)
        return Response(RampStepShown(made, many=True).data)
