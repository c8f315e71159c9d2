"""Where a change comes from: through which door, from which address, with which token and software.

A door says it once, beside the scope; `record()` reads it, so that services know nothing of requests.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest

WEB, API, TASK, COMMAND = "web", "api", "task", "command"
LONGEST_AGENT = 60
# The first that a user agent names; browsers name each other, so the order matters.
SOFTWARE = [
    ("Edge", r"Edg(?:A|iOS)?/(\d+)"), ("Opera", r"OPR/(\d+)"), ("Samsung Internet", r"SamsungBrowser/(\d+)"),
    ("Firefox", r"(?:Firefox|FxiOS)/(\d+)"), ("Chrome", r"(?:Chrome|CriOS)/(\d+)"),
    ("Safari", r"Version/(\d+).*Safari"),
]  # fmt: skip
SYSTEMS = [
    ("Android", "Android"), ("iOS", "iPhone|iPad"), ("Windows", "Windows"), ("macOS", "Mac OS X|Macintosh"),
    ("ChromeOS", "CrOS"), ("Linux", "Linux|X11"),
]  # fmt: skip


@dataclass(frozen=True)
class Origin:
    """`door` is empty where nobody came through one: a shell, or a migration."""

    door: str = ""
    address: str | None = None
    token_id: int | None = None
    agent: str = ""


NOWHERE = Origin()
here: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)


def current_origin() -> Origin:
    return here.get()


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    """Everything recorded inside came from there; what was said before is put back on leaving."""
    before = here.set(origin)
    try:
        yield
    finally:
        here.reset(before)


def origin_of(request: HttpRequest, token_id: int | None = None) -> Origin:
    door = API if request.path.startswith("/api/") else WEB
    return Origin(door, address_of(request), token_id, short_agent(request.headers.get("User-Agent", "")))


def address_of(request: HttpRequest) -> str | None:
    """The client's address, as many proxies back as are trusted; None where it can't be known."""
    try:
        return get_adapter().get_client_ip(request)
    except (PermissionDenied, ImproperlyConfigured):
        return None


@lru_cache(maxsize=512)
def short_agent(text: str) -> str:
    """A browser and its system in a few words ("Firefox 140 on Linux"); other software by its first word."""
    system = next((name for name, pattern in SYSTEMS if re.search(pattern, text)), "")
    for name, pattern in SOFTWARE:
        if found := re.search(pattern, text):
            return f"{name} {found[1]}" + (f" on {system}" if system else "")
    plain = re.sub(r"[^\x20-\x7e]", "", text)
    return plain.split(" ")[0][:LONGEST_AGENT]
