"""What the phone reads and asks for."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from activities.services import device_key
from organizations.api_errors import Problem
from salesleader.phone.state import state_of

SHORT = (",", ":")
MARK = OpenApiParameter("If-None-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, description="The ETag.")


class KeyShown(serializers.Serializer[Any]):
    """256 bits, base64. They lock what waits on the device when its owner signs out."""

    key = serializers.CharField()


class Phone(APIView):
    """Everything that a phone keeps."""

    area = None  # what a browser keeps is for whoever is signed in there

    @extend_schema(
        operation_id="phone_read",
        parameters=[MARK],
        responses={200: OpenApiTypes.OBJECT, 304: None, 401: Problem},
    )
    def get(self, request: Any) -> HttpResponse:
        """Types with their outcomes, today's list, own numbers, people, follow-ups and days, in one answer.

        304 where the phone has it already. `Server-Now` is the time here, to set clocks by.
        """
        body = json.dumps(state_of(request), cls=DjangoJSONEncoder, sort_keys=True, separators=SHORT).encode()
        mark = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        known = mark in request.headers.get("If-None-Match", "")
        answer = HttpResponse(status=304) if known else HttpResponse(body, content_type="application/json")
        answer["ETag"], answer["Cache-Control"] = mark, "private, no-store"
        answer["Server-Now"] = request.now.isoformat()
        return answer


class PhoneKey(APIView):
    """The key for what waits."""

    area = None  # what a browser keeps is for whoever is signed in there

    @extend_schema(
        operation_id="phone_key", request=None, responses={200: KeyShown, 401: Problem, 403: Problem}
    )
    def post(self, request: Any) -> Response:
        """Your own key; made when it is first asked for, the same ever after."""
        key = device_key(membership=request.membership, by=request.membership, now=request.now)
        return Response({"key": key.secret}, headers={"Cache-Control": "private, no-store"})
