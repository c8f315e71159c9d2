"""A page of another site makes nobody's browser do anything here: whatever changes something asks for the token."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.access import RULES
from tests.routes import routes_inside, walk
from tests.test_access import ROUTES, address
from tests.world import make_world

CHANGING = ("post", "put", "patch", "delete")
# Posted to by mail programs, with a key in the address and no session (RFC 8058): what it opens is one choice.
BY_MAIL_PROGRAMS = {"stop_mails_at_once", "observer_leaves"}
# A file that programs read, and a gallery for whoever works on the product: nobody's session matters there.
NO_PAGES = {"schema", "design"}
FILLED = {
    "secret": "x", "uidb36": "1", "key": "x", "pk": 1, "provider_id": "nobody", "token": "x", "place": "home",
}  # fmt: skip


@pytest.fixture
def world(acme):
    with acme.scope():
        return make_world(member=acme.rob, team=acme.north, leader=acme.lea)


@contextmanager
def only_refusals_written():
    """Nothing is written while this is open but the line of the trail that says that it was refused."""
    written = []

    def watch(execute, sql, params, many, context):
        if sql.lstrip().split(" ", 1)[0] in ("INSERT", "UPDATE", "DELETE"):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert not [sql for sql in written if not sql.startswith('INSERT INTO "organizations_event"')]


def browser_of(member) -> Client:
    """A browser that sends its session along and no token, as it does for a form on another site."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(member.user)
    return client


def test_no_route_inside_an_organization_takes_a_form_without_its_token(acme, world, clock):
    browsers = {key: browser_of(getattr(acme, key)) for key in ("ada", "lea", "rob", "sam")}
    tried = 0
    for name, rule in RULES.items():
        route = ROUTES[name]
        for method in CHANGING:
            if (can := getattr(rule, method)) is None:
                continue
            client = browsers[can.who.split()[0]]
            path, kind = address(rule, route, world, "acme"), {}
            if route.is_api:
                kind = {"content_type": "application/json"}
            with transaction.atomic(), only_refusals_written():
                answer = getattr(client, method)(path, can.data or {}, **kind)
                transaction.set_rollback(True)
            assert answer.status_code == 403, (name, method, answer.status_code)
            tried += 1
    assert tried > 150


def outside():
    """Names and paths of the routes that lie in no organization."""
    inside = {route.name for route in routes_inside()}
    for route in walk(get_resolver()):
        if route.name not in inside and route.name not in NO_PAGES:
            yield route.name, path_of(route)


def path_of(route) -> str:
    if "<" not in route.pattern:
        return f"/{route.pattern}"
    for keys in ([], ["secret"], ["uidb36", "key"], ["pk"], ["provider_id"], ["token"], ["place"]):
        try:
            return reverse(route.name, kwargs={key: FILLED[key] for key in keys})
        except NoReverseMatch:
            continue
    raise AssertionError(f"{route.name} has a key in its address that FILLED does not know")


def test_no_route_outside_takes_a_form_without_its_token(acme, clock):
    client, exempt = browser_of(acme.rob), set()
    for name, path in outside():
        with transaction.atomic(), only_refusals_written():
            answer = client.post(path, {"x": "y"})
            transaction.set_rollback(True)
        if answer.status_code != 403:
            assert answer.status_code in (404, 405), (name, answer.status_code)
            exempt.add(name)
    assert {name for name in exempt if name in BY_MAIL_PROGRAMS} == BY_MAIL_PROGRAMS
    assert exempt == BY_MAIL_PROGRAMS


def test_a_token_of_another_browser_is_worth_nothing(acme, enter):
    """The cookie is bound to its browser: a token alone, or one that somebody else was given, opens nothing."""
    rob, rita = browser_of(acme.rob), browser_of(acme.rita)
    theirs = rita.get("/app/token/").json()["token"]
    rob.get("/app/token/")
    assert rob.post("/o/acme/you/name/", {"name": "Mine", "csrfmiddlewaretoken": theirs}).status_code == 403
    own = rob.get("/app/token/").json()["token"]
    kept = rob.post("/o/acme/you/name/", {"name": "Rob Rep", "csrfmiddlewaretoken": own})
    assert kept.status_code == 302
