"""The log over the API."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import Activity
from tests.cast import NOW, TODAY

HERE = "/api/v1/o/acme/activities/"
JSON = "application/json"


def send(client, **values):
    return client.post(HERE, {"type": "call", "outcome": "no_answer", "prospect": "Tom Healy"} | values, JSON)


def test_a_call_is_logged_for_the_caller(inside, bearer):
    answer = send(bearer(inside.rob), note="  two spaces stay")
    assert answer.status_code == 201
    said = answer.json()
    assert (said["member"], said["team"], said["type"], said["outcome"]) == (
        inside.rob.pk, inside.north.pk, "call", "no_answer",
    )  # fmt: skip
    assert (said["occurred_on"], said["evidence"], said["with_whom"]) == ("2026-11-18", "live", "Tom Healy")
    assert said["note"] == "  two spaces stay"


def test_nobody_logs_for_somebody_else(inside, bearer):
    said = send(
        bearer(inside.rob), member=inside.rita.pk, team=inside.south.pk, occurred_on="2020-01-01"
    ).json()
    assert (said["member"], said["team"], said["occurred_on"]) == (
        inside.rob.pk,
        inside.north.pk,
        "2026-11-18",
    )


def test_the_same_client_id_is_200_and_another_content_422(inside, bearer):
    client, mark = bearer(inside.rob), str(uuid.uuid4())
    first, again = send(client, client_id=mark), send(client, client_id=mark)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = send(client, client_id=mark, outcome="busy")
    assert other.status_code == 422
    assert "No answer, Tom Healy" in other.json()["client_id"][0]


def test_the_client_id_of_someone_else_reveals_nothing(inside, bearer):
    mark = str(uuid.uuid4())
    hers = send(bearer(inside.rita), client_id=mark).json()
    his = send(bearer(inside.rob), client_id=mark, outcome="busy")
    assert his.status_code == 201
    assert his.json()["id"] != hers["id"]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"type": "nothing"}, "outcome"), ({"outcome": "held"}, "outcome"), ({"contact": 999}, "contact"),
        ({"outcome": None}, "outcome"), ({"occurred_at": "2026-11-18T11:00:00Z"}, "occurred_at"),
        ({"occurred_at": "yesterday"}, "occurred_at"), ({"client_id": "x"}, "client_id"),
        ({"prospect": ""}, "prospect"),
        ({"outcome": "call_later"}, "follow_up_on"), ({"note": "a\0b"}, "note"), ({"note": "x" * 10_001}, "note"),
        ({"contact": 2**70}, "contact"), ({"seconds": -1}, "seconds"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(inside, bearer, sent, field):
    answer = send(bearer(inside.rob), **sent)
    assert answer.status_code == 422
    assert field in answer.json()


def test_a_list_instead_of_an_object_is_refused(inside, bearer):
    assert bearer(inside.rob).post(HERE, [1], JSON).status_code == 400


def used(client):
    """A client whose token was just used: its last use is written at most once in ten minutes."""
    client.get(HERE)
    return client


def test_logging_costs_at_most_eight_queries(inside, bearer, marta):
    client = used(bearer(inside.rob))
    with CaptureQueriesContext(connection) as spent:
        assert send(client, contact=marta.pk, prospect="").status_code == 201
    inner = [query for query in spent if "SAVEPOINT" not in query["sql"]]
    assert len(inner) <= 8, [query["sql"] for query in inner]


def test_the_list_shows_own_and_led_and_is_as_cheap_for_fifty(inside, bearer, log, marta):
    log(member=inside.rob, contact=marta)
    log(member=inside.sol)
    client = used(bearer(inside.lea))
    with CaptureQueriesContext(connection) as few:
        assert client.get(HERE).json()["count"] == 1
    for _ in range(50):
        log(member=inside.rita, contact=marta)
    with CaptureQueriesContext(connection) as many:
        page = client.get(HERE).json()
    assert (page["count"], len(page["results"])) == (51, 50)
    inner = [query for query in many if "SAVEPOINT" not in query["sql"] and "set_config" not in query["sql"]]
    assert len(inner) <= 5, [query["sql"] for query in inner]
    assert len(many) == len(few)


def test_the_answer_to_logging_is_the_entry_as_it_is_read(inside, bearer, marta):
    client = bearer(inside.rob)
    for more in ({}, {"contact": marta.pk, "occurred_at": "2026-11-18T11:10:30.123456+01:00"}):
        said = send(client, **more).json()
        assert said == client.get(f"{HERE}{said['id']}/").json()


def test_a_row_of_the_list_is_the_entry_as_it_is_read_by_itself(inside, bearer, log, marta):
    client = bearer(inside.rob)
    log(contact=marta, note="Call", seconds=90)
    log(prospect="Tom Healy", client_id=uuid.uuid4())
    listed = client.get(HERE).json()["results"]
    assert len(listed) == 2
    assert listed == [client.get(f"{HERE}{row['id']}/").json() for row in listed]


def test_the_list_is_filtered_by_days_member_and_type(inside, bearer, log):
    log(prospect="a")
    log(prospect="b", at=NOW - timedelta(days=2))
    log("held", "meeting", prospect="c", member=inside.rita)
    client = bearer(inside.lea)

    def found(**asked):
        return [row["prospect"] for row in client.get(HERE, asked).json()["results"]]

    assert found() == ["c", "a", "b"]
    assert found(**{"from": TODAY}) == ["c", "a"]
    assert found(to=TODAY - timedelta(days=1)) == ["b"]
    assert found(member=inside.rita.pk) == found(type="meeting") == ["c"]
    assert client.get(HERE, {"from": "soon"}).status_code == 400


def test_one_entry_is_read_changed_and_taken_out_by_its_member(inside, bearer, log):
    entry, _ = log(prospect="Tom")
    here, client = f"{HERE}{entry.pk}/", bearer(inside.rob)
    assert client.get(here).json()["prospect"] == "Tom"
    changed = client.patch(here, {"outcome": "busy", "note": "later"}, JSON).json()
    assert (changed["outcome"], changed["note"], changed["member"]) == ("busy", "later", inside.rob.pk)
    assert client.patch(here, {"outcome": "held"}, JSON).status_code == 422
    assert client.delete(here).status_code == 204
    assert client.get(here).status_code == 404
    assert not Activity.objects.kept().exists()


def test_a_leader_reads_but_does_not_change_and_others_do_not_find_it(inside, bearer, log):
    entry, _ = log()
    here = f"{HERE}{entry.pk}/"
    assert bearer(inside.lea).get(here).status_code == 200
    assert bearer(inside.lea).patch(here, {"note": "x"}, JSON).status_code == 403
    assert bearer(inside.lea).delete(here).status_code == 403
    assert bearer(inside.sol).get(here).status_code == 404
    assert bearer(inside.ada).patch(here, {"note": "x"}, JSON).status_code == 200


def test_types_come_with_their_outcomes_in_two_queries(inside, bearer):
    client = bearer(inside.rob)
    with CaptureQueriesContext(connection) as spent:
        types = client.get(HERE + "types/").json()
    assert types[0]["key"] == "call"
    assert types[0]["outcomes"][0]["key"] == "no_answer"
    asked = [query for query in spent if "activities_" in query["sql"]]
    assert len(asked) == 2
