"""Scopes of tokens: enforced on every route of the API, and named in its description."""

import pytest
from django.test import Client
from django.urls import resolve

from organizations.models import ApiToken, Event
from organizations.tokens.scopes import ALL_SCOPES, AREAS, MISSING, area_of
from tests.access import RULES
from tests.cast import NOW
from tests.routes import routes_inside

API = sorted(route.name for route in routes_inside() if route.is_api)
ROUTES = {route.name: route for route in routes_inside()}
METHODS = ("get", "head", "options", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def world(shared_world):
    return shared_world


def address(name, world) -> str:
    rule = RULES[name]
    return ROUTES[name].path("acme", **rule.arguments(world)) + rule.query.format(world=world)


def others(area: str) -> list[str]:
    return [scope for scope in ALL_SCOPES if not scope.startswith(f"{area}:")]


@pytest.mark.parametrize("name", API)
def test_every_route_of_the_api_says_its_area(name, world):
    view = resolve(address(name, world).partition("?")[0]).func
    assert area_of(view) is None or area_of(view) in AREAS, f"{name}: say `area = …` on its view"
    assert area_of(view) is not MISSING


@pytest.mark.parametrize("name", API)
def test_a_token_with_every_scope_but_that_of_the_route_opens_nothing_of_it(name, acme, world, bearer):
    path = address(name, world)
    area = area_of(resolve(path.partition("?")[0]).func)
    client = bearer(acme.ada, scopes=others(area) if area else ALL_SCOPES)
    for method in METHODS:
        answer = getattr(client, method)(path, content_type="application/json")
        assert answer.status_code == 403, (name, method)
        assert method == "head" or answer.json()["code"] == "scope"


@pytest.mark.parametrize(
    "name", [n for n in API if RULES[n].post or RULES[n].put or RULES[n].patch or RULES[n].delete]
)
def test_a_token_that_may_read_changes_nothing(name, acme, world, bearer):
    path = address(name, world)
    area = area_of(resolve(path.partition("?")[0]).func)
    if area is None:
        return  # no token is let in at all
    client = bearer(acme.ada, scopes=[f"{area}:read"])
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(path, {}, content_type="application/json").status_code == 403
    if RULES[name].get:
        assert client.get(path).status_code == RULES[name].get.expected("ada")


@pytest.mark.parametrize("name", API)
def test_with_the_right_scope_a_token_opens_what_its_member_may(name, acme, world, bearer):
    path, rule = address(name, world), RULES[name]
    area = area_of(resolve(path.partition("?")[0]).func)
    if area is None or rule.get is None:
        return
    for person in ("ada", "rob", "sol"):
        client = bearer(getattr(acme, person), scopes=[f"{area}:read"])
        assert client.get(path).status_code == rule.get.expected(person), person


def test_whoever_may_change_may_read(acme, bearer):
    assert bearer(acme.rob, scopes=["activities:write"]).get("/api/v1/o/acme/activities/").status_code == 200


def test_the_refusal_names_the_scope_and_is_in_the_trail(acme, bearer):
    client = bearer(acme.rob, scopes=["activities:read"])
    answer = client.get("/api/v1/o/acme/accounts/")
    assert answer.json() == {"detail": "This token does not have the scope customers:read.", "code": "scope"}
    with acme.scope():
        event = Event.objects.get(verb="refused")
        assert (event.actor, event.token, event.data["path"]) == (
            acme.rob, ApiToken.objects.get(name="test"), "/api/v1/o/acme/accounts/",
        )  # fmt: skip


def test_a_token_opens_no_page(acme, bearer):
    client = bearer(acme.ada)
    for path in ("/o/acme/you/tokens/", "/o/acme/tokens/", "/accounts/", "/o/acme/today/"):
        assert client.get(path).url.startswith("/accounts/login/"), path


def test_no_route_of_the_api_makes_or_ends_tokens():
    assert not [name for name in API if "token" in name and name != "csrf_api"]
    assert not [name for name in API if "password" in name or "sign_in" in name]


def test_the_description_of_the_api_names_the_scope_of_every_operation(db):
    schema = Client().get("/api/v1/schema.json").json()
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            tokens = [way for way in operation["security"] if "token" in way]
            assert bool(tokens) == ("x-scope" in operation), (path, method)
            if tokens:
                assert operation["x-scope"] in ALL_SCOPES
                assert operation["x-scope"] in operation["description"]
            assert {"401", "403", "429"} <= set(operation["responses"]), (path, method)


def test_every_scope_opens_something(db):
    """A scope that no operation asks for would be a promise of nothing."""
    schema = Client().get("/api/v1/schema.json").json()
    asked = {one.get("x-scope") for operations in schema["paths"].values() for one in operations.values()}
    assert asked - {None} == set(ALL_SCOPES)


def test_a_scope_that_there_is_not_and_none_at_all_are_refused(acme):
    from django.core.exceptions import ValidationError

    from organizations.services import make_token

    for scopes in ([], ["everything"], ["playbook:write"], ["people:read", "x:read"]):
        with acme.scope(), pytest.raises(ValidationError):
            make_token(membership=acme.rob, name="x", scopes=scopes, by=acme.rob, now=NOW)
