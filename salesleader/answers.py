"""What every answer says to browsers and caches, whoever made it: a page, the API, an error."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from organizations.turning import shown_isolated, shown_without_turns

# What a page of ours may ask a browser for. The rest is off, for whatever would come to stand in a page, too.
OURS = ("publickey-credentials-get", "publickey-credentials-create", "clipboard-write")
NOT_OURS = (
    "accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer",
    "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS = ", ".join([*(f"{name}=(self)" for name in OURS), *(f"{name}=()" for name in NOT_OURS)])
# Pages hold people's numbers: nothing on the way keeps one, nor the disk of a browser that somebody else uses next.
NOT_KEPT = "private, no-store"


class AnswersMiddleware:
    """In front of whatever makes an answer. What a view said about caches stays: a picture is kept by its reader."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", NOT_KEPT)
        if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            turn_back(response)
        return response


def turn_back(response: HttpResponse) -> None:
    """Nobody's name turns around what stands beside it."""
    shown = shown_isolated(shown_without_turns(response.content))
    if shown is not response.content:
        response.content = shown
        response.headers["Content-Length"] = str(len(shown))
