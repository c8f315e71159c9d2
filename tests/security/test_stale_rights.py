"""What ends a person's rights ends them at once at every door: page, token, calendar, push and the phone's queue."""

import uuid

from django.test import Client

from activities.models import Activity
from activities.tasks import push_reminder
from organizations.services import change_roles, deactivate_member, name_leader
from tests.activities.test_reminders import Browser, push_service, reminder, subscribe  # noqa: F401
from tests.cast import NOW

BATCH = "/api/v1/o/acme/activities/batch/"


def entries() -> dict:
    one = {
        "client_id": str(uuid.uuid4()), "type": "call", "outcome": "no_answer", "prospect": "Tom Healy",
        "occurred_at": NOW.isoformat(),
    }  # fmt: skip
    return {"entries": [one]}


def doors(acme, enter, bearer, member) -> tuple[Client, Client, str]:
    page = enter(member)
    calendar = page.post("/o/acme/calendars/feed/").context["address"].split("8000")[-1]
    assert Client().get(calendar).status_code == 200
    return page, bearer(member), calendar


def logged(acme) -> int:
    with acme.scope():
        return Activity.objects.count()


def test_who_is_deactivated_finds_every_door_shut_and_the_phone_keeps_its_entries(
    acme,
    enter,
    bearer,
    push_service,  # noqa: F811
):
    page, token, calendar = doors(acme, enter, bearer, acme.rob)
    address, got, _ = push_service
    assert subscribe(page, Browser(address)).status_code == 201
    waiting, before = entries(), logged(acme)
    with acme.scope():
        deactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
    assert page.get("/o/acme/today/").status_code in (302, 404)
    assert token.get("/api/v1/o/acme/activities/").status_code == 401
    assert Client().get(calendar).status_code == 404
    push_reminder(organization_id=acme.organization.pk, reminder_id=reminder(acme).pk)
    assert got == []
    for client in (page, token):  # a whole call that is refused: the phone keeps what it sent
        answer = client.post(BATCH, waiting, "application/json")
        assert answer.status_code in (401, 403, 404)
        assert answer.json()["detail"]
    assert logged(acme) == before


def test_a_role_that_is_taken_away_closes_what_it_opened_and_nothing_else(acme, enter, bearer):
    with acme.scope():
        change_roles(membership=acme.rob, is_admin=True, is_rep=True, by=acme.ada, now=NOW)
    page, token, calendar = doors(acme, enter, bearer, acme.rob)
    assert page.get("/o/acme/invitations/").status_code == 200
    assert token.get("/api/v1/o/acme/audit/").status_code == 200
    with acme.scope():
        change_roles(membership=acme.rob, is_admin=False, is_rep=True, by=acme.ada, now=NOW)
    assert page.get("/o/acme/invitations/").status_code == 403
    assert token.get("/api/v1/o/acme/audit/").status_code == 403
    assert page.get("/o/acme/today/").status_code == 200
    assert Client().get(calendar).status_code == 200
    answer = token.post(BATCH, entries(), "application/json")
    assert [one["status"] for one in answer.json()["results"]] == [201]


def test_who_leads_no_more_sees_the_team_no_more_and_keeps_their_own(acme, enter, bearer):
    page, token, calendar = doors(acme, enter, bearer, acme.lea)
    bearer(acme.rob).post(BATCH, entries(), "application/json")
    assert page.get("/o/acme/team/").status_code == 200
    assert "Tom Healy" in token.get("/api/v1/o/acme/activities/").content.decode()
    with acme.scope():
        name_leader(team=acme.north, leader=None, by=acme.ada, now=NOW)
    assert page.get("/o/acme/team/").status_code == 403
    assert "Tom Healy" not in token.get("/api/v1/o/acme/activities/").content.decode()
    assert Client().get(calendar).status_code == 200
    answer = token.post(BATCH, entries(), "application/json")
    assert [one["status"] for one in answer.json()["results"]] == [201]
