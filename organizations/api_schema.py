"""How the API's schema describes its door: who is let in, with which scope, and how the door refuses."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from organizations.tokens.scopes import AREAS, needed

PROBLEM = {"type": "object", "properties": {"detail": {"type": "string"}, "code": {"type": "string"}}}
REFUSALS = {
    "401": "Nobody is signed in, or the token opens nothing: `code` says whether it was revoked, has expired, or"
    " whether its member has no access any more.",
    "403": "The token does not have the scope (`code` is `scope`), or its member may not do this.",
}


class Door(OpenApiAuthenticationExtension):
    """A bearer token, or the session of a signed-in browser."""

    target_class = "organizations.api_door.AtTheDoor"
    name = ["token", "session"]

    def get_security_definition(self, auto_schema):
        return [
            {"type": "http", "scheme": "bearer", "description": scopes_in_words()},
            {"type": "apiKey", "in": "cookie", "name": "session"},
        ]

    def get_security_requirement(self, auto_schema):
        """One or the other; a session alone where no token is let in."""
        return [{"token": []}, {"session": []}] if auto_schema.scope else [{"session": []}]


def scopes_in_words() -> str:
    """Every area with what it holds, in the language of the schema."""
    lines = [
        f"- `{key}:read`{f', `{key}:write`' if area.writes else ''}: {area.holds}"
        for key, area in AREAS.items()
    ]
    return "\n".join(
        ["A token opens what its scopes name and its member may. `write` includes `read`.", "", *lines]
    )


class Operation(AutoSchema):
    """An operation says which scope it needs, in words and as `x-scope`; where no token is let in, it says that."""

    def get_description(self) -> str:  # type: ignore[override]
        said = (
            f"Scope of a token: `{self.scope}`." if self.scope else "For a signed-in browser; takes no token."
        )
        return "\n\n".join(part for part in (super().get_description(), said) if part)

    def get_extensions(self) -> dict[str, Any]:
        return {**super().get_extensions(), **({"x-scope": self.scope} if self.scope else {})}

    @property
    def scope(self) -> str:
        area = getattr(self.view, "area", None)
        return needed(area, self.method) if area in AREAS else ""


def refusals(result: dict[str, Any], generator: Any, **kwargs: Any) -> dict[str, Any]:
    """Every call may be answered with 401, 403 and 429: the door says so before it knows which call it is."""
    for operations in result["paths"].values():
        for operation in operations.values():
            answers = operation["responses"]
            for status, why in REFUSALS.items():
                answers.setdefault(status, said(why))["description"] = why
            answers["429"] = too_fast()
            operation["responses"] = dict(sorted(answers.items()))
    return result


def said(why: str) -> dict[str, Any]:
    return {"description": why, "content": {"application/json": {"schema": PROBLEM}}}


def too_fast() -> dict[str, Any]:
    why = "Too many calls with this token. `Retry-After` says after how many seconds to try again."
    return {**said(why), "headers": {"Retry-After": {"schema": {"type": "integer"}}}}
