"""How the API's schema describes its door."""

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
