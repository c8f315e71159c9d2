"""Where a person goes on to after they saved something."""

from typing import Any
from urllib.parse import urlsplit

from django.utils.http import url_has_allowed_host_and_scheme

from organizations.links import link


def inside(request: Any, address: str) -> str:
    """The address if it is a page of this organization, else empty: nobody is sent elsewhere."""
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if safe and address.startswith(link(request.organization, "home")) else ""


def came_from(request: Any) -> str:
    """The page that a person came from, unless that was the log page itself."""
    if asked := inside(request, request.GET.get("next", "")):
        return asked
    parts = urlsplit(request.headers.get("Referer", ""))
    if parts.netloc != request.get_host() or parts.path == link(request.organization, "activities:log"):
        return ""
    return inside(request, parts.path + (f"?{parts.query}" if parts.query else ""))


def onward(request: Any, otherwise: str) -> str:
    """Where an act with a `next` goes on to."""
    return inside(request, request.POST.get("next") or request.GET.get("next") or "") or otherwise
