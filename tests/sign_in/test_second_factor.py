"""Authenticator apps and recovery codes, and an organization that asks for a second factor."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import CommandError, call_command
from django.utils import timezone

from organizations.models import Event
from organizations.services import require_second_factor
from tests.cast import NOW, PASSWORD
from tests.sign_in.conftest import browser, by_password, code_in, is_in, link_in

SET_UP, STEP, AGAIN = (
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/authenticate/",
    "/accounts/2fa/reauthenticate/",
)
TODAY = "/o/acme/today/"


def code_now(secret: str) -> str:
    """What an authenticator app shows: RFC 6238, six digits, half a minute."""
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))


@pytest.fixture
def set_up(django_capture_on_commit_callbacks):
    """`set_up(client)`: an authenticator app set up as a person does; its key."""

    def act(client) -> str:
        page = client.get(SET_UP).content.decode()
        secret = re.search(r'<p class="secret"><code>([A-Z2-7]{32})</code>', page).group(1)
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(SET_UP, {"code": code_now(secret)}).url == "/accounts/2fa/recovery-codes/"
        return secret

    return act


@pytest.fixture
def ask(acme):
    """Acme asks for a second factor."""
    with acme.scope():
        require_second_factor(organization=acme.organization, required=True, by=acme.ada, now=NOW)


def test_an_app_is_set_up_with_its_first_code_and_asked_for_from_then_on(
    acme, signed_in, mailbox, clock, set_up
):
    secret = set_up(signed_in(acme.rob))
    assert mailbox("rob@acme.example")[-1].subject == "Authenticator app set up"
    client = browser()
    assert by_password(client, "rob@acme.example", next=TODAY).url == STEP
    assert not is_in(client)
    assert client.get(TODAY).status_code == 302
    clock.shift(timedelta(seconds=30))
    assert b"does not fit" in client.post(STEP, {"code": "000000"}).content
    assert client.post(STEP, {"code": code_now(secret)}).url == TODAY
    assert client.get(TODAY).status_code == 200


def test_a_code_is_worth_nothing_a_second_time_or_half_a_minute_later(acme, signed_in, clock, set_up):
    secret = set_up(signed_in(acme.rob))
    clock.shift(timedelta(seconds=30))
    code = code_now(secret)
    first, second, third = browser(), browser(), browser()
    for client in (first, second, third):
        by_password(client, "rob@acme.example")
    first.post(STEP, {"code": code})
    second.post(STEP, {"code": code})
    clock.shift(timedelta(seconds=30))
    third.post(STEP, {"code": code})
    assert [is_in(client) for client in (first, second, third)] == [True, False, False]


def test_a_recovery_code_works_in_its_place_once(acme, signed_in, set_up):
    inside = signed_in(acme.rob)
    set_up(inside)
    page = inside.get("/accounts/2fa/recovery-codes/").content.decode()
    codes = re.findall(r"<li><code>(\d{8})</code></li>", page)
    assert len(set(codes)) == 10
    for client, expected in ((browser(), True), (browser(), False)):
        by_password(client, "rob@acme.example")
        client.post(STEP, {"code": codes[0]})
        assert is_in(client) is expected
    assert "9 of 10 are left" in inside.get("/accounts/2fa/recovery-codes/").content.decode()
    assert codes[1] in inside.get("/accounts/2fa/recovery-codes/download/").content.decode()


def test_a_code_from_the_mail_does_not_take_the_place_of_the_app(acme, signed_in, mailbox, set_up):
    set_up(signed_in(acme.rob))
    client = browser()
    client.post("/accounts/login/code/", {"email": "rob@acme.example"})
    done = client.post("/accounts/login/code/confirm/", {"code": code_in(mailbox("rob@acme.example")[-1])})
    assert done.url == STEP
    assert not is_in(client)


def test_the_key_is_kept_encrypted_and_read_with_an_older_secret_too(
    acme, signed_in, settings, clock, set_up
):
    secret = set_up(signed_in(acme.rob))
    kept = Authenticator.objects.get(user=acme.rob.user, type="totp").data["secret"]
    assert secret not in kept
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret that is long enough to be one, after a change"
    clock.shift(timedelta(seconds=30))
    client = browser()
    by_password(client, "rob@acme.example")
    client.post(STEP, {"code": code_now(secret)})
    assert is_in(client)
    settings.SECRET_KEY_FALLBACKS = []
    clock.shift(timedelta(seconds=30))
    lost = browser()
    by_password(lost, "rob@acme.example")
    assert b"does not fit" in lost.post(STEP, {"code": code_now(secret)}).content


def test_codes_can_be_guessed_five_times_and_a_stranger_who_knows_the_password_locks_nobody_out(
    acme, signed_in, clock, set_up
):
    home = signed_in(acme.rob)
    secret = set_up(home)
    home.post("/accounts/logout/")
    for place in range(10):
        thief = browser(f"198.51.100.{place}")
        by_password(thief, "rob@acme.example")
        answers = [thief.post(STEP, {"code": f"{n:06}"}).content for n in range(6)]
        assert b"Too many tries" in answers[-1]
    clock.shift(timedelta(seconds=30))
    by_password(home, "rob@acme.example")
    home.post(STEP, {"code": code_now(secret)})
    assert is_in(home)


def test_wrong_second_factors_are_in_the_trail(acme, signed_in, set_up):
    set_up(signed_in(acme.rob))
    client = browser()
    by_password(client, "rob@acme.example")
    client.post(STEP, {"code": "000000"})
    with acme.scope():
        verbs = Event.objects.filter(subject_id=acme.rob.pk, subject_type="organizations.membership")
        assert list(verbs.filter(verb="sign_in_failed").values_list("data__method", flat=True)) == ["totp"]
        assert verbs.filter(verb="second_factor_added", data__type="totp").count() == 1


def test_taking_it_away_asks_who_one_is_ends_other_sessions_and_is_told(
    acme, signed_in, mailbox, clock, set_up
):
    here, there = signed_in(acme.rob), signed_in(acme.rob)
    set_up(here)
    clock.shift(timedelta(minutes=6))
    asked = here.get("/accounts/2fa/totp/deactivate/")
    assert asked.url.startswith("/accounts/reauthenticate/")
    here.post(asked.url, {"password": PASSWORD})
    assert here.post("/accounts/2fa/totp/deactivate/").url == "/accounts/2fa/"
    assert there.get(TODAY).status_code == 302
    assert not Authenticator.objects.filter(user=acme.rob.user).exists()
    assert mailbox("rob@acme.example")[-1].subject == "Authenticator app removed"


# --- An organization that asks for one


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


def test_whoever_runs_the_installation_takes_a_lost_factor_off(acme, signed_in, mailbox, capsys, set_up):
    inside = signed_in(acme.rob)
    set_up(inside)
    call_command("reset_second_factor", "Rob@acme.example")
    assert "rob@acme.example signs in with one factor now" in capsys.readouterr().out
    client = browser()
    by_password(client, "rob@acme.example")
    assert is_in(client)
    assert inside.get(TODAY).status_code == 302
    assert "has taken the second factor off" in mailbox("rob@acme.example")[-2].body
    with acme.scope():
        assert Event.objects.filter(verb="second_factor_removed", subject_id=acme.rob.pk).exists()


def test_a_new_password_does_not_get_round_the_second_factor(acme, signed_in, mailbox, set_up):
    set_up(signed_in(acme.rob))
    client = browser()
    client.post("/accounts/password/reset/", {"email": "rob@acme.example"})
    new = "a lamp beside the stair"
    client.post(
        client.get(link_in(mailbox("rob@acme.example")[-1])).url, {"password1": new, "password2": new}
    )
    assert by_password(client, "rob@acme.example", new).url == STEP
    assert not is_in(client)


def test_whoever_runs_the_installation_ends_sessions_of_one_and_of_all(acme, signed_in, capsys):
    rob, rita = signed_in(acme.rob), signed_in(acme.rita)
    call_command("end_sessions", "rob@acme.example")
    assert (rob.get(TODAY).status_code, rita.get(TODAY).status_code) == (302, 200)
    call_command("end_sessions", "--everybody")
    assert rita.get(TODAY).status_code == 302
    assert "Sessions of rob@acme.example ended: 1." in capsys.readouterr().out
    with pytest.raises(CommandError, match="Name an address, or say --everybody"):
        call_command("end_sessions")
    with pytest.raises(CommandError, match="No account has the address"):
        call_command("end_sessions", "who@acme.example")
