"""Rights that end while entries wait on a phone: nothing is taken for them, and nothing is lost or doubled after."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from activities.models import Activity
from organizations.models import Membership
from tests.cast import NOW

HERE = "/api/v1/o/acme/activities/batch/"
JSON = "application/json"


@pytest.fixture
def waiting():
    return [
        {
            "client_id": str(uuid.uuid4()), "type": "call", "outcome": "no_answer", "prospect": f"Prospect {number}",
            "occurred_at": (NOW - timedelta(minutes=30 - number)).isoformat(),
        }
        for number in range(3)
    ]  # fmt: skip


def send(client, entries):
    return client.post(HERE, {"entries": entries}, JSON)


def statuses(answer):
    return [one["status"] for one in answer.json()["results"]]


def change_password(member):
    member.user.set_password("quite another river, and longer")
    member.user.save()


def close_account(member):
    member.user.is_active = False
    member.user.save()


def end_sessions(member):
    Session.objects.all().delete()


@pytest.mark.parametrize("end", [change_password, close_account, end_sessions])
def test_a_session_that_was_ended_means_wait(inside, enter, waiting, end):
    client = enter(inside.rob)
    end(inside.rob)
    answer = send(client, waiting)
    assert (answer.status_code, answer["Content-Type"]) == (401, JSON)
    assert not Activity.objects.exists()


def test_what_waited_is_taken_once_the_person_is_back(inside, enter, waiting):
    client = enter(inside.rob)
    end_sessions(inside.rob)
    assert send(client, waiting).status_code == 401
    again = enter(inside.rob)
    assert statuses(send(again, waiting)) == [201, 201, 201]
    assert statuses(send(again, waiting)) == [200, 200, 200]


@pytest.mark.parametrize("door", ["session", "token"])
def test_who_was_removed_gets_nothing_in_until_they_are_let_back(inside, enter, bearer, waiting, door):
    client: Client = enter(inside.rob) if door == "session" else bearer(inside.rob)
    Membership.objects.filter(pk=inside.rob.pk).update(deactivated_at=NOW)
    assert send(client, waiting).status_code in (401, 403, 404)
    assert not Activity.objects.exists()
    Membership.objects.filter(pk=inside.rob.pk).update(deactivated_at=None)
    assert statuses(send(client, waiting)) == [201, 201, 201]
