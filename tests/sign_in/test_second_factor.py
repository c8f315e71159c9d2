"""Authenticator apps and recovery codes."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from organizations.models import Event
from tests.cast import PASSWORD
from tests.sign_in.conftest import browser, by_password, code_in, code_now, is_in, link_in

STEP = "/accounts/2fa/authenticate/"
TODAY = "/o/acme/today/"


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
