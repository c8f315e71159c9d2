"""The access table (tests/access.py), tried: every route, method, role and rival. Complete by construction."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from organizations.models import User
from tests.access import EVERYONE, RULES, Can, Rule
from tests.answers import assert_guarded
from tests.cast import NOW
from tests.routes import Route, routes_inside
from tests.world import World, make_world

ROUTES = {route.name: route for route in routes_inside()}
METHODS = ("get", "post", "put", "patch", "delete")
KNOWN = sorted(set(ROUTES) & set(RULES))


def test_every_route_inside_an_organization_has_a_row_in_the_access_table():
    assert sorted(set(ROUTES) - set(RULES)) == []


def test_every_row_of_the_access_table_has_a_route():
    assert sorted(set(RULES) - set(ROUTES)) == []


@pytest.fixture(scope="module")
def world(shared_world) -> World:
    return shared_world


@pytest.fixture(scope="module")
def foreign(around_the_module, django_db_blocker) -> World:
    """The same records in the rival organization, with ids of their own."""
    from tests.cast import find_rival, member

    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        rival = find_rival()
        with rival.scope():
            helper = member("Rival helper", "helper@rival.example", rival.mallory)
            return make_world(member=rival.mallory, team=rival.team, leader=helper)


@pytest.fixture(scope="module")
def browsers(world, foreign, django_db_blocker) -> dict[str, Client]:
    """A browser of each person of Acme, of Mallory of the rival organization, and one that is signed out ("")."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        users = {
            user.email.partition("@")[0]: user
            for user in User.objects.filter(email__regex=r"^(?!helper)\w+@(acme|rival)\.example$")
        }
        made = {"": Client()}
        for name, user in users.items():
            made[name] = Client()
            made[name].force_login(user)
        return made


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """What is tried in here leaves no trace for the next try: not in the database, and not in the browser."""
    cookies = dict(client.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(cookies)


def attempt(client: Client, method: str, path: str, can: Can | None, route: Route) -> HttpResponse:
    data = can.data if can else None
    with undone(client):
        if method == "get":
            answer = client.get(path)
        elif route.is_api:
            answer = getattr(client, method)(path, data or {}, content_type="application/json")
        else:
            answer = getattr(client, method)(path, data or {})
    assert_guarded(answer)
    return answer


def address(rule: Rule, route: Route, world: World, slug: str) -> str:
    return route.path(slug, **rule.arguments(world)) + rule.query.format(world=world)


@pytest.mark.parametrize("name", KNOWN)
def test_a_member_gets_exactly_what_the_table_says(name, world, browsers, db, clock):
    route, rule = ROUTES[name], RULES[name]
    path = address(rule, route, world, "acme")
    answers, expected = {}, {}
    for person in EVERYONE.split():
        for method in METHODS:
            can = getattr(rule, method)
            answers[person, method] = attempt(browsers[person], method, path, can, route).status_code
            expected[person, method] = can.expected(person) if can else 405
    assert answers == expected


@pytest.mark.parametrize("name", KNOWN)
def test_somebody_signed_out_gets_nothing(name, world, browsers, db, clock):
    route, rule = ROUTES[name], RULES[name]
    path = address(rule, route, world, "acme")
    for method in METHODS:
        answer = attempt(browsers[""], method, path, None, route)
        assert answer.status_code == (401 if route.is_api else 302), method


@pytest.mark.parametrize("name", KNOWN)
def test_a_stranger_at_the_door_is_answered_as_if_there_were_no_house(name, world, browsers, db, clock):
    route, rule = ROUTES[name], RULES[name]
    path, nowhere = address(rule, route, world, "acme"), address(rule, route, world, "nobody-here")
    for method in METHODS:
        same, none = (
            attempt(browsers["mallory"], method, at, getattr(rule, method), route) for at in (path, nowhere)
        )
        assert (same.status_code, none.status_code) == (404, 404), method
        # Both name the address that was asked for, and say nothing else.
        assert same.content == none.content.replace(b"nobody-here", b"acme"), method


def takes_an_id(name: str) -> bool:
    return bool(RULES[name].pk or RULES[name].kwargs)


@pytest.mark.parametrize("filters", ["with the filters", "with row-level security alone"])
@pytest.mark.parametrize("name", [name for name in KNOWN if takes_an_id(name)])
def test_a_rivals_id_is_not_found_in_our_house(
    name, filters, world, foreign, browsers, db, clock, monkeypatch
):
    route, rule = ROUTES[name], RULES[name]
    if filters == "with row-level security alone":
        take_out_the_filters(monkeypatch)
    if rule.kwargs and rule.kwargs(foreign) == rule.kwargs(world):
        return  # the address names no record (a metric's or play's key, the same in both houses)
    path = address(rule, route, foreign, "acme")
    for person in ("ada", "rob"):
        for method in METHODS:
            if can := getattr(rule, method):
                answer = attempt(browsers[person], method, path, can, route)
                assert answer.status_code in (403, 404), (person, method)


def take_out_the_filters(monkeypatch) -> None:
    for model in apps.get_models():
        queryset = type(model._default_manager.all())
        for method in ("visible_to", "led_by"):
            if hasattr(queryset, method):
                monkeypatch.setattr(queryset, method, lambda self, membership: self)


@pytest.mark.parametrize("name", [n for n in KNOWN if RULES[n].get and not ROUTES[n].is_api])
def test_a_page_writes_nothing_and_has_nothing_inline(name, world, browsers, db, clock):
    route, rule = ROUTES[name], RULES[name]
    client = browsers[rule.get.who.split()[0]]
    with undone(client), connection.execute_wrapper(refuse_writes):
        answer = client.get(address(rule, route, world, "acme"))
    if "html" in answer.get("Content-Type", "") and "sandbox" not in answer.get(
        "Content-Security-Policy", ""
    ):
        assert_nothing_inline(answer.content.decode())


def refuse_writes(execute, sql, params, many, context):
    """Who looked at what is the one write that a GET may cause, and it comes after the answer."""
    if not sql.startswith('INSERT INTO "organizations_viewing"'):
        assert not re.match(r"\s*(INSERT|UPDATE|DELETE)", sql), f"A GET writes: {sql[:200]}"
    return execute(sql, params, many, context)


def assert_nothing_inline(html: str) -> None:
    assert not re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", html)
    assert not re.findall(r"<style[\s>]", html)
    assert not re.findall(r"<[^>]+\s(?:style|on[a-z]+)=\"", html)
    assert not re.findall(
        r"(?:src|href)=\"(?:https?:)?//(?!127\.0\.0\.1)", html.replace('href="https://', 'href="')
    )
