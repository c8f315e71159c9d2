"""Secrets in addresses stand in no log. A new route with one fails here until it is masked."""

import logging
import logging.config
import re

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import get_resolver

from organizations.secret_paths import without_secrets
from tests.routes import SLUG, walk

SECRET = "s3cr3t-Zx_9"
# Words in an address that anybody may know; every other text in one outside an organization is taken for a secret.
KNOWN = {"provider_id", "uidb36", "place"}


def secret_routes() -> list[str]:
    """Every address outside organizations that has a text in it, with a secret in its place."""
    found = []
    for route in walk(get_resolver()):
        pattern = route.pattern.replace("^", "").replace("$", "").replace("\\", "")
        named = re.findall(r"<(?:(?:str|path|slug|uuid):)?(\w+)>", pattern)
        if SLUG in pattern or not set(named) - KNOWN or "<int:" in pattern:
            continue
        path = re.sub(
            r"\(\?P<(\w+)>(?:\[[^]]*\]|[^()\[\]])*\)", lambda m: SECRET if m[1] not in KNOWN else "1", pattern
        )
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: SECRET if m[1] not in KNOWN else "x", path)
        if SECRET in path:
            found.append("/" + path)
    return sorted(found)


def test_there_are_such_routes():
    assert {f"/observer/{SECRET}/", f"/invitation/{SECRET}/", f"/calendar/{SECRET}.ics"} <= set(
        secret_routes()
    )
    assert f"/accounts/password/reset/key/1-{SECRET}/" in secret_routes()


@pytest.mark.parametrize("path", secret_routes())
def test_the_secret_of_an_address_is_masked(path):
    for text in (path, f"GET {path}?x=1", f'"{path}"', f"https://sales.example{path}"):
        assert SECRET not in without_secrets(text), text


@pytest.mark.parametrize(
    "text", ["/o/acme/calendar/", "/o/acme/invitations/7/resend/", "GET /o/acme/people/7/calendar/?month=11"]
)
def test_addresses_without_a_secret_are_told_as_they_are(text):
    assert without_secrets(text) == text


def test_what_a_provider_sends_back_is_masked():
    text = without_secrets(f"/accounts/oidc/okta/login/callback/?code={SECRET}&state={SECRET}&x=1")
    assert text == "/accounts/oidc/okta/login/callback/?code=•••&state=•••&x=1"


def test_no_line_that_is_written_for_a_call_holds_its_secret(acme, caplog):
    """Through the formatter that ships, for the lines that the door itself writes."""
    made = logging.config.dictConfigClass(django_settings.LOGGING).configure_formatter(
        django_settings.LOGGING["formatters"]["line"]
    )
    with caplog.at_level(logging.INFO):
        for path in (f"/invitation/{SECRET}/", f"/observer/{SECRET}/", f"/calendar/{SECRET}.ics"):
            Client().get(path)
        try:
            raise ValueError(f"/invitation/{SECRET}/")
        except ValueError:
            logging.getLogger("django.request").exception("Internal Server Error: %s", f"/observer/{SECRET}/")
    lines = [made.format(record) for record in caplog.records]
    assert any(SECRET in str(record.msg) + str(record.args) for record in caplog.records)
    assert [line for line in lines if SECRET in line] == []
