"""The API of observers: who gets whose card by mail, naming somebody, and ending it."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.response import Response

from organizations.api_calls import checked
from organizations.api_errors import Problem
from organizations.models import Membership
from organizations.privacy.showing import ShowsMembers
from scorecards.models import Watch

from . import naming
from .views import people_of


class WatchShown(serializers.ModelSerializer):
    """One address that is asked or gets the weekly card of one member."""

    name = serializers.CharField(source="observer.name")
    address = serializers.EmailField(source="observer.address")
    member_name = serializers.CharField(source="member.name")

    class Meta:
        model = Watch
        fields = [
            "id", "name", "address", "member", "member_name", "state", "asked_by", "asked_at", "confirmed_at",
            "over_at",
        ]  # fmt: skip


class NewWatch(serializers.Serializer):
    """Who is to get whose card; the caller's own where no member is named."""

    name = serializers.CharField(max_length=300)
    address = serializers.EmailField(max_length=254)
    member = serializers.IntegerField(required=False, allow_null=True, default=None)


class Observers(ShowsMembers, ListAPIView):
    """Observers of the people one sees."""

    area = "numbers"

    request: Any
    serializer_class = WatchShown
    shows = "observers"

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Watch.objects.none()
        return Watch.objects.visible_to(self.request.membership).with_everyone().order_by("-asked_at", "-pk")

    @extend_schema(operation_id="observers_list", responses={200: WatchShown(many=True), 401: Problem})
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Who gets the cards of the people one sees, ended ones included, the newest first."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="observers_name",
        request=NewWatch,
        responses={201: WatchShown, 400: Problem, 401: Problem},
    )
    def post(self, request: Any) -> Response:
        """Ask an address by mail whether it wants the weekly card of a member."""
        sent = checked(NewWatch, request)
        wish = sent
        made = naming.name_observer(
            member=whose(request.membership, wish["member"]), name=wish["name"], address=wish["address"],
            by=request.membership, now=request.now,
        )  # fmt: skip
        return Response(WatchShown(made).data, status=201)


def whose(me: Membership, pk: int | None) -> Membership:
    found = people_of(me).filter(pk=me.pk if pk is None else pk).first()
    if found is None:
        raise ValidationError({"member": [_("Name somebody who has a card and whom you lead, or yourself.")]})
    return found


@extend_schema(responses={200: WatchShown, 401: Problem, 404: Problem})
class OneObserver(ShowsMembers, RetrieveAPIView):
    """One observer of one member."""

    area = "numbers"

    request: Any
    serializer_class = WatchShown
    shows = "observers"

    def get_queryset(self) -> Any:
        return Watch.objects.visible_to(self.request.membership).with_everyone()

    @extend_schema(operation_id="observers_end", responses={204: None, 401: Problem, 404: Problem})
    def delete(self, request: Any, pk: int) -> Response:
        """No more cards, from now on."""
        naming.end_watch(watch=self.get_object(), by=request.membership, now=request.now)
        return Response(status=204)
