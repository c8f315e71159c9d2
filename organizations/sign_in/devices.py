"""Devices that somebody has signed in from before.

A device knows its people by a signed cookie (OWASP: device cookies). It opens nothing. It keeps the limits on
guessing from being used to lock somebody out, and spares them a notice each time they sign in at home.
"""

import secrets

from django.conf import settings
from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from organizations.addresses import spelled

COOKIE = "__Host-device" if settings.HTTPS else "device"
SALT = "a device that somebody has signed in from"
AGE = 400 * 24 * 60 * 60  # as long as browsers keep a cookie
MOST_PEOPLE = 8


def device_of(request: HttpRequest, email: str) -> str:
    """The name of this device if this address has been signed in from it; empty where it has not."""
    return people_of(request).get(digest(email), "")


def people_of(request: HttpRequest) -> dict[str, str]:
    try:
        known = loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
    except BadSignature:
        return {}
    return {str(person): str(device) for person, device in known}


def remember_device(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """From now on this address is known on this device. The oldest of too many is forgotten."""
    people = people_of(request)
    device = people.pop(digest(email), "") or secrets.token_urlsafe(12)
    kept = [*list(people.items())[1 - MOST_PEOPLE :], (digest(email), device)]
    response.set_cookie(
        COOKIE, dumps(kept, salt=SALT), max_age=AGE, httponly=True, samesite="Lax", secure=settings.HTTPS
    )


def digest(email: str) -> str:
    return salted_hmac(SALT, spelled(email), algorithm="sha256").hexdigest()[:16]
