"""The id of a session is new after each step that opens more, and one that somebody else thought up is never taken."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from tests.cast import PASSWORD
from tests.sign_in.conftest import browser, by_password, code_now, is_in, set_up, signed_in  # noqa: F401

TODAY, STEP = "/o/acme/today/", "/accounts/2fa/authenticate/"
CHANGE = "/accounts/password/change/"
NEW = "another long and quiet river"


@pytest.fixture
def thief():
    """`thief(id)` is a browser that comes with this id."""

    def come(key):
        client = browser("198.51.100.66")
        client.cookies["session"] = key
        return client

    return come


def test_an_id_that_was_thought_up_is_never_taken(acme, clock, thief):
    made_up = "a" * 32
    client = thief(made_up)
    by_password(client, "rob@acme.example")
    assert is_in(client)
    assert client.session.session_key != made_up
    assert not Session.objects.filter(session_key=made_up).exists()
    assert thief(made_up).get(TODAY).status_code == 302


def test_the_id_changes_with_password_second_factor_and_a_new_password(acme, clock, thief, set_up, signed_in):  # noqa: F811
    secret = set_up(signed_in(acme.rob))
    client = browser()
    by_password(client, "rob@acme.example")
    half = client.session.session_key
    clock.shift(timedelta(seconds=30))
    client.post(STEP, {"code": code_now(secret)})
    inside = client.session.session_key
    assert client.get(TODAY).status_code == 200
    changed = client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert changed.status_code == 302
    after = client.session.session_key
    assert client.get(TODAY).status_code == 200
    assert inside != half
    assert after != inside
    for old in (half, inside):
        assert thief(old).get(TODAY).status_code == 302, (old, half, inside)
    client.post("/accounts/logout/")
    assert thief(after).get(TODAY).status_code == 302
    assert not Session.objects.filter(session_key=after).exists()
