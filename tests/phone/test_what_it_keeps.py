"""What a phone keeps: asked for in one call, the same number of queries for any number of rows."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import DeviceKey, FollowUp, Outcome
from activities.services import log_activity
from crm.models import Account, Contact
from goals.models import Goal, TargetStep
from metrics.models import Metric
from organizations.models import Event
from tests.cast import MONDAY, NOW, TODAY

HERE = "/api/v1/o/acme/phone/"


@pytest.fixture
def inside(acme):
    with acme.scope():
        yield acme


def contacts(acme, count, owner=None, **values):
    owner = owner or acme.rob
    return [
        Contact.objects.create(name=f"Contact {n}", owner=owner, phone=f"+44 20 7946 {n:04}", created_at=NOW, **values)
        for n in range(count)
    ]  # fmt: skip


def call(acme, key="no_answer", member=None, **values):
    outcome = Outcome.objects.select_related("type").get(type__key="call", key=key)
    member = member or acme.rob
    values = {"occurred_at": NOW, "now": NOW} | values
    return log_activity(member=member, type=outcome.type, outcome=outcome, by=member, **values)


def test_types_come_with_their_outcomes_and_what_is_asked_then(inside, enter):
    types = enter(inside.rob).get(HERE).json()["types"]
    assert types[0]["key"] == "call"
    later = next(one for one in types[0]["outcomes"] if one["key"] == "call_later")
    assert (later["needs_date"], later["question"]) == (True, "When do you call back?")


def test_people_are_the_recent_ones_then_ones_own_and_nobody_elses(inside, enter):
    mine = contacts(inside, 3)
    contacts(inside, 2, owner=inside.rita, title="Rita's")
    call(inside, contact=mine[2])
    call(inside, prospect="Tom Healy")
    people = enter(inside.rob).get(HERE).json()["people"]
    assert [one["name"] for one in people] == ["Tom Healy", "Contact 2", "Contact 0", "Contact 1"]
    assert people[0]["who"] == {"prospect": "Tom Healy"}
    assert (people[1]["who"], people[1]["why"]) == ({"contact": mine[2].pk}, "No answer")
    assert people[1]["phone"] == "+44 20 7946 0002"


def test_there_are_never_more_than_two_hundred_people(inside, enter):
    contacts(inside, 230)
    assert len(enter(inside.rob).get(HERE).json()["people"]) == 200


def test_who_asked_to_be_left_alone_is_marked(inside, enter):
    contacts(inside, 1, do_not_contact=True)
    assert [one["blocked"] for one in enter(inside.rob).get(HERE).json()["people"]] == [True]


def test_the_list_and_the_number_are_those_of_today(inside, enter):
    goal = Goal.objects.create(
        member=inside.rob, metric=Metric.objects.get(key="attempts"), starts_on=MONDAY, created_at=NOW
    )
    TargetStep.objects.create(goal=goal, from_on=MONDAY, value=50, created_at=NOW)
    (marta,) = contacts(inside, 1)
    FollowUp.objects.create(member=inside.rob, contact=marta, due_on=TODAY, reason="Offer", created_at=NOW)
    call(inside, prospect="Tom Healy")
    client = enter(inside.rob)
    state, page = client.get(HERE).json(), client.get("/o/acme/today/").content.decode()
    assert state["verdict"] in page
    assert f"{state['numbers']['done']}<span" in page
    assert state["numbers"]["arithmetic"] in page
    item = next(one for one in state["items"] if one["title"] == "Contact 0")
    assert item["why"] in page
    assert item["who"] == {"contact": marta.pk}


def test_days_for_a_follow_up_are_those_that_the_page_offers_today_and_on_later_days(inside, enter):
    days = enter(inside.rob).get(HERE).json()["days"]
    assert [one["label"] for one in days["2026-11-18"]] == ["Thu 19", "Mon 23", "Wed 25"]
    assert len(days) == 21
    assert all(date.fromisoformat(one["day"]).weekday() < 5 for some in days.values() for one in some)


def test_what_comes_due_while_the_phone_is_away_is_kept(inside, enter):
    (marta,) = contacts(inside, 1)
    for ahead in (0, 5, 40):
        FollowUp.objects.create(
            member=inside.rob, contact=marta, due_on=TODAY + timedelta(days=ahead), created_at=NOW
        )
    FollowUp.objects.create(member=inside.rita, prospect="Rita's", due_on=TODAY, created_at=NOW)
    due = enter(inside.rob).get(HERE).json()["due"]
    assert [(one["name"], one["due_on"]) for one in due] == [
        ("Contact 0", "2026-11-18"), ("Contact 0", "2026-11-23"),
    ]  # fmt: skip


def test_what_is_there_already_is_not_sent_again(inside, enter, clock):
    client = enter(inside.rob)
    first = client.get(HERE)
    clock.shift(timedelta(seconds=30))
    again = client.get(HERE, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Server-Now"] > first["Server-Now"]
    call(inside, prospect="Tom Healy")
    assert client.get(HERE, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_nothing_of_it_may_be_kept_on_the_way(inside, enter):
    assert enter(inside.rob).get(HERE)["Cache-Control"] == "private, no-store"


def test_it_costs_as_many_queries_for_many_as_for_few(inside, enter):
    client = enter(inside.rob)

    def fill(count, name):
        account = Account.objects.create(name=name, owner=inside.rob, created_at=NOW)
        for contact in contacts(inside, count, account=account):
            call(inside, contact=contact)
            FollowUp.objects.create(member=inside.rob, contact=contact, due_on=TODAY, created_at=NOW)

    fill(2, "Few")
    with CaptureQueriesContext(connection) as few:
        client.get(HERE)
    fill(9, "Many")
    with CaptureQueriesContext(connection) as many:
        client.get(HERE)
    assert len(many) <= len(few) <= 40


def test_it_is_small_enough_for_a_bad_line(inside, enter):
    account = Account.objects.create(name="Kestrel Foods International", owner=inside.rob, created_at=NOW)
    contacts(inside, 200, account=account, title="Head of purchasing")
    assert len(enter(inside.rob).get(HERE).content) < 60_000


def test_the_key_is_made_once_and_is_ones_own(inside, enter):
    rob, rita = enter(inside.rob), enter(inside.rita)
    first = rob.post(HERE + "key/").json()["key"]
    assert rob.post(HERE + "key/").json()["key"] == first
    assert rita.post(HERE + "key/").json()["key"] != first
    assert DeviceKey.objects.count() == 2
    assert first not in json.dumps(list(Event.objects.values_list("data", flat=True)))
