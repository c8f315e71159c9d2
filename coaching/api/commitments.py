"""Commitments: those the caller may see, making one, and deciding what became of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from coaching import services
from coaching.api.answers import MISSING, REFUSED, REFUSED_OR_MISSING, SIGNED_OUT
from coaching.models import Commitment, OneOnOne
from coaching.permissions import can_decide_commitment
from coaching.serializers import Carry, CommitmentShown, Decision, Drop, NewCommitment, Settlement
from metrics.models import Metric
from organizations.privacy.showing import ShowsMembers


def visible(request: Any) -> Any:
    return Commitment.objects.visible_to(request.membership).with_people()


def find(request: Any, pk: int) -> Commitment:
    found = visible(request).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class Commitments(ShowsMembers, ListAPIView):
    """Your commitments, those made to you, and those of the people you lead."""

    area = "coaching"

    request: Any
    serializer_class = CommitmentShown
    shows = "promises"

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Commitment.objects.none()
        return visible(self.request).order_by("-due_on", "-pk")

    @extend_schema(operation_id="commitments_list", responses={200: CommitmentShown(many=True), **SIGNED_OUT})
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """The ones that you may see, the latest day first."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="commitments_make", request=NewCommitment, responses={201: CommitmentShown, **REFUSED}
    )
    def post(self, request: Any) -> Response:
        """Promise something: what, how many, by when, and which metric it should move."""
        sent = NewCommitment(data=request.data)
        sent.is_valid(raise_exception=True)
        made = services.make_commitment(
            **promise(request, sent.validated_data), by=request.membership, now=request.now
        )
        return Response(CommitmentShown(made).data, status=201)


def promise(request: Any, sent: dict[str, Any]) -> dict[str, Any]:
    """What the service needs: the metric by its key, the two of a talk."""
    who: dict[str, Any] = {"member": request.membership}
    if sent["one_on_one"] is not None:
        who = sides(talk(request, sent["one_on_one"]), sent["of"])
    what = {name: sent[name] for name in ("text", "quantity", "due_on")}
    return {**what, **who, "metric": metric(sent["metric"])}


def talk(request: Any, pk: int) -> OneOnOne:
    found = OneOnOne.objects.visible_to(request.membership).with_people().filter(pk=pk).first()
    if found is None:
        raise ValidationError({"one_on_one": _("Name a 1:1 that you are part of.")})
    return found


def sides(one_on_one: OneOnOne, of: str) -> dict[str, Any]:
    pair = (one_on_one.leader, one_on_one.rep) if of == "leader" else (one_on_one.rep, one_on_one.leader)
    return {"member": pair[0], "witness": pair[1], "one_on_one": one_on_one}


def metric(key: str) -> Metric | None:
    if not key:
        return None
    found = Metric.objects.in_use().filter(key=key).first()
    if found is None:
        raise ValidationError({"metric": _("There is no metric “%(key)s”.") % {"key": key}})
    return found


class OneCommitment(APIView):
    area = "coaching"

    @extend_schema(operation_id="commitments_show", responses={200: CommitmentShown, **MISSING})
    def get(self, request: Any, pk: int) -> Response:
        """One commitment."""
        found = find(request, pk)
        request.looks_at("promise", found.member_id, record=pk)
        return Response(CommitmentShown(found).data)


class Act(APIView):
    """What the two of a commitment may do with it; others who see it may not."""

    area = "coaching"

    takes: type[Serializer]

    def act(self, request: Any, pk: int, service: Any) -> Response:
        commitment = find(request, pk)
        if not can_decide_commitment(request.membership, commitment):
            raise PermissionDenied
        sent = self.takes(data=request.data)
        sent.is_valid(raise_exception=True)
        service(commitment=commitment, **sent.validated_data, by=request.membership, now=request.now)
        return Response(CommitmentShown(commitment).data)


def decide(*, state: str, **who: Any) -> None:
    if state == Commitment.OPEN:
        services.reopen_commitment(**who)
    else:
        services.decide_commitment(**who, kept=state == Commitment.KEPT)


class Decide(Act):
    takes = Decision

    @extend_schema(
        operation_id="commitments_decide",
        request=Decision,
        responses={200: CommitmentShown, **REFUSED_OR_MISSING},
    )
    def post(self, request: Any, pk: int) -> Response:
        """Kept, missed, or open again."""
        return self.act(request, pk, decide)


class CarryOver(Act):
    takes = Carry

    @extend_schema(
        operation_id="commitments_carry",
        request=Carry,
        responses={200: CommitmentShown, **REFUSED_OR_MISSING},
    )
    def post(self, request: Any, pk: int) -> Response:
        """Carry it to a later day. The second time it counts as missed and has to be settled."""
        return self.act(request, pk, services.carry_commitment)


class DropIt(Act):
    takes = Drop

    @extend_schema(
        operation_id="commitments_drop", request=Drop, responses={200: CommitmentShown, **REFUSED_OR_MISSING}
    )
    def post(self, request: Any, pk: int) -> Response:
        """Take it back before its day, with a reason."""
        return self.act(request, pk, services.drop_commitment)


class Settle(Act):
    takes = Settlement

    @extend_schema(
        operation_id="commitments_settle",
        request=Settlement,
        responses={200: CommitmentShown, **REFUSED_OR_MISSING},
    )
    def post(self, request: Any, pk: int) -> Response:
        """After the second carry: make it smaller, hand it over or drop it, with a reason. It stays missed."""
        return self.act(request, pk, services.settle_commitment)
