"""The pages of 1:1s and promises, with and without htmx."""

from datetime import timedelta

import pytest

from coaching import services
from coaching.models import Commitment, OneOnOne
from tests.cast import NOW
from tests.coaching.conftest import FRIDAY
from tests.flat import assert_flat

HTMX = {"HX-Request": "true"}
PROMISE = {"who": "rep", "rep-text": "Two call blocks", "rep-quantity": "2", "rep-due_on": "2026-11-20"}


def test_a_leader_plans_moves_and_holds_a_talk_without_javascript(acme, enter):
    browser = enter(acme.lea)
    sent = {"rep": acme.rob.pk, "on": "2026-11-20", "at": "14:00", "topic": "Hour of the day"}
    answer = browser.post("/o/acme/one-on-ones/plan/", sent)
    with acme.scope():
        talk = OneOnOne.objects.get()
    assert answer.url == f"/o/acme/one-on-ones/{talk.pk}/"
    page = browser.get(answer.url).content.decode()
    assert "One topic: Hour of the day." in page
    assert "Seen by the two of you only." in page
    browser.post(f"/o/acme/one-on-ones/{talk.pk}/move/", {"on": "2026-11-23", "at": "09:30"})
    browser.post(f"/o/acme/one-on-ones/{talk.pk}/held/")
    with acme.scope():
        talk.refresh_from_db()
    assert (talk.planned_at.day, talk.planned_at.hour, talk.held_at) == (23, 9, NOW)


def test_the_time_is_meant_in_the_zone_of_who_plans(acme, enter):
    with acme.scope():
        type(acme.lea).objects.filter(pk=acme.lea.pk).update(zone="America/New_York")
    enter(acme.lea).post("/o/acme/one-on-ones/plan/", {"rep": acme.rob.pk, "on": "2026-11-20", "at": "14:00"})
    with acme.scope():
        assert OneOnOne.objects.get().planned_at.hour == 19


def test_a_time_that_has_passed_is_said_at_the_day_and_what_was_typed_stays(acme, enter):
    sent = {"rep": acme.rob.pk, "on": "2026-11-17", "at": "14:00", "topic": "Hour"}
    answer = enter(acme.lea).post("/o/acme/one-on-ones/plan/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "still to come" in page
    assert 'value="Hour"' in page


def test_a_rep_plans_none(acme, enter):
    assert enter(acme.rob).get("/o/acme/one-on-ones/plan/").status_code == 403
    assert enter(acme.rob).post("/o/acme/one-on-ones/plan/", {}).status_code == 403


def test_the_list_says_what_is_overdue_and_whom_nothing_is_planned_with(acme, enter, clock, talk):
    clock.move_to(NOW + timedelta(hours=4))
    page = enter(acme.lea).get("/o/acme/one-on-ones/").content.decode()
    assert "The talk with Rob Rep is still to be held." in page
    assert "Nothing planned with" in page
    assert f"?with={acme.rita.pk}" in page
    assert "Plan a 1:1" not in enter(acme.rob).get("/o/acme/one-on-ones/").content.decode()


def test_calling_off_offers_undo(acme, enter, talk):
    browser = enter(acme.lea)
    page = browser.post(f"/o/acme/one-on-ones/{talk.pk}/call-off/", follow=True).content.decode()
    assert f"/o/acme/one-on-ones/{talk.pk}/restore/" in page
    assert "called off" in page.lower()
    browser.post(f"/o/acme/one-on-ones/{talk.pk}/restore/")
    with acme.scope():
        assert OneOnOne.objects.get().is_open


def test_a_promise_is_made_without_javascript_and_with_htmx(acme, enter, talk):
    browser, path = enter(acme.rob), f"/o/acme/one-on-ones/{talk.pk}/commit/"
    assert browser.post(path, PROMISE).status_code == 302
    part = browser.post(path, {**PROMISE, "rep-text": "Two referrals"}, headers=HTMX)
    text = part.content.decode()
    assert part.status_code == 200
    assert text.lstrip().startswith('<div class="stack-sm" id="commit-rep">')
    assert "Two promises are enough" in text
    with acme.scope():
        assert set(Commitment.objects.values_list("member", "witness")) == {(acme.rob.pk, acme.lea.pk)}


def test_what_the_leader_takes_on_is_the_leaders_promise(acme, enter, talk):
    sent = {
        "who": "leader",
        "leader-text": "Move the meeting",
        "leader-quantity": "1",
        "leader-due_on": "2026-11-20",
    }
    enter(acme.lea).post(f"/o/acme/one-on-ones/{talk.pk}/commit/", sent)
    with acme.scope():
        one = Commitment.objects.get()
    assert (one.member_id, one.witness_id) == (acme.lea.pk, acme.rob.pk)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_more_is_refused_at_the_field_and_kept(acme, enter, talk, headers):
    sent = {**PROMISE, "rep-text": "More referrals", "rep-quantity": "More"}
    answer = enter(acme.rob).post(f"/o/acme/one-on-ones/{talk.pk}/commit/", sent, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“More” cannot be kept or missed." in page
    assert 'value="More referrals"' in page


def test_a_promise_is_decided_where_it_stands(acme, enter, talk, promise):
    browser = enter(acme.lea)
    path = f"/o/acme/commitments/{promise.pk}/decide/"
    back = browser.post(path, {"state": "kept", "back": talk.pk})
    assert back.url == f"/o/acme/one-on-ones/{talk.pk}/"
    row = browser.post(path, {"state": "open"}, headers=HTMX).content.decode()
    assert row.lstrip().startswith(f'<li class="promise" id="commitment-{promise.pk}">')
    assert browser.post(path, {"state": "missed"}).url == "/o/acme/commitments/"


def test_a_fragment_is_what_its_page_shows(acme, enter, talk, promise):
    browser = enter(acme.rob)
    part = browser.post(
        f"/o/acme/commitments/{promise.pk}/decide/", {"state": "kept", "back": talk.pk}, headers=HTMX
    )
    from tests.flat import squeeze

    assert squeeze(part.content.decode()) in squeeze(
        browser.get(f"/o/acme/one-on-ones/{talk.pk}/").content.decode()
    )


def test_carrying_twice_on_the_page_leads_to_settling(acme, enter, promise):
    browser, key = enter(acme.rob), f"c{promise.pk}"
    path = f"/o/acme/commitments/{promise.pk}"
    assert browser.post(f"{path}/carry/", {f"{key}-carry-due_on": "2026-11-23"}).status_code == 302
    row = browser.post(f"{path}/carry/", {}, headers=HTMX).content.decode()
    assert "counts as missed" in row
    sent = {f"{key}-settle-decision": "drop", f"{key}-settle-reason": ""}
    refused = browser.post(f"{path}/settle/", sent)
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    sent[f"{key}-settle-reason"] = "The firm closed"
    assert browser.post(f"{path}/settle/", sent).status_code == 302
    assert "The firm closed" in browser.get("/o/acme/commitments/").content.decode()


def test_dropping_takes_a_reason(acme, enter, promise):
    browser, path = enter(acme.rob), f"/o/acme/commitments/{promise.pk}/drop/"
    assert browser.post(path, {}).status_code == 422
    assert browser.post(path, {f"c{promise.pk}-drop-reason": "Trade fair"}).status_code == 302


def test_a_promise_is_decided_by_the_two_of_it_alone(acme, enter, promise):
    path = f"/o/acme/commitments/{promise.pk}/"
    assert enter(acme.ada).get(path).status_code == 200
    assert enter(acme.ada).post(f"{path}decide/", {"state": "kept"}).status_code == 403
    assert enter(acme.rita).post(f"{path}decide/", {"state": "kept"}).status_code == 404


def test_a_rep_promises_something_alone(acme, enter):
    sent = {"mine-text": "Ask for referrals", "mine-quantity": "2", "mine-due_on": "2026-11-20"}
    browser = enter(acme.rob)
    assert browser.post("/o/acme/commitments/", sent).status_code == 302
    assert "Ask for referrals" in browser.get("/o/acme/commitments/").content.decode()
    assert browser.post("/o/acme/commitments/", {}).status_code == 422


def add_talks_and_promises(acme):
    hours = iter(range(1, 100))

    def add(number):
        with acme.scope():
            for _ in range(number):
                for held in (False, True):
                    talk = services.plan_one_on_one(
                        leader=acme.lea, rep=acme.rob, planned_at=NOW - timedelta(hours=next(hours)), by=acme.lea,
                        now=NOW - timedelta(days=9),
                    )  # fmt: skip
                    if held:
                        services.hold_one_on_one(one_on_one=talk, by=acme.lea, now=NOW)
                for member, witness in ((acme.lea, acme.rob), (acme.rob, acme.lea)):
                    services.make_commitment(
                        member=member, witness=witness, one_on_one=talk, text="Call", quantity=1, due_on=FRIDAY,
                        by=acme.lea, now=NOW,
                    )  # fmt: skip

    return add


@pytest.mark.parametrize("path", ["one-on-ones/", "commitments/"])
def test_lists_cost_the_same_for_seven_rows_as_for_two(acme, enter, path):
    assert_flat(enter(acme.lea), f"/o/acme/{path}", add_talks_and_promises(acme))


def test_the_agenda_costs_the_same_for_seven_rows_as_for_two(acme, enter, talk):
    assert_flat(enter(acme.lea), f"/o/acme/one-on-ones/{talk.pk}/", add_talks_and_promises(acme))


@pytest.mark.parametrize("path", ["one-on-ones/", "commitments/"])
def test_the_api_costs_the_same_for_seven_rows_as_for_two(acme, bearer, path):
    assert_flat(bearer(acme.lea), f"/api/v1/o/acme/{path}", add_talks_and_promises(acme))
