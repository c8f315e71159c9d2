"""How the API's schema describes its door."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class Door(OpenApiAuthenticationExtension):
    """A bearer token, or the session of a signed-in browser."""

    target_class = "organizations.api_door.AtTheDoor"
    name = ["token", "session"]

    def get_security_definition(self, auto_schema):
        return [
            {"type": "http", "scheme": "bearer"},
            {"type": "apiKey", "in": "cookie", "name": "session"},
        ]


def too_fast(result: dict[str, Any], generator: Any, **kwargs: Any) -> dict[str, Any]:
    """Every call may be answered with 429: the door says so before it knows which call it is."""
    problem = {"type": "object", "properties": {"detail": {"type": "string"}}}
    answer = {
        "description": "Too many calls with this token. `Retry-After` says after how many seconds to try again.",
        "headers": {"Retry-After": {"schema": {"type": "integer"}}},
        "content": {"application/json": {"schema": problem}},
    }
    for operations in result["paths"].values():
        for operation in operations.values():
            operation["responses"]["429"] = answer
    return result
