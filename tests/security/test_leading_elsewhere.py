"""No address that somebody was sent leads to another site: routes that go on to where they are told are tried."""

import re
from urllib.parse import urlsplit

import pytest
from django.db import transaction

from tests.access import RULES
from tests.security.test_forms_from_elsewhere import outside
from tests.test_access import ROUTES, address
from tests.world import make_world

MARK = "seen=by-the-walk"
HERE = f"/o/acme/more/?{MARK}"
LEADING = r'(?:href|action|hx-(?:get|post)|src)="[^"]*'
NAMES = ("next", "back", "url", "to", "return", "return_to", "redirect", "redirect_to", "continue", "here")
EVIL = [
    "https://evil.example/", "http://evil.example/", "//evil.example/", "///evil.example/", "////evil.example/",
    "\\\\evil.example/", "/\\evil.example/", "\\/evil.example/", "/\t/evil.example/", "/\n/evil.example/",
    "\thttps://evil.example/", " //evil.example/", "\x01https://evil.example/", "https:evil.example",
    "https:/evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)//", "data:text/html,<script>alert(1)</script>",
    "/o/acme/more/\r\nLocation: https://evil.example/", "//evil.example\\@testserver/", "https://testserver@evil.example/",
    "https://testserver.evil.example/", "//evil%E3%80%82example/", "%2f%2fevil.example/", "/%2f/evil.example/",
    "/o/acme/../../\\evil.example", "/o/acme//evil.example/", "//testserver:80@evil.example/", "@evil.example",
    "https://evil.example/o/acme/more/", "http://localhost:1/",
]  # fmt: skip


def leads_outside(location: str) -> bool:
    """Where a browser goes: it drops tabs and line breaks, and takes a backslash for a slash."""
    seen = re.sub(r"[\t\r\n]", "", location).strip("".join(map(chr, range(33)))).replace("\\", "/")
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", seen):
        return False
    parts = urlsplit(seen)
    return parts.scheme not in ("", "http", "https") or parts.netloc != "testserver"


@pytest.mark.parametrize("address", [text for text in EVIL if "evil" in text and text[0] not in "%@"])
def test_the_walk_itself_knows_what_leads_outside(address):
    mild = ("/%2f/evil.example/", "/o/acme/../../\\evil.example", "/o/acme//evil.example/")
    crlf = "/o/acme/more/\r\nLocation: https://evil.example/"
    assert leads_outside(address) is (address not in (*mild, crlf))


@pytest.fixture
def world(acme):
    with acme.scope():
        return make_world(member=acme.rob, team=acme.north, leader=acme.lea)


def ask(client, method: str, path: str, told: str, data=None, names=NAMES):
    """The answer when it is told to go on to `told` in every way that a view could hear of it. Nothing of it stays."""
    extra = dict.fromkeys(names, told)
    heard = {"referer": told, "HX-Current-URL": told} if told.isprintable() else {}
    with transaction.atomic():
        if method == "get":
            answer = client.get(path, extra, headers=heard)
        else:
            answer = client.post(f"{path}{'&' if '?' in path else '?'}", {**extra, **(data or {})},
                                 query_params=extra, headers=heard)  # fmt: skip
        transaction.set_rollback(True)
    return answer


def goes_to(answer) -> str:
    return answer.get("Location", "") or answer.get("HX-Redirect", "")


def routes(acme, world):
    """Everybody's routes with a page: path, method, who, what is sent."""
    for name, rule in RULES.items():
        route = ROUTES[name]
        if not route.is_api:
            for method in ("get", "post"):
                if can := getattr(rule, method):
                    yield name, method, address(rule, route, world, "acme"), can.who.split()[0], can.data
    for name, path in outside():
        if path not in ("/accounts/logout/", "/switch-account/"):  # they end the session; tried below
            yield name, "get", path, "rob", None
            yield name, "post", path, "rob", None


def obeys(answer) -> bool:
    """Whether it goes on, or leads on, to where it was told."""
    if MARK in goes_to(answer):
        return True
    is_page = not answer.streaming and "html" in answer.get("Content-Type", "")
    return is_page and bool(re.search(LEADING + MARK, answer.content.decode()))


def test_no_route_leads_elsewhere_whatever_it_is_told(acme, world, enter):
    browsers = {key: enter(getattr(acme, key)) for key in ("ada", "lea", "rob", "sam")}
    obeying = [
        (name, method, path, who, data)
        for name, method, path, who, data in routes(acme, world)
        if obeys(ask(browsers[who], method, path, HERE, data))
    ]
    assert {"activities:finish", "activities:delete"} <= {name for name, *_ in obeying}
    for name, method, path, who, data in obeying:
        for evil in EVIL:
            answer = ask(browsers[who], method, path, evil, data)
            assert answer.status_code < 500
            assert not leads_outside(goes_to(answer)), (name, method, evil, goes_to(answer))
            if not goes_to(answer):
                leading = re.findall(LEADING + '([^"]*)"', answer.content.decode())
                assert not [to for to in leading if leads_outside(to) and "evil" in to], (name, evil)


def test_going_out_leads_nowhere_else_either(acme, enter):
    for path in ("/accounts/logout/", "/switch-account/"):
        for evil in EVIL:
            answer = ask(enter(acme.rob), "post", path, evil)
            assert not leads_outside(goes_to(answer)), (path, evil)
            following = urlsplit(goes_to(answer)).query
            assert "evil.example" not in following or "%2Fo%2Facme" in following or "next=/" in following


def test_the_door_keeps_no_address_of_elsewhere_to_come_back_to(acme, db):
    from django.test import Client

    for evil in EVIL:
        if evil.isprintable():
            answer = Client().get("/o/acme/more/", headers={"HX-Request": "true", "HX-Current-URL": evil})
            assert answer["HX-Redirect"] == "/accounts/login/?next=/o/acme/more/"
