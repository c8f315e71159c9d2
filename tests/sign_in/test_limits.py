"""Guessing is limited as documented, and nobody can use the limits to lock somebody else out."""

import statistics
import time
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.handlers.base import BaseHandler
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from organizations.models import Event, SignInMail, Tries
from organizations.sign_in.tries import PASSWORDS
from organizations.tasks import tidy_sign_in
from organizations.tenancy.throttle import MOST_REMEMBERED, Throttle
from tests.cast import NOW
from tests.sign_in.conftest import browser, by_password, code_in, is_in, link_in

ROB = "rob@acme.example"
THIEF = "198.51.100.66"


def guess(times, email=ROB, address=THIEF):
    """Wrong passwords from one place; the last answer."""
    for number in range(times):
        answer = by_password(browser(address), email, f"guess {number}")
    return answer


@pytest.fixture
def checked(monkeypatch):
    """How many passwords were really looked at: a refused try must cost nothing."""
    seen = []
    check = MD5PasswordHasher.verify
    monkeypatch.setattr(MD5PasswordHasher, "verify", lambda self, *a: seen.append(1) or check(self, *a))
    return seen


def test_the_sixth_guess_in_five_minutes_is_not_looked_at(acme, clock, checked):
    assert b"do not match" in guess(5).content
    looked_at = len(checked)
    assert b"Too many tries" in guess(1).content
    assert len(checked) == looked_at
    clock.shift(timedelta(minutes=5, seconds=1))
    assert b"do not match" in guess(1).content


def test_an_address_of_nobody_is_limited_alike(acme, clock):
    assert guess(6, "who@acme.example").content.count(b"Too many tries") == guess(6).content.count(
        b"Too many tries"
    )


def test_a_thousand_guesses_look_at_few_passwords_and_the_owner_still_comes_in_with_theirs(
    acme, clock, checked, mailbox
):
    """Fault 23, from one place and at many addresses."""
    for number in range(1000):
        by_password(
            browser(THIEF), (ROB, "rita@acme.example", f"n{number}@acme.example")[number % 3], "a guess"
        )
    assert len(checked) <= 10  # five for each of the two who are there
    owner = browser("203.0.113.7")
    by_password(owner, ROB)
    assert is_in(owner)


def test_guesses_at_one_person_from_everywhere_let_the_right_password_in_with_a_code(acme, clock, mailbox):
    for number in range(11):
        guess(5, address=f"198.51.100.{number}")
    sent = len(mailbox(ROB))
    owner, thief = browser("203.0.113.7"), browser("203.0.113.8")
    right, wrong = by_password(owner, ROB), by_password(thief, ROB, "a guess")
    assert (right.status_code, right.url) == (wrong.status_code, wrong.url)
    assert right.url == "/accounts/login/code/confirm/"
    pages = [client.get(right.url).content for client in (owner, thief)]
    assert without_tokens(pages[0]) == without_tokens(pages[1])
    (code,) = [code_in(message) for message in mailbox(ROB)[sent:]]  # one mail: for the right password alone
    thief.post(right.url, {"code": code})
    owner.post(right.url, {"code": code})
    assert (is_in(thief), is_in(owner)) == (False, True)


def without_tokens(page):
    import re

    return re.sub(rb'value="[A-Za-z0-9]{64}"', b"", page)


def test_a_known_device_is_not_touched_by_what_strangers_do_even_in_the_same_network(acme, clock):
    home = browser(THIEF)
    by_password(home, ROB)
    home.post("/accounts/logout/")
    for number in range(60):
        by_password(browser(THIEF), (ROB, f"n{number}@acme.example")[number % 2], "a guess")
    by_password(home, ROB)
    assert is_in(home)


def test_a_known_device_is_limited_itself(acme, clock):
    home = browser()
    by_password(home, ROB)
    home.post("/accounts/logout/")
    for _ in range(10):
        by_password(home, ROB, "a guess")
    assert b"Too many tries" in by_password(home, ROB).content


def test_a_forged_device_is_no_known_device(acme, clock):
    for number in range(6):
        client = browser(THIEF)
        client.cookies["device"] = "WyJhIiwgImIiXQ:1wO2xN:forged"
        answer = by_password(client, ROB, f"guess {number}")
    assert b"Too many tries" in answer.content


def test_a_success_gives_its_try_back(acme, clock):
    for _ in range(12):
        client = browser()
        by_password(client, ROB)
        assert is_in(client)


def test_while_passwords_are_refused_a_code_from_the_mail_lets_in(acme, clock, mailbox):
    guess(6, address="203.0.113.7")
    owner = browser("203.0.113.7")
    assert b"Too many tries" in by_password(owner, ROB).content
    owner.post("/accounts/login/code/", {"email": ROB})
    owner.post("/accounts/login/code/confirm/", {"code": code_in(mailbox(ROB)[-1])})
    assert is_in(owner)


def test_a_new_password_ends_what_strangers_brought_about(acme, clock, mailbox):
    for number in range(11):
        guess(5, address=f"198.51.100.{number}")
    owner = browser()
    owner.post("/accounts/password/reset/", {"email": ROB})
    new = {"password1": "a lamp beside the stair", "password2": "a lamp beside the stair"}
    owner.post(owner.get(link_in(mailbox(ROB)[-1])).url, new)
    by_password(owner, ROB, "a lamp beside the stair")
    assert is_in(owner)


def test_a_flood_of_resets_sends_few_mails_says_nothing_and_leaves_a_link_that_works(acme, clock, mailbox):
    answers = {
        browser(f"198.51.100.{n % 50}").post("/accounts/password/reset/", {"email": ROB}).url
        for n in range(200)
    }
    assert answers == {"/accounts/password/reset/done/"}
    assert len(mailbox(ROB)) == 5
    assert b"Choose a new password" in browser().get(link_in(mailbox(ROB)[-1]), follow=True).content


def test_resets_from_one_place_are_limited(acme, clock):
    answers = [
        browser(THIEF).post("/accounts/password/reset/", {"email": f"n{n}@acme.example"}).status_code
        for n in range(31)
    ]
    assert answers == [302] * 30 + [429]
    assert SignInMail.objects.count() == 30


def test_codes_are_limited_by_place_and_by_address_and_a_known_device_has_its_own(acme, clock, mailbox):
    home = browser("203.0.113.7")
    by_password(home, ROB)
    home.post("/accounts/logout/")
    answers = [
        browser(f"198.51.100.{n // 3}").post("/accounts/login/code/", {"email": ROB}).status_code
        for n in range(20)
    ]
    assert answers.count(302) == 8
    sent = len(mailbox(ROB))
    assert home.post("/accounts/login/code/", {"email": ROB}).status_code == 302
    assert len(mailbox(ROB)) == sent + 1


def test_ended_tries_are_forgotten(acme, clock):
    guess(3)
    assert Tries.objects.exists()
    clock.shift(timedelta(days=1, seconds=1))
    tidy_sign_in()
    assert not Tries.objects.exists()


def test_a_bucket_names_neither_person_nor_place(acme, clock):
    guess(1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(bucket, ' ') FROM organizations_tries")
        text = cursor.fetchone()[0]
    assert "rob" not in text
    assert THIEF not in text


def test_the_trail_is_written_once_the_answer_is_on_its_way(acme, clock, rf):
    """So that a page does not take longer for an address that has an account."""
    handler = BaseHandler()
    handler.load_middleware()
    request = rf.post("/accounts/login/", {"login": ROB, "password": "a guess"}, REMOTE_ADDR=THIEF)
    request._dont_enforce_csrf_checks = True
    answer = handler.get_response(request)
    assert failures(acme) == 0
    request_finished.disconnect(close_old_connections)  # as Django's own test client does
    answer.close()
    request_finished.connect(close_old_connections)
    assert failures(acme) == 1


def failures(acme):
    with acme.scope():
        return Event.objects.filter(verb="sign_in_failed").count()


def test_with_real_hashing_the_times_do_not_tell_who_is_there(acme, clock, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    acme.rob.user.set_password("a long and quiet river")
    acme.rob.user.save()

    def took(email, number):
        client = browser(f"192.0.2.{number}")
        started = time.perf_counter()
        answer = client.post("/accounts/login/", {"login": email, "password": "a guess"})
        assert b"do not match" in answer.content
        return time.perf_counter() - started

    took(ROB, 0)
    pairs = [(took(ROB, n), took("who@acme.example", n)) for n in range(1, 10)]
    known, unknown = (statistics.median(times) for times in zip(*pairs, strict=True))
    assert 0.6 < known / unknown < 1.7


def test_a_flooding_token_is_refused_before_anything_is_asked_of_the_database(acme, bearer, settings, clock):
    settings.API_CALLS_A_MINUTE = 10
    path = "/api/v1/o/acme/activities/"
    flood, calm = bearer(acme.rob), bearer(acme.rita)
    answers = [flood.get(path) for _ in range(12)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429] * 2
    assert answers[-1]["Retry-After"] == "6"
    assert "Try again in 6 s" in answers[-1].json()["detail"]
    with CaptureQueriesContext(connection) as captured:
        flood.get(path)
    assert len(captured) == 0
    assert calm.get(path).status_code == 200


def test_a_throttle_fills_again_and_forgets_the_oldest():
    now = [0.0]
    throttle = Throttle(60, lambda: now[0])
    assert [throttle.wait_for("a") for _ in range(61)][-1] == 1.0
    now[0] = 1.0
    assert throttle.wait_for("a") == 0.0
    assert throttle.wait_for("a") == 1.0
    for number in range(MOST_REMEMBERED):
        throttle.wait_for(str(number))
    assert len(throttle.buckets) == MOST_REMEMBERED
    assert throttle.wait_for("a") == 0.0


def test_a_throttle_of_zero_lets_everything_through():
    throttle = Throttle(0)
    assert {throttle.wait_for("a") for _ in range(5000)} == {0.0}


def test_failures_are_in_the_trail_of_every_organization_and_of_nobody_elses(acme, rival, clock):
    guess(2)
    guess(2, "who@acme.example")
    with acme.scope():
        failed = Event.objects.filter(verb="sign_in_failed")
        assert {(e.subject_id, e.data["method"], e.address, e.at) for e in failed} == {
            (acme.rob.pk, "password", THIEF, NOW)
        }
        assert failed.count() == 2
    with rival.scope():
        assert not Event.objects.filter(verb="sign_in_failed").exists()


def test_when_no_more_guesses_are_looked_at_the_trail_says_so_once(acme, clock):
    guess(PASSWORDS.here.most + 4)
    with acme.scope():
        methods = (
            Event.objects.filter(verb="sign_in_failed").order_by("pk").values_list("data__method", flat=True)
        )
        assert list(methods) == [*["password"] * PASSWORDS.here.most, "too many passwords"]
