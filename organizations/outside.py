"""Asking a server that a person or a browser named, without being led into our own house.

Every name is resolved once, every address it has must be a public one, and the connection goes to the address
that was looked at: a name that means something else a moment later changes nothing. Redirects are looked at the
same way. OUTSIDE_ALLOWED_HOSTS ("calendar.intranet.example:8443") names servers that may be reached all the same.
"""

import ipaddress
import socket
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3
from django.conf import settings
from django.utils.translation import gettext as _

REDIRECTS = 3
PIECE = 65_536


class OutsideRefused(Exception):
    """The address can't be fetched; the message says why, to the person who typed it."""


@dataclass(frozen=True)
class Fetched:
    """What came back: its bytes and its mark. `unchanged` when the server said that the mark still holds."""

    body: bytes
    etag: str = ""
    unchanged: bool = False


def fetch(address: str, *, longest: int, seconds: float = 10, etag: str = "") -> Fetched:
    """GET an https address, at most `longest` bytes within `seconds` altogether. Raises OutsideRefused."""
    until = time.monotonic() + seconds
    for _turn in range(REDIRECTS + 1):
        parts = checked(address)
        answer = ask(parts, until, etag)
        try:
            if answer.status in (301, 302, 303, 307, 308) and answer.headers.get("Location"):
                address = urljoin(address, answer.headers["Location"])
                continue
            return taken(answer, longest, until)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise OutsideRefused(_("The server stopped answering.")) from error
        finally:
            answer.close()
    raise OutsideRefused(_("This address leads on and on. Use the address it ends at."))


def checked(address: str) -> SplitResult:
    """The parts of an address that may be asked for. Refuses all but https, and names without a host."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise OutsideRefused(_("This is not an address. Copy it again.")) from error
    allowed = f"{parts.hostname}:{port or 443}" in settings.OUTSIDE_ALLOWED_HOSTS
    if parts.scheme != "https" and not (allowed and parts.scheme == "http"):
        raise OutsideRefused(_("Use an address that starts with https://."))
    if not parts.hostname or parts.username or parts.password:
        raise OutsideRefused(_("This is not an address. Copy it again."))
    return parts


def public_address(host: str, port: int) -> str:
    """The address to connect to. Refuses a name that leads, by any of its addresses, into a private network."""
    try:
        found = {str(line[4][0]) for line in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise OutsideRefused(_("There is no server of this name. Check the address.")) from error
    known = f"{host}:{port}" in settings.OUTSIDE_ALLOWED_HOSTS
    if not known and not all(is_public(one) for one in found):
        raise OutsideRefused(_("This address is inside a private network, where we don't go."))
    return sorted(found)[0]


def is_public(address: str) -> bool:
    plain = ipaddress.ip_address(address.split("%")[0])
    inner = getattr(plain, "ipv4_mapped", None) or plain
    return inner.is_global and not inner.is_multicast


def post(address: str, body: bytes, headers: dict[str, str], *, seconds: float = 10) -> int:
    """POST to an https address; the status it answers. Redirects are not followed. Raises OutsideRefused."""
    answer = talk("POST", checked(address), time.monotonic() + seconds, headers, body)
    try:
        if answer.status >= 400 and answer.status not in (404, 410):
            raise OutsideRefused(_("The server refused: it answered %(status)s.") % {"status": answer.status})
        return answer.status
    finally:
        answer.close()


def ask(parts: SplitResult, until: float, etag: str) -> Any:
    headers = {"Accept": "text/calendar, */*;q=0.1"}
    if etag:
        headers["If-None-Match"] = etag
    return talk("GET", parts, until, headers)


def talk(
    method: str, parts: SplitResult, until: float, headers: dict[str, str], body: bytes | None = None
) -> Any:
    """One request to the address that was looked at."""
    host = str(parts.hostname)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    target = public_address(host, port)
    left = max(0.1, until - time.monotonic())
    timeout = urllib3.Timeout(connect=min(5, left), read=left)
    pool: Any
    if parts.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            target, port, server_hostname=host, assert_hostname=host, timeout=timeout
        )
    else:
        pool = urllib3.HTTPConnectionPool(target, port, timeout=timeout)
    headers = {"Host": parts.netloc, "User-Agent": "SalesLeader", **headers}
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        return pool.urlopen(
            method, path, body=body, headers=headers, preload_content=False, redirect=False, retries=False
        )
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise OutsideRefused(_("The server did not answer.")) from error


def taken(answer: Any, longest: int, until: float) -> Fetched:
    if answer.status == 304:
        return Fetched(b"", unchanged=True)
    if answer.status != 200:
        raise OutsideRefused(_("The server refused: it answered %(status)s.") % {"status": answer.status})
    body = bytearray()
    for piece in answer.stream(PIECE):
        body += piece
        if len(body) > longest:
            size = longest // 1_000_000
            raise OutsideRefused(_("This is larger than %(size)s MB. Choose a smaller one.") % {"size": size})
        if time.monotonic() > until:
            raise OutsideRefused(_("The server is too slow. We try again later."))
    return Fetched(bytes(body), etag=answer.headers.get("ETag", "")[:200])
