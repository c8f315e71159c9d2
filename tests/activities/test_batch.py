"""Many entries at once, as a phone sends them: each once, in order, whatever becomes of the others."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activities.models import Activity, FollowUp
from crm.models import Contact
from goals.models import Goal, TargetStep
from metrics.models import Metric
from organizations.models import Event, Membership
from scorecards.models import Amendment
from scorecards.services import close_card
from tests import naughty
from tests.cast import MONDAY, NOW

HERE = "/api/v1/o/acme/activities/batch/"
JSON = "application/json"


def row(number=0, **values):
    return {
        "client_id": str(uuid.uuid4()), "type": "call", "outcome": "no_answer", "prospect": f"Prospect {number}",
        "occurred_at": (NOW - timedelta(minutes=90 - number / 100)).isoformat(),
    } | values  # fmt: skip


def send(client, rows, **frame):
    return client.post(HERE, {"entries": rows, "now": NOW.isoformat()} | frame, JSON)


def results(answer):
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def statuses(answer):
    return [one["status"] for one in results(answer)]


def test_many_are_logged_in_their_order(inside, bearer):
    rows = [row(n) for n in range(40)]
    taken = results(send(bearer(inside.rob), rows))
    assert [one["client_id"] for one in taken] == [one["client_id"] for one in rows]
    assert {one["status"] for one in taken} == {201}
    in_order = Activity.objects.order_by("pk")
    assert [entry.prospect for entry in in_order] == [f"Prospect {n}" for n in range(40)]
    assert list(in_order) == list(Activity.objects.order_by("logged_at"))


def test_a_replay_gives_the_same_ids_in_any_order_and_adds_nothing(inside, bearer):
    client, rows = bearer(inside.rob), [row(n) for n in range(20)]
    first = {one["client_id"]: one["id"] for one in results(send(client, rows[:12]))}
    again = results(send(client, list(reversed(rows))))
    assert sorted(one["status"] for one in again) == [200] * 12 + [201] * 8
    assert all(one["id"] == first[one["client_id"]] for one in again if one["status"] == 200)
    assert Activity.objects.count() == 20
    assert statuses(send(client, rows)) == [200] * 20


def test_one_that_is_refused_says_why_and_stops_none_of_the_others(inside, bearer):
    rows = [
        row(), row(outcome="call_later"), row(type="nothing"), row(contact=999), row(prospect=""),
        row(occurred_at="yesterday"), row(occurred_at=(NOW + timedelta(hours=3)).isoformat()), row(client_id="x"),
        "not an entry", row(note="a\0b"), row(note="x" * 10_001), row(),
    ]  # fmt: skip
    taken = results(send(bearer(inside.rob), rows))
    assert [one["status"] for one in taken] == [201, *[422] * 10, 201]
    fields = [sorted(one["reasons"]) for one in taken[1:-1]]
    assert fields == [
        ["follow_up_on"], ["outcome"], ["contact"], ["prospect"], ["occurred_at"], ["occurred_at"], ["client_id"],
        ["non_field_errors"], ["note"], ["note"],
    ]  # fmt: skip
    assert "future" in taken[6]["reasons"]["occurred_at"][0]
    assert Activity.objects.count() == 2


def test_the_same_id_with_other_content_is_refused_and_changes_nothing(inside, bearer):
    client, one = bearer(inside.rob), row()
    (first,) = results(send(client, [one]))
    for other in (
        {"outcome": "busy"},
        {"note": "x"},
        {"occurred_at": (NOW - timedelta(hours=5)).isoformat()},
    ):
        (taken,) = results(send(client, [one | other]))
        assert taken["status"] == 422
        assert "No answer, Prospect 0" in taken["reasons"]["client_id"][0]
        assert taken["id"] == first["id"]  # so that the sender can change it instead
    assert [entry.outcome.key for entry in Activity.objects.select_related("outcome")] == ["no_answer"]


def test_the_same_id_twice_in_one_batch_is_one_entry(inside, bearer):
    one = row()
    assert statuses(send(bearer(inside.rob), [one, one])) == [201, 200]


def test_the_id_of_another_member_reveals_nothing(inside, bearer):
    one = row()
    (hers,) = results(send(bearer(inside.rita), [one]))
    (his,) = results(send(bearer(inside.rob), [one | {"outcome": "busy"}]))
    assert his["status"] == 201
    assert his["id"] != hers["id"]
    assert his["reasons"] == {}


def test_entries_of_another_member_are_never_taken_for_ones_own(inside, enter):
    answer = enter(inside.rita).post(HERE, {"membership": inside.rob.pk, "entries": [row()]}, JSON)
    assert (answer.status_code, answer.json()["code"]) == (409, "other_member")
    assert Activity.objects.count() == 0


def test_an_entry_that_was_undone_stays_undone_when_it_is_sent_again(inside, bearer):
    client, one = bearer(inside.rob), row()
    (taken,) = results(send(client, [one]))
    client.delete(f"/api/v1/o/acme/activities/{taken['id']}/")
    assert statuses(send(client, [one])) == [200]
    assert Activity.objects.kept().count() == 0


def test_a_replay_is_known_when_its_contact_is_out_of_sight_by_now(inside, bearer, marta):
    client, one = bearer(inside.rob), row(contact=marta.pk, prospect="")
    send(client, [one])
    Contact.objects.filter(pk=marta.pk).update(owner=inside.sol, account=None)
    assert statuses(send(client, [one])) == [200]
    assert statuses(send(client, [row(contact=marta.pk)])) == [422]


def test_what_a_form_had_saved_is_known_to_the_phone_that_did_not_hear_the_answer(inside, log, bearer, marta):
    mark = uuid.uuid4()
    entry, _ = log(contact=marta, account=marta.account, client_id=mark, note="one\r\ntwo", prospect="")
    sent = row(
        client_id=str(mark), contact=marta.pk, prospect="", note="one\r\ntwo", occurred_at=NOW.isoformat()
    )
    (taken,) = results(send(bearer(inside.rob), [sent]))
    assert (taken["status"], taken["id"]) == (200, entry.pk)


def test_what_cannot_be_read_is_a_400(inside, bearer):
    client = bearer(inside.rob)
    assert client.post(HERE, "[", JSON).status_code == 400
    for body in ([row()], {"entries": {}}, {"entries": [row(n) for n in range(501)]}, {}):
        assert client.post(HERE, body, JSON).status_code == 400
    assert client.post(HERE, {"entries": [], "now": "soon"}, JSON).status_code == 400
    assert Activity.objects.count() == 0


def test_more_than_can_be_taken_at_once_is_a_413(inside, bearer, settings):
    settings.LARGEST_BATCH = 200
    assert send(bearer(inside.rob), [row(note="x" * 300)]).status_code == 413


@pytest.mark.parametrize("strings", [lambda: naughty.FEW, naughty.big_list], ids=["few", "big list"])
def test_every_naughty_string_is_kept_to_the_byte(inside, bearer, strings):
    notes = strings()
    rows = [row(n, note=note) for n, note in enumerate(notes)]
    client = bearer(inside.rob)
    for start in range(0, len(rows), 500):
        assert set(statuses(send(client, rows[start : start + 500]))) == {201}
    assert list(Activity.objects.order_by("pk").values_list("note", flat=True)) == notes


def test_five_hundred_cost_a_few_statements_each_and_a_replay_next_to_none(inside, bearer, marta):
    client = bearer(inside.rob)
    send(client, [])  # the token's last use is written at most once in ten minutes
    rows = [row(n, contact=marta.pk, prospect="") for n in range(100)]
    with CaptureQueriesContext(connection) as first:
        assert set(statuses(send(client, rows))) == {201}
    with CaptureQueriesContext(connection) as again:
        assert set(statuses(send(client, rows))) == {200}
    assert len(first) <= 2 * 100 + 20
    assert len(again) <= 20


def test_the_days_follow_ups_are_finished_and_planned_in_the_order_of_the_entries(inside, bearer, marta):
    soon = (NOW + timedelta(days=2)).date().isoformat()
    rows = [
        row(1, contact=marta.pk, prospect="", outcome="call_later", follow_up_on=NOW.date().isoformat()),
        row(2, contact=marta.pk, prospect="", outcome="call_later", follow_up_on=soon),
    ]
    assert statuses(send(bearer(inside.rob), rows)) == [201, 201]
    assert [str(one.due_on) for one in FollowUp.objects.open()] == [soon]


# --- Clocks (faults 11)


@pytest.mark.parametrize(
    ("device", "words"),
    [
        (timedelta(days=1), "24 hours ahead"),
        (timedelta(days=-1), "24 hours behind"),
        (timedelta(days=2), "2 days ahead"),
        (timedelta(hours=-2), "2 hours behind"),
        (timedelta(minutes=3), "3 minutes ahead"),
    ],
)
def test_a_clock_that_is_wrong_is_measured_put_right_and_said(inside, bearer, device, words):
    shown = NOW + device
    rows = [
        row(
            occurred_at=(shown - timedelta(minutes=30)).isoformat(),
            noted_at=(shown - timedelta(minutes=30)).isoformat(),
        )
    ]
    answer = send(bearer(inside.rob), rows, now=shown.isoformat())
    assert statuses(answer) == [201]
    assert words in answer.json()["clock"]["words"]
    (entry,) = Activity.objects.all()
    assert entry.occurred_at == NOW - timedelta(minutes=30)
    assert (entry.evidence, str(entry.occurred_on)) == ("live", "2026-11-18")


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_clock_of_another_century_is_put_right_too(inside, bearer, year):
    shown = datetime(year, 1, 1, 0, 20, tzinfo=UTC)
    rows = [row(occurred_at=(shown - timedelta(minutes=15)).isoformat())]
    assert statuses(send(bearer(inside.rob), rows, now=shown.isoformat())) == [201]
    assert Activity.objects.get().occurred_at == NOW - timedelta(minutes=15)


def test_a_clock_that_is_right_is_left_alone(inside, bearer):
    answer = send(bearer(inside.rob), [row()], now=(NOW + timedelta(seconds=40)).isoformat())
    assert answer.json()["clock"] == {"seconds": 0, "words": ""}
    assert Activity.objects.get().occurred_at == NOW - timedelta(minutes=90)


def test_a_clock_that_jumped_after_the_entry_is_put_right_by_what_the_device_saw(inside, bearer):
    """It started in 1970, noted a call, then the network set it right: 56 years forward."""
    then = datetime(1970, 1, 1, 0, 5, tzinfo=UTC)
    moved = round((NOW - timedelta(minutes=10) - then).total_seconds())
    (taken,) = results(send(bearer(inside.rob), [row(occurred_at=then.isoformat(), clock_moved=moved)]))
    assert taken["status"] == 201
    assert Activity.objects.get().occurred_at == NOW - timedelta(minutes=10)


def test_without_that_knowledge_it_is_refused_with_what_to_do(inside, bearer):
    then = datetime(1970, 1, 1, 0, 5, tzinfo=UTC)
    (taken,) = results(send(bearer(inside.rob), [row(occurred_at=then.isoformat())]))
    assert taken["reasons"]["occurred_at"] == ["This is before the year 2000. Check the date."]


def test_a_time_that_no_clock_shows_is_refused(inside, bearer):
    rows = [row(occurred_at="9999-12-31T23:59:59Z")]
    assert statuses(send(bearer(inside.rob), rows, now="1970-01-01T00:00:00Z")) == [422]


def test_a_replay_is_known_although_the_clock_was_set_right_in_between(inside, bearer):
    client, shown = bearer(inside.rob), NOW + timedelta(days=2)
    one = row(occurred_at=(shown - timedelta(minutes=5)).isoformat())
    assert statuses(send(client, [one], now=shown.isoformat())) == [201]
    assert statuses(send(client, [one], now=NOW.isoformat())) == [200]


def test_a_server_whose_clock_was_stepped_takes_nothing_twice(inside, bearer, clock):
    client, rows = bearer(inside.rob), [row(n) for n in range(5)]
    clock.shift(timedelta(hours=2))
    assert set(statuses(send(client, rows))) == {201}
    clock.shift(timedelta(hours=-4))
    assert set(statuses(send(client, rows))) == {200}
    assert Activity.objects.count() == 5


@pytest.mark.parametrize(
    ("zone", "instants", "days"),
    [
        # The hour that comes twice, both passes; then the hour that never is, and midnight on either side.
        ("Europe/Berlin", ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"], ["2026-10-25"] * 2),
        ("Europe/Berlin", ["2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z"], ["2026-03-29"] * 2),
        ("America/New_York", ["2026-11-01T03:59:59Z", "2026-11-02T04:59:59Z"], ["2026-10-31", "2026-11-01"]),
        ("Australia/Lord_Howe", ["2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z"], ["2026-04-05"] * 2),
    ],
)
def test_a_night_on_which_clocks_change_keeps_instants_and_days(inside, bearer, zone, instants, days):
    Membership.objects.filter(pk=inside.rob.pk).update(zone=zone)
    client = bearer(inside.rob)
    for ahead in (timedelta(0), timedelta(days=2)):
        rows = [row(occurred_at=(datetime.fromisoformat(at) + ahead).isoformat()) for at in instants]
        assert statuses(send(client, rows, now=(NOW + ahead).isoformat())) == [201, 201]
    entries = list(Activity.objects.order_by("pk"))
    assert [entry.occurred_at for entry in entries] == [datetime.fromisoformat(at) for at in instants] * 2
    assert [str(entry.occurred_on) for entry in entries] == days * 2


# --- Freshness and closed weeks


def test_an_entry_noted_live_and_sent_later_is_as_fresh_as_it_was_noted(inside, bearer):
    yesterday = NOW - timedelta(days=1)
    rows = [
        row(occurred_at=yesterday.isoformat(), noted_at=(yesterday + timedelta(minutes=3)).isoformat()),
        row(occurred_at=yesterday.isoformat(), noted_at=(yesterday + timedelta(hours=4)).isoformat()),
        row(occurred_at=yesterday.isoformat(), noted_at=NOW.isoformat()),
    ]
    send(bearer(inside.rob), rows)
    entries = list(Activity.objects.order_by("pk"))
    assert [entry.evidence for entry in entries] == ["live", "same_day", "late"]
    assert entries[0].noted_at == yesterday + timedelta(minutes=3)
    assert entries[0].logged_at == NOW


def test_many_that_come_after_the_week_was_closed_amend_its_card_once(inside, bearer):
    last_week = inside.organization.week_of(MONDAY - timedelta(days=7))
    goal = Goal.objects.create(
        member=inside.rob, metric=Metric.objects.get(key="attempts"), starts_on=MONDAY - timedelta(days=28),
        created_at=NOW,
    )  # fmt: skip
    TargetStep.objects.create(goal=goal, from_on=goal.starts_on, value=50, created_at=NOW)
    card = close_card(member=inside.rob, week=last_week, now=NOW)
    then = NOW - timedelta(days=7)
    send(
        bearer(inside.rob),
        [row(n, occurred_at=then.isoformat(), noted_at=then.isoformat()) for n in range(6)],
    )
    assert set(Activity.objects.values_list("evidence", flat=True)) == {"live"}
    assert [one.cause for one in Amendment.objects.filter(card=card)] == ["Entries sent later from a device"]


def test_what_came_in_is_one_line_of_the_trail_with_what_the_clock_was_off_by(inside, bearer):
    send(bearer(inside.rob), [row(n) for n in range(3)], now=(NOW + timedelta(hours=1)).isoformat())
    event = Event.objects.get(verb="activities_received")
    assert (event.data["entries"], event.data["clock_seconds"], event.actor) == (3, -3600, inside.rob)


# --- Who sends


def test_signed_out_is_a_401_in_json_and_nothing_else(inside, client):
    answer = client.post(HERE, {"entries": [row()]}, JSON)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/json"


def test_without_a_fresh_token_of_the_page_it_is_a_403_that_says_so(inside, clock):
    client = Client(enforce_csrf_checks=True)
    client.force_login(inside.rob.user)
    answer = client.post(HERE, {"entries": [row()]}, JSON)
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")


def test_somebody_who_is_no_member_any_more_is_told_so_in_json(inside, enter):
    client = enter(inside.rob)
    Membership.objects.filter(pk=inside.rob.pk).update(deactivated_at=NOW)
    answer = client.post(HERE, {"entries": [row()]}, JSON)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_here")
