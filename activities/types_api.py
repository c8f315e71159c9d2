"""The API of what can be logged: everybody reads it, admins change it."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView

from activities.models import ActivityType, Outcome
from activities.permissions import can_change_types
from activities.serializers import TypeShown
from activities.services import types as services
from activities.type_serializers import (
    ChangedOutcome,
    ChangedType,
    NewOutcome,
    NewType,
    Order,
    OutcomeKept,
    TypeKept,
)
from organizations.api_calls import checked, who
from organizations.api_errors import REFUSED_CONTENT, Problem

READ: dict[Any, Any] = {400: Problem, 401: Problem, 403: Problem}
ANSWERS: dict[Any, Any] = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem}


class AdminsOnly(APIView):
    """Refuses everybody else before anything is looked up; methods in `open_to_all` are for all."""

    area = "activities"

    refused_with = REFUSED_CONTENT
    open_to_all: tuple[str, ...] = ()

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        is_known = hasattr(self, request.method.lower())
        if is_known and request.method not in self.open_to_all and not can_change_types(request.membership):
            raise PermissionDenied

    def type(self, key: str) -> ActivityType:
        return found(ActivityType.objects.prefetch_related("outcomes"), key)

    def outcome(self, key: str, outcome: str) -> Outcome:
        return found(Outcome.objects.select_related("type").filter(type__key=key), outcome)


def found(records: QuerySet[Any], key: str) -> Any:
    record = records.filter(key=key).first()
    if record is None:
        raise Http404
    return record


class OneType(AdminsOnly):
    """One type of activity."""

    @extend_schema(operation_id="activity_types_read", responses={200: TypeKept, **ANSWERS})
    def get(self, request: Any, key: str) -> Response:
        """A type with all its outcomes, retired ones included."""
        return Response(TypeKept(self.type(key)).data)

    @extend_schema(
        operation_id="activity_types_change", request=ChangedType, responses={200: TypeKept, **ANSWERS}
    )
    def patch(self, request: Any, key: str) -> Response:
        """Rename it, retire it or bring it back. Family and channel only before anything was logged with it."""
        kind, changes = self.type(key), checked(ChangedType, request)
        retired = changes.pop("retired", None)
        services.change_type(type=kind, **who(request), **changes)
        if retired is not None:
            (services.retire_type if retired else services.restore_type)(type=kind, **who(request))
        return Response(TypeKept(self.type(key)).data)


class Types(AdminsOnly):
    """What can be logged."""

    open_to_all = ("GET",)

    @extend_schema(operation_id="activity_types_list", responses={200: TypeShown(many=True), **READ})
    def get(self, request: Any) -> Response:
        """Types in use with the outcomes in use, in the order of the log page."""
        outcomes = Prefetch("outcomes", Outcome.objects.in_use())
        return Response(TypeShown(ActivityType.objects.in_use().prefetch_related(outcomes), many=True).data)

    @extend_schema(operation_id="activity_types_add", request=NewType, responses={201: TypeKept, **ANSWERS})
    def post(self, request: Any) -> Response:
        """Add a type. It has one outcome, Done, until it gets its own."""
        made = services.add_type(**who(request), **checked(NewType, request))
        return Response(TypeKept(self.type(made.key)).data, status=status.HTTP_201_CREATED)

    @extend_schema(operation_id="activity_types_order", request=Order, responses={204: None, **ANSWERS})
    def put(self, request: Any) -> Response:
        """Put types in another order."""
        pks = dict(ActivityType.objects.values_list("key", "pk"))
        services.order_types(**in_order(request, pks), **who(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class Outcomes(AdminsOnly):
    """How a type can end."""

    @extend_schema(
        operation_id="activity_outcomes_add", request=NewOutcome, responses={201: OutcomeKept, **ANSWERS}
    )
    def post(self, request: Any, key: str) -> Response:
        """Add an outcome to a type."""
        made = services.add_outcome(type=self.type(key), **who(request), **checked(NewOutcome, request))
        return Response(OutcomeKept(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(operation_id="activity_outcomes_order", request=Order, responses={204: None, **ANSWERS})
    def put(self, request: Any, key: str) -> Response:
        """Put the outcomes of a type in another order."""
        kind = self.type(key)
        pks = dict(Outcome.objects.filter(type=kind).values_list("key", "pk"))
        services.order_outcomes(type=kind, **in_order(request, pks), **who(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


def in_order(request: Any, pks: dict[str, int]) -> dict[str, Any]:
    """The ids of the keys that were sent; keys that are not there are passed over."""
    sent = checked(Order, request)
    ids = {name: [pks[key] for key in keys if key in pks] for name, keys in sent.items()}
    return {"pks": ids["keys"], "seen": ids.get("seen")}


class OneOutcome(AdminsOnly):
    """One outcome of a type."""

    @extend_schema(
        operation_id="activity_outcomes_change",
        request=ChangedOutcome,
        responses={200: OutcomeKept, **ANSWERS},
    )
    def patch(self, request: Any, key: str, outcome: str) -> Response:
        """Rename it, say what it asks for and does, retire it or bring it back. What it counts as only before
        anything was logged with it."""
        ending, changes = self.outcome(key, outcome), checked(ChangedOutcome, request)
        retired = changes.pop("retired", None)
        services.change_outcome(outcome=ending, **who(request), **changes)
        if retired is not None:
            (services.retire_outcome if retired else services.restore_outcome)(outcome=ending, **who(request))
        return Response(OutcomeKept(self.outcome(key, outcome)).data)
