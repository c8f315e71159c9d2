"""Whether a session is kept when the browser closes. The sign-in page asks; the answer waits through all stages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

ASKED = "keep_signed_in"


def remember_wish(request: HttpRequest, keep: bool) -> None:
    request.session[ASKED] = keep


def keep_as_asked(request: Any, steps: list[str]) -> None:
    """A passkey opens on one's own device only, so it keeps. With a password allauth itself has heard the wish."""
    if "password" in steps:
        return
    keep = request.session.pop(ASKED, False) or steps == ["mfa"]
    request.session.set_expiry(settings.SESSION_COOKIE_AGE if keep else 0)
