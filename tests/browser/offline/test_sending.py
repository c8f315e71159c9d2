"""What was logged without a network arrives: once, in order, whatever happens on the way."""

import json
import random
import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from activities.models import Activity, FollowUp
from crm.models import Account, Contact
from tests.browser.conftest import wait_for
from tests.browser.offline.dropping import BadLine
from tests.browser.offline.phone import log_many, log_one, sent, waiting

pytestmark = pytest.mark.browser
MANY = 60


def names(entries):
    return [entry.prospect for entry in entries]


def expected(count, first=0):
    return [f"Prospect {n}" for n in range(first, count)]


def test_a_call_logged_in_airplane_mode_is_sent_when_there_is_a_network(phone, own_acme, logged):
    rob = phone(own_acme.rob)
    page = rob.offline()
    log_one(page, "Tom Healy")
    page.get_by_text("1 waiting.").first.wait_for()
    assert logged() == []
    rob.online()
    sent(page)
    (entry,) = logged()
    assert (entry.prospect, entry.outcome.key, entry.evidence) == ("Tom Healy", "no_answer", "live")
    assert entry.noted_at <= entry.logged_at
    page.get_by_text("Everything that waited has been sent.").wait_for()
    assert [one for one in page.complaints if "ERR_INTERNET_DISCONNECTED" not in one] == []


def test_a_page_that_lost_the_network_asks_for_the_day_all_the_same(phone, own_acme, here, logged):
    rob = phone(own_acme.rob)
    page = rob.go(f"{rob.home}log/?type=call&prospect=Tom+Healy")
    rob.window.set_offline(True)
    page.get_by_text("Talked, call back").tap()
    page.get_by_role("button", name="Save call").tap()
    page.get_by_text("Saved on this phone: Talked, call back, Tom Healy").wait_for()
    rob.online()
    sent(page)
    assert [one.outcome.key for one in logged()] == ["call_later"]
    with here():
        assert FollowUp.objects.get().prospect == "Tom Healy"


def test_three_taps_and_a_few_seconds_without_a_network(phone, own_acme, here, logged):
    with here():
        account = Account.objects.create(
            name="Kestrel Foods", owner=own_acme.rob, created_at=datetime.now(UTC)
        )
        marta = Contact.objects.create(
            name="Marta Novak", account=account, owner=own_acme.rob, created_at=datetime.now(UTC)
        )  # fmt: skip
    rob = phone(own_acme.rob)
    page = rob.offline()
    rob.go(f"{rob.home}log/")
    began = datetime.now(UTC)
    page.get_by_role("link", name="Marta Novak").tap()
    page.get_by_text("No answer").tap()
    page.get_by_role("button", name="Save call").tap()
    page.get_by_text("Saved on this phone: No answer, Marta Novak").wait_for()
    assert datetime.now(UTC) - began < timedelta(seconds=10)
    rob.online()
    sent(page)
    assert [entry.contact for entry in logged()] == [marta]


def test_an_outcome_that_needs_a_date_asks_for_it_and_proposes_one(phone, own_acme, here, logged):
    rob = phone(own_acme.rob)
    page = rob.offline()
    log_one(page, "Tom Healy", "Talked, call back")
    rob.online()
    sent(page)
    with here():
        (promised,) = FollowUp.objects.filter(activity=logged()[0])
        assert promised.due_on > logged()[0].occurred_on


def test_undo_while_it_waits_leaves_nothing(phone, own_acme, logged):
    rob = phone(own_acme.rob)
    page = rob.offline()
    log_one(page, "Tom Healy")
    page.get_by_role("button", name="Undo").tap()
    page.get_by_text("Taken back: No answer, Tom Healy").wait_for()
    assert waiting(page) == []
    rob.online()
    log_one(page, "Ida Berg")
    sent(page)
    assert names(logged()) == ["Ida Berg"]


def test_undo_of_one_that_may_have_arrived_takes_it_out_there(phone, own_acme, server, here):
    """The answer was lost: nobody on the phone knows whether it was taken."""
    lost = []

    def lose_the_first(request: str) -> str:
        if "activities/batch/" in request and not lost:
            lost.append(request)
            return "answer"
        return "before" if "/app/token/" in request and lost and not rob_is_back.is_set() else ""

    rob_is_back = threading.Event()
    with BadLine(server, lose_the_first) as line:
        rob = phone(own_acme.rob, line)
        page = rob.go("/app/#today")
        log_one(page, "Tom Healy")
        wait_for(page, lambda: lost, "it arrived and nobody heard")
        wait_for(page, lambda: waiting(page)[0]["tried"], "it was on its way")
        page.get_by_role("button", name="Undo").tap()
        page.get_by_text("Taken back: No answer, Tom Healy").wait_for()
        rob_is_back.set()
        page.evaluate("window.dispatchEvent(new Event('online'))")
        sent(page)
    with here():
        (entry,) = Activity.objects.filter(member=own_acme.rob)
        assert entry.deleted_at is not None


def test_everything_sent_again_twice_at_once_and_shuffled_changes_nothing(
    phone, own_acme, server, logged, here
):
    bodies = []
    rob = phone(own_acme.rob)
    page = rob.offline()
    log_many(page, 0, 40)
    page.on("request", lambda one: bodies.append(one.post_data) if one.url.endswith("/batch/") else None)
    rob.online()
    sent(page)
    before = [(entry.pk, entry.prospect) for entry in logged()]
    entries = [entry for body in bodies for entry in json.loads(body)["entries"]]
    answers = []

    def replay(seed: int) -> None:
        client, mixed = Client(), list(entries)
        client.force_login(own_acme.rob.user)
        random.Random(seed).shuffle(mixed)
        where = f"/api/v1/o/{own_acme.organization.slug}/activities/batch/"
        said = client.post(where, {"entries": mixed}, content_type="application/json")
        answers.append({one["status"] for one in said.json()["results"]})

    with here():
        replay(1)
        replay(2)
    assert answers == [{200}, {200}]
    assert [(entry.pk, entry.prospect) for entry in logged()] == before
    assert len(before) == 40


def test_two_tabs_share_what_waits_and_send_it_once(phone, own_acme, logged):
    rob = phone(own_acme.rob)
    page = rob.offline()
    other = rob.another_tab("/app/#today")
    log_many(page, 0, 15)
    log_many(other, 15, 30)
    other.evaluate("location.hash = '#waiting'")
    other.get_by_role("heading", name="30 waiting.").wait_for()
    rob.online()
    sent(page)
    assert sorted(names(logged())) == sorted(expected(30))


def test_two_phones_of_one_person_are_one_log(phone, own_acme, logged):
    one, other = phone(own_acme.rob), phone(own_acme.rob)
    first, second = one.offline(), other.offline()
    log_many(first, 0, 10)
    log_many(second, 10, 20)
    one.online()
    other.online()
    sent(first)
    sent(second)
    assert sorted(names(logged())) == sorted(expected(20))


def test_a_form_of_the_server_that_finds_no_network_is_kept(phone, own_acme, logged):
    rob = phone(own_acme.rob)
    page = rob.go(f"{rob.home}log/?type=call&prospect=Tom+Healy")
    page.get_by_text("No answer").tap()
    rob.window.set_offline(True)
    page.get_by_role("button", name="Save call").tap()
    page.get_by_text("Saved on this phone: No answer, Tom Healy").wait_for()
    assert logged() == []
    rob.online()
    sent(page)
    assert names(logged()) == ["Tom Healy"]


def test_a_form_that_was_taken_without_a_word_is_not_taken_again(phone, own_acme, server, logged):
    """The server saved it, the answer was lost on the way: the worker keeps it, and the server knows it."""
    lost = []

    def lose_the_answer(request: str) -> str:
        if request.startswith("POST") and "/log/?" in request and len(lost) < 5:  # browsers try again
            lost.append(request)
            return "answer"
        return ""

    with BadLine(server, lose_the_answer) as line:
        rob = phone(own_acme.rob, line)
        page = rob.go(f"{rob.home}log/?type=call&prospect=Tom+Healy")
        page.get_by_text("No answer").tap()
        page.get_by_text("Note and details").tap()
        page.locator("[name=note]").fill("one\ntwo")
        page.get_by_role("button", name="Save call").tap()
        page.get_by_text("Saved on this phone: No answer, Tom Healy").wait_for()
        sent(page)
    assert lost
    assert [(entry.prospect, entry.note) for entry in logged()] == [("Tom Healy", "one\r\ntwo")]


def test_a_page_that_is_no_answer_is_not_success(phone, own_acme, logged):
    """A hotel's sign-in page, a redirect, half an answer: it waits."""
    rob = phone(own_acme.rob)
    page = rob.offline()
    log_one(page, "Tom Healy")
    answers = iter(
        [
            {"status": 200, "content_type": "text/html", "body": "<h1>Welcome to the hotel</h1>"},
            {"status": 302, "headers": {"Location": "/accounts/login/"}},
            {"status": 200, "content_type": "application/json", "body": '{"results": []}'},
            {"status": 200, "content_type": "application/json", "body": '{"resul'},
            {"status": 503, "content_type": "text/html", "body": "later"},
        ]
    )
    seen = []

    def answer(route):
        found = next(answers, None)
        seen.append(found)
        route.fulfill(**found) if found else route.continue_()

    page.route("**/activities/batch/", answer)
    rob.online()
    for number in range(5):
        wait_for(page, lambda number=number: len(seen) > number, "it was tried")
        assert len(waiting(page)) == 1
        assert logged() == []
        page.evaluate("window.dispatchEvent(new Event('focus'))")
    sent(page)
    assert names(logged()) == ["Tom Healy"]


def test_an_entry_that_the_server_stumbles_over_does_not_hold_up_the_others(phone, own_acme, logged):
    rob = phone(own_acme.rob)
    page = rob.offline()
    log_many(page, 0, 6)
    poison = waiting(page)[2]["id"]
    page.route(
        "**/activities/batch/",
        lambda route: (
            route.fulfill(status=500, content_type="application/json", body="{}")
            if poison in (route.request.post_data or "")
            else route.continue_()
        ),
    )
    rob.online()
    wait_for(page, lambda: len(logged()) == 5, "the others arrived")
    wait_for(page, lambda: [one["id"] for one in waiting(page)] == [poison], "it waits alone")
    page.unroute("**/activities/batch/")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    sent(page)
    assert len(logged()) == 6


def test_a_client_id_is_made_by_the_phone_and_kept_by_the_server(phone, own_acme, logged):
    rob = phone(own_acme.rob)
    page = rob.offline()
    log_one(page, "Tom Healy")
    mark = waiting(page)[0]["id"]
    rob.online()
    sent(page)
    assert logged()[0].client_id == uuid.UUID(mark)
