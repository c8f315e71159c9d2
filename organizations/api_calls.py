"""What calls of the API do alike: read what was sent or asked for, and say who changes something, and when."""

from typing import Any

from organizations.api_errors import an_object


def checked(serializer: Any, request: Any) -> dict[str, Any]:
    """What was sent, as the serializer reads it: only the fields that it names, whatever else was sent."""
    sent = serializer(data=an_object(request.data))
    sent.is_valid(raise_exception=True)
    return dict(sent.validated_data)


def filters_of(serializer: Any, request: Any) -> dict[str, Any]:
    """What the address asks for after its question mark, as the serializer reads it."""
    found = serializer(data=request.query_params)
    found.is_valid(raise_exception=True)
    return dict(found.validated_data)


def who(request: Any) -> dict[str, Any]:
    """By whom and when, for a service."""
    return {"by": request.membership, "now": request.now}
