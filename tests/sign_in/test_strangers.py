"""Every address below /accounts/: what a stranger gets, that nothing is inline, and that nothing is kept on the way."""

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.sign_in.conftest import browser
from tests.test_access import assert_nothing_inline

# What somebody who is signed out may look at. Everything else below /accounts/ sends them to sign in.
OPEN = {
    "account_login", "account_signup", "account_inactive", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_request_login_code",
    "socialaccount_login_cancelled", "socialaccount_login_error", "openid_connect_login", "openid_connect_callback",
}  # fmt: skip
ANSWERS = {"openid_connect_login": 404, "openid_connect_callback": 404, "socialaccount_login_error": 401}
FILLED = {"uidb36": "1", "key": "no", "pk": 1, "provider_id": "nobody"}


def routes():
    """Name and path of each route below /accounts/."""
    return dict(walk(get_resolver(), "", {}))


def walk(resolver, prefix, names):
    import re

    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            if pattern.startswith("accounts/") and entry.name:
                path = re.sub(
                    r"\(\?P<(\w+)>[^()]*(?:\([^()]*\)[^()]*)*\)", lambda m: str(FILLED[m[1]]), pattern
                )
                path = (
                    re.sub(r"<(?:\w+:)?(\w+)>", lambda m: str(FILLED[m[1]]), path)
                    .replace("^", "")
                    .replace("$", "")
                )
                yield entry.name, "/" + path.replace("\\", "")
        else:
            yield from walk(entry, pattern, names)


ROUTES = routes()


def test_the_list_of_what_is_open_names_only_what_is_there():
    assert sorted(OPEN - set(ROUTES)) == []


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_a_stranger_gets_what_is_open_and_is_led_to_sign_in_otherwise(name, db):
    answer = browser().get(ROUTES[name])
    if name in OPEN:
        assert answer.status_code == ANSWERS.get(name, 200)
    else:
        assert answer.status_code in (302, 405), ROUTES[name]
        assert answer.status_code == 405 or answer.url.startswith(
            ("/accounts/login", "/accounts/signup", "/")
        )


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_no_page_has_anything_inline_and_none_is_kept_by_caches(name, acme, signed_in):
    for client in (browser(), signed_in(acme.rob)):
        answer = client.get(ROUTES[name])
        assert "no-store" in answer["Cache-Control"], ROUTES[name]
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        assert "unsafe" not in answer["Content-Security-Policy"]
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            assert_nothing_inline(answer.content.decode())


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_no_address_breaks_on_what_it_did_not_expect(name, acme, signed_in):
    odd = {
        "login": ["a", "b"],
        "email": "\x00",
        "code": "🗝" * 500,
        "credential": "[[[[",
        "password1": "\ud83d",
    }
    odd["password1"] = "x" * 5000
    for client in (browser(), signed_in(acme.rob)):
        client.raise_request_exception = True
        assert client.post(ROUTES[name], odd).status_code < 500
        assert client.post(ROUTES[name], b"{}", content_type="application/json").status_code < 500
        assert client.put(ROUTES[name], b"").status_code < 500


def test_the_page_of_ones_account_is_led_to_from_you(acme, enter):
    page = enter(acme.rob).get("/o/acme/you/").content.decode()
    assert 'href="/accounts/"' in page


def test_passkeys_that_make_no_sense_are_refused_in_words_and_written_down(acme, clock):
    from organizations.models import Event

    client = Client()
    client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
    import base64
    import json

    from allauth.account.utils import user_pk_to_url_str

    handle = base64.urlsafe_b64encode(user_pk_to_url_str(acme.rob.user).encode()).decode().rstrip("=")
    part = base64.urlsafe_b64encode(b"x" * 40).decode().rstrip("=")
    said = {
        "id": part, "rawId": part, "type": "public-key", "clientExtensionResults": {},
        "response": {"clientDataJSON": part, "authenticatorData": part, "signature": part, "userHandle": handle},
    }  # fmt: skip
    for credential in (json.dumps(said), "{}", "[]", "null", "nonsense", '{"response": 1}'):
        answer = client.post("/accounts/2fa/webauthn/login/", {"credential": credential})
        assert answer.status_code == 302, credential
    with acme.scope():
        failed = Event.objects.filter(verb="sign_in_failed", subject_id=acme.rob.pk)
        assert list(failed.values_list("data__method", flat=True)) == ["passkey"]
