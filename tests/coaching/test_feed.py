"""The team feed, and one line of encouragement right there."""

import uuid
from datetime import timedelta

import pytest

from activities.models import Outcome
from activities.services import delete_activity, log_activity
from coaching.models import Encouragement
from tests.cast import NOW
from tests.flat import assert_flat, assert_fragment_is_the_page

FEED = "/o/acme/feed/"


@pytest.fixture
def log(acme):
    def write(member, key="no_answer", at=NOW, prospect="Tom Healy", **more):
        with acme.scope():
            outcome = Outcome.objects.select_related("type").get(type__key="call", key=key)
            entry, _ = log_activity(
                member=member, type=outcome.type, outcome=outcome, occurred_at=at, now=at, by=member,
                prospect=prospect, client_id=uuid.uuid4(), **more,
            )  # fmt: skip
            return entry

    return write


def feed(client, query=""):
    return client.get(FEED + query).content.decode()


def test_a_leader_sees_what_happened_today_by_person_with_the_engines_figures(acme, enter, log):
    log(acme.rob, "no_answer", prospect="Tom Healy", note="Rang twice")
    log(acme.rob, "not_interested", prospect="Ann Orr")
    log(acme.sol, prospect="Of another team")
    page = feed(enter(acme.lea))
    assert "Attempts 2 · Conversations 1" in page
    assert "Tom Healy" in page
    assert "Rang twice" in page
    assert "Of another team" not in page
    assert "Rita Rep" in page  # nothing yet, and said so


def test_yesterday_is_another_day_and_the_future_is_today(acme, enter, log):
    log(acme.rob, at=NOW - timedelta(days=1), prospect="Yesterdays talk")
    lea = enter(acme.lea)
    assert "Yesterdays talk" not in feed(lea)
    assert "Yesterdays talk" in feed(lea, "?day=2026-11-17")
    assert "Wednesday 18 November" in feed(lea, "?day=2031-01-01")
    assert "Wednesday 18 November" in feed(lea, "?day=0001-01-01")
    assert "Wednesday 18 November" in feed(lea, "?day=soon&person=²&team=x")


def test_filters_by_person_team_and_conversations(acme, enter, log):
    log(acme.rob, prospect="Robs call")
    log(acme.sol, "not_interested", prospect="Sols talk")
    ada = enter(acme.ada)
    assert "Sols talk" not in feed(ada, f"?person={acme.rob.pk}")
    assert "Robs call" not in feed(ada, f"?team={acme.south.pk}")
    page = feed(ada, "?show=talks")
    assert "Sols talk" in page
    assert "Robs call" not in page


def test_a_rep_sees_the_own_day_alone(acme, enter, log):
    log(acme.rob, prospect="Robs call")
    log(acme.rita, prospect="Ritas call")
    page = feed(enter(acme.rob))
    assert "Robs call" in page
    assert "Ritas call" not in page
    assert "Encourage" not in page


def test_nothing_is_sent_again_while_nothing_has_changed(acme, enter, log):
    entry = log(acme.rob)
    lea = enter(acme.lea)

    def ask():
        return lea.get(FEED).context["live_query"]

    mark = ask()
    live = {"headers": {"HX-Request": "true"}}
    assert lea.get(f"{FEED}live/?{mark}", **live).status_code == 204
    log(acme.rita, prospect="New one")
    changed = lea.get(f"{FEED}live/?{mark}", **live)
    assert changed.status_code == 200
    assert "New one" in changed.content.decode()
    mark = ask()
    with acme.scope():
        delete_activity(activity=entry, by=acme.rob, now=NOW)
    assert lea.get(f"{FEED}live/?{mark}", **live).status_code == 200


def test_the_live_part_is_what_the_page_shows(acme, enter, log):
    log(acme.rob)
    assert_fragment_is_the_page(enter(acme.lea), f"{FEED}live/", FEED, "feed")


def test_a_line_of_encouragement_reaches_the_person_on_today(acme, enter, log):
    entry = log(acme.rob, "not_interested", prospect="Tom Healy")
    line = {"text": "  Well\nasked, on a  hard call ", "query": ""}
    answer = enter(acme.lea).post(f"{FEED}{entry.pk}/encourage/", line)
    assert answer.status_code == 302
    with acme.scope():
        assert Encouragement.objects.get().text == "Well asked, on a hard call"
    today = enter(acme.rob).get("/o/acme/today/").content.decode()
    assert "Well asked, on a hard call" in today
    assert "Lea Leader" in today
    assert "Well asked" in feed(enter(acme.lea))


def test_it_can_be_taken_back_by_whoever_said_it(acme, enter, log):
    entry = log(acme.rob)
    lea = enter(acme.lea)
    lea.post(f"{FEED}{entry.pk}/encourage/", {"text": "Good"})
    with acme.scope():
        said = Encouragement.objects.get()
    assert enter(acme.rob).post(f"/o/acme/encouragements/{said.pk}/withdraw/").status_code == 403
    assert lea.post(f"/o/acme/encouragements/{said.pk}/withdraw/").status_code == 302
    with acme.scope():
        assert not Encouragement.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 201])
def test_an_empty_or_long_line_is_not_said(acme, enter, log, text):
    entry = log(acme.rob)
    answer = enter(acme.lea).post(f"{FEED}{entry.pk}/encourage/", {"text": text}, follow=True)
    assert "in a line" in answer.content.decode() or "200" in answer.content.decode()
    with acme.scope():
        assert not Encouragement.objects.exists()


def test_the_feed_costs_the_same_for_seven_people_as_for_two(acme, enter, log):
    kinds = iter(range(100))

    def add(count):
        for _n in range(count):
            number = next(kinds)
            log([acme.rob, acme.rita, acme.lea][number % 3], prospect=f"Prospect {number}")

    assert assert_flat(enter(acme.ada), FEED, add) <= 17
