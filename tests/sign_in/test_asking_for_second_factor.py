"""An organization that asks for a second factor, and what its door does then."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from organizations.models import Event
from organizations.services import require_second_factor
from tests.cast import NOW
from tests.sign_in.conftest import SET_UP, browser, by_password, code_now

STEP, AGAIN = "/accounts/2fa/authenticate/", "/accounts/2fa/reauthenticate/"
TODAY = "/o/acme/today/"


@pytest.fixture
def ask(acme):
    """Acme asks for a second factor."""
    with acme.scope():
        require_second_factor(organization=acme.organization, required=True, by=acme.ada, now=NOW)


def test_a_page_leads_to_where_it_can_be_set_up_and_back(acme, ask, signed_in, set_up):
    client = signed_in(acme.rob)
    asked = client.get("/o/acme/log/?who=1")
    assert asked.url == "/accounts/second-factor/?next=%2Fo%2Facme%2Flog%2F%3Fwho%3D1"
    page = client.get(asked.url).content.decode()
    assert "Your organization asks for a second factor." in page
    assert SET_UP in page
    assert "/accounts/2fa/webauthn/add/" in page
    set_up(client)
    assert (
        'href="/o/acme/log/?who=1">I have kept them, go on'
        in client.get("/accounts/2fa/recovery-codes/").content.decode()
    )
    assert client.get("/o/acme/log/?who=1").status_code == 200


def test_existing_sessions_are_asked_with_their_next_page_a_fragment_and_a_form_too(acme, signed_in):
    client = signed_in(acme.rob)
    assert client.get(TODAY).status_code == 200
    with acme.scope():
        require_second_factor(organization=acme.organization, required=True, by=acme.ada, now=NOW)
    assert client.get(TODAY).status_code == 302
    part = client.get(
        "/o/acme/log/", headers={"hx-request": "true", "hx-current-url": f"http://testserver{TODAY}"}
    )
    assert part["HX-Redirect"] == "/accounts/second-factor/?next=%2Fo%2Facme%2Ftoday%2F"
    assert client.post("/o/acme/log/", {}).url == "/accounts/second-factor/?next=%2Fo%2Facme%2F"


def test_the_api_says_so_to_a_session_and_tokens_go_on(acme, ask, signed_in, bearer):
    refused = signed_in(acme.rob).get("/api/v1/o/acme/activities/")
    assert refused.status_code == 403
    assert "Acme asks for a second factor. Open http" in refused.json()["detail"]
    assert bearer(acme.rob).get("/api/v1/o/acme/activities/").status_code == 200


def test_an_app_that_this_session_has_not_shown_is_asked_for(acme, signed_in, clock, set_up):
    """Signed in before the app was set up on another device: the session has shown one factor only."""
    early = signed_in(acme.rob)
    secret = set_up(signed_in(acme.rob))
    with acme.scope():
        require_second_factor(organization=acme.organization, required=True, by=acme.ada, now=NOW)
    asked = early.get(TODAY)
    page = early.get(asked.url).content.decode()
    assert "Type a code from your app" in page
    way = re.search(rf'href="({AGAIN}[^"]+)"', page).group(1).replace("&amp;", "&")
    clock.shift(timedelta(seconds=30))
    form = re.search(r'name="next" value="([^"]+)"', early.get(way).content.decode()).group(1)
    back = early.post(way, {"code": code_now(secret), "next": form.replace("&amp;", "&")})
    assert early.get(back.url).url == TODAY
    assert early.get(TODAY).status_code == 200


def test_whoever_signs_in_with_the_app_is_not_asked_again(acme, ask, signed_in, clock, set_up):
    secret = set_up(signed_in(acme.rob))
    clock.shift(timedelta(seconds=30))
    client = browser()
    by_password(client, "rob@acme.example")
    client.post(STEP, {"code": code_now(secret)})
    assert client.get(TODAY).status_code == 200


def test_one_organization_asks_for_itself_alone(acme, rival, ask, signed_in):
    from organizations.services import add_member

    with rival.scope():
        add_member(name="Rob", email="rob@acme.example", zone="UTC", by=rival.mallory, now=NOW)
    client = signed_in(acme.rob)
    assert client.get("/o/rival/today/").status_code == 200
    assert client.get(TODAY).status_code == 302
    assert client.get("/o/nobody-here/today/").status_code == 404


def test_the_last_one_cannot_be_taken_away_while_it_is_asked_for(acme, ask, signed_in, set_up):
    client = signed_in(acme.rob)
    set_up(client)
    refused = client.post("/accounts/2fa/totp/deactivate/")
    assert "asks for a second factor" in refused.content.decode()
    assert Authenticator.objects.filter(user=acme.rob.user, type="totp").exists()


def test_the_door_does_not_lead_elsewhere(acme, ask, signed_in, set_up):
    client = signed_in(acme.rob)
    client.get("/accounts/second-factor/?next=https://evil.example/")
    set_up(client)
    assert "evil.example" not in client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert client.get("/accounts/second-factor/?next=https://evil.example/").url == "/"


def test_the_rule_and_its_end_are_events(acme):
    with acme.scope():
        for required in (True, True, False):
            require_second_factor(organization=acme.organization, required=required, by=acme.ada, now=NOW)
        changes = Event.objects.filter(verb="second_factor_rule_changed").order_by("pk")
        assert [(e.data["before"], e.data["after"]) for e in changes] == [(False, True), (True, False)]
