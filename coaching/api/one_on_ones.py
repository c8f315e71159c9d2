"""1:1s of the caller, and their shared notes. Private notes are read on their page alone, never here."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from coaching import services
from coaching.api.answers import MISSING, REFUSED, REFUSED_OR_MISSING, SIGNED_OUT
from coaching.models import Note, OneOnOne
from coaching.permissions import can_plan_one_on_one
from coaching.serializers import NewNote, NewOneOnOne, NewTime, NoteShown, OneOnOneShown
from organizations.api_calls import checked
from organizations.models import Membership
from organizations.privacy.showing import ShowsMembers


def find(request: Any, pk: int) -> OneOnOne:
    found = OneOnOne.objects.visible_to(request.membership).with_people().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class OneOnOnes(ShowsMembers, ListAPIView):
    """1:1s that the caller is part of."""

    area = "coaching"

    request: Any
    serializer_class = OneOnOneShown
    shows, whose = "one_on_one", ("leader_id", "rep_id")

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return OneOnOne.objects.none()
        return OneOnOne.objects.visible_to(self.request.membership).order_by("-planned_at", "-pk")

    @extend_schema(operation_id="one_on_ones_list", responses={200: OneOnOneShown(many=True), **SIGNED_OUT})
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Your 1:1s, the latest first."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="one_on_ones_plan", request=NewOneOnOne, responses={201: OneOnOneShown, **REFUSED}
    )
    def post(self, request: Any) -> Response:
        """Plan a 1:1 with a person you lead."""
        if not can_plan_one_on_one(request.membership):
            raise PermissionDenied
        sent = checked(NewOneOnOne, request)
        made = services.plan_one_on_one(
            leader=request.membership, rep=person(request, sent["rep"]), by=request.membership,
            planned_at=sent["planned_at"], topic=sent["topic"], now=request.now,
        )  # fmt: skip
        return Response(OneOnOneShown(made).data, status=201)


def person(request: Any, pk: int) -> Membership:
    """Somebody the caller leads; anybody else is not among the choices."""
    found = Membership.objects.present().led_by(request.membership).filter(pk=pk).first()
    if found is None:
        raise ValidationError({"rep": _("Choose one of the people you lead.")})
    return found


class OneOneOnOne(APIView):
    area = "coaching"

    @extend_schema(operation_id="one_on_ones_show", responses={200: OneOnOneShown, **MISSING})
    def get(self, request: Any, pk: int) -> Response:
        """One 1:1, seen by its pair alone."""
        talk = find(request, pk)
        request.looks_at("one_on_one", talk.leader_id, talk.rep_id, record=pk)
        return Response(OneOnOneShown(talk).data)


class Move(APIView):
    area = "coaching"

    @extend_schema(
        operation_id="one_on_ones_move", request=NewTime, responses={200: OneOnOneShown, **REFUSED_OR_MISSING}
    )
    def post(self, request: Any, pk: int) -> Response:
        """Move an open 1:1 to another time."""
        talk = find(request, pk)
        sent = checked(NewTime, request)
        services.reschedule(
            one_on_one=talk,
            planned_at=sent["planned_at"],
            by=request.membership,
            now=request.now,
        )
        return Response(OneOnOneShown(talk).data)


class Held(APIView):
    area = "coaching"

    @extend_schema(
        operation_id="one_on_ones_hold", request=None, responses={200: OneOnOneShown, **REFUSED_OR_MISSING}
    )
    def post(self, request: Any, pk: int) -> Response:
        """Say that it took place. Twice is the same as once."""
        talk = find(request, pk)
        services.hold_one_on_one(one_on_one=talk, by=request.membership, now=request.now)
        return Response(OneOnOneShown(talk).data)


class CalledOff(APIView):
    area = "coaching"

    @extend_schema(
        operation_id="one_on_ones_cancel", request=None, responses={200: OneOnOneShown, **REFUSED_OR_MISSING}
    )
    def post(self, request: Any, pk: int) -> Response:
        """Call an open 1:1 off."""
        talk = find(request, pk)
        services.cancel(one_on_one=talk, by=request.membership, now=request.now)
        return Response(OneOnOneShown(talk).data)


class Notes(APIView):
    """Notes that the pair shares."""

    area = "coaching"

    @extend_schema(operation_id="notes_list", responses={200: NoteShown(many=True), **MISSING})
    def get(self, request: Any, pk: int) -> Response:
        """The shared notes of a 1:1. Private notes are not part of the API, not even your own."""
        shared = Note.objects.visible_to(request.membership).shared().filter(one_on_one=find(request, pk))
        request.looks_at("note", *(note.author_id for note in shared), record=pk)
        return Response(NoteShown(shared, many=True).data)

    @extend_schema(
        operation_id="notes_add", request=NewNote, responses={201: NoteShown, **REFUSED_OR_MISSING}
    )
    def post(self, request: Any, pk: int) -> Response:
        """Write a note that the two of you share."""
        talk = find(request, pk)
        sent = checked(NewNote, request)
        note = services.add_note(
            one_on_one=talk,
            body=sent["body"],
            is_shared=True,
            by=request.membership,
            now=request.now,
        )
        return Response(NoteShown(note).data, status=201)
