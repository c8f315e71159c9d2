"""Many entries at once: what a phone sends when it finds the network again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from activities import services
from activities.api import REFUSED
from activities.clock import Skew, skew_of
from activities.serializers import Batch, BatchTaken, DeviceActivity, Frame
from activities.services import Taken
from organizations.api_errors import Problem, an_object
from organizations.lazy_words import gettext_lazy

MOST = 500
Sentences = dict[str, list[str]]


class OfAnotherMember(APIException):
    """These wait for somebody else, who has to sign in."""

    status_code = status.HTTP_409_CONFLICT

    def __init__(self) -> None:
        detail = _("These entries are another person's. They wait until that person signs in.")
        super().__init__({"detail": detail, "code": "other_member"})


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = gettext_lazy("Too much at once. Send fewer entries.")


class ManyActivities(APIView):
    """The log, many at once."""

    area = "activities"

    @extend_schema(
        operation_id="activities_log_many",
        request=Batch,
        responses={200: BatchTaken, **REFUSED, 409: Problem, 413: Problem},
    )
    def post(self, request: Any) -> Response:
        """Log up to 500 entries of your own, in order. Each is taken once or refused for itself, as `results` say:
        201 new, 200 known, 422 refused with the reasons. Send all of it again when no answer came."""
        refuse_too_large(request)
        sent = an_object(request.data)
        frame = Frame(data=sent)
        frame.is_valid(raise_exception=True)
        if frame.validated_data.get("membership", request.membership.pk) != request.membership.pk:
            raise OfAnotherMember
        skew = skew_of(frame.validated_data.get("now"), request.now)
        taken = log(request, rows_of(sent), skew, request.now)
        return Response({"results": [shown(one) for one in taken], "clock": clock(skew)})


def refuse_too_large(request: Any) -> None:
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.LARGEST_BATCH:
        raise TooLarge


def rows_of(sent: Mapping[str, Any]) -> list[Any]:
    rows = sent.get("entries")
    if not isinstance(rows, list) or len(rows) > MOST:
        raise ParseError(_("Send `entries`, a list of at most %(most)d.") % {"most": MOST})
    return rows


def log(request: Any, rows: Sequence[Any], skew: Skew, now: datetime) -> list[Taken]:
    """Those that can be read are logged, in order; what became of each stands in its place."""
    reader = DeviceActivity()  # one for all: making it takes longer than its work
    read = [read_row(reader, row) for row in rows]
    me = request.membership
    good = [row for row, errors in read if not errors]
    taken = iter(services.log_many(member=me, rows=good, skew=skew, by=me, now=now) if good else [])
    return [
        Taken(row.get("client_id"), 422, reasons=errors) if errors else next(taken) for row, errors in read
    ]


def read_row(reader: DeviceActivity, row: Any) -> tuple[Mapping[str, Any], Sentences]:
    """The row's values, or what is wrong with it."""
    try:
        return reader.run_validation(row), {}
    except ValidationError as error:
        named = row.get("client_id") if isinstance(row, dict) else None
        return {"client_id": named if isinstance(named, str) else None}, plain(error.detail)


def plain(detail: Any) -> Sentences:
    return {str(name): [str(line) for line in lines] for name, lines in detail.items()}


def shown(one: Taken) -> dict[str, Any]:
    client_id = str(one.client_id)[:64] if one.client_id else None
    return {"client_id": client_id, "status": one.status, "id": one.id, "reasons": one.reasons}


def clock(skew: Skew) -> dict[str, Any]:
    return {"seconds": round(skew.offset.total_seconds()), "words": skew.words}
