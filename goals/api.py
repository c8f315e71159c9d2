"""The API of goals."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, generics
from rest_framework.request import Request
from rest_framework.response import Response

from goals.models import Goal
from goals.permissions import can_set_target
from goals.serializers import GoalShown, NewTarget
from goals.services import set_target
from metrics.models import Metric
from organizations.api_errors import Problem
from organizations.models import Membership
from organizations.privacy.showing import ShowsMembers


class Goals(ShowsMembers, generics.ListAPIView):
    area = "numbers"
    serializer_class = GoalShown
    shows = "goals"

    def get_queryset(self) -> Any:
        goals = Goal.objects.visible_to(self.request.membership).of_present()
        return goals.with_everything().order_by("member__plain_name", "metric__position", "pk")

    @extend_schema(responses={200: GoalShown(many=True), 401: Problem, 404: Problem})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Goals of the people one sees, with their targets."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        request=NewTarget,
        responses={201: GoalShown, 400: Problem, 401: Problem, 403: Problem, 404: Problem},
    )
    def post(self, request: Any) -> Response:
        """Set a person's target for a metric from a day on. Leaders for the people they lead, admins for all."""
        asked = NewTarget(data=request.data)
        asked.is_valid(raise_exception=True)
        facts = asked.validated_data
        people = Membership.objects.visible_to(request.membership).present().reps()
        member = get_object_or_404(people, pk=facts["member"])
        if not can_set_target(request.membership, member):
            raise exceptions.PermissionDenied(_("Targets are set by a person's leader or an admin."))
        goal = set_target(
            member=member, metric=metric_of(facts["metric"]), value=facts["value"], from_on=facts["from_on"],
            reason=facts["reason"], by=request.membership, now=request.now,
        )  # fmt: skip
        return Response(GoalShown(Goal.objects.with_everything().get(pk=goal.pk)).data, status=201)


def metric_of(key: str) -> Metric:
    metric = Metric.objects.in_use().filter(key=key).first()
    if metric is None:
        raise exceptions.ValidationError(
            {"metric": [_("There is no metric “%(key)s” in use. See /metrics/.") % {"key": key}]}
        )
    return metric
