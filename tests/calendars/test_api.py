"""The API of the working calendar: the same rules as its pages, exact figures, nothing that can be set beside them."""

import json
from datetime import date, timedelta
from fractions import Fraction

import pytest

from organizations.models import Membership, Organization, OwnDay, RampStep, Schedule, TimeOff
from organizations.services import ask_time_off, save_ramp_template, set_ramp, take_time_off
from tests.cast import MONDAY, NOW

DAY = timedelta(days=1)
WEDNESDAY = MONDAY + 9 * DAY
API = "/api/v1/o/acme/"


def call(client, method, path, data=None):
    answer = getattr(client, method)(API + path, data or {}, content_type="application/json")
    return answer.status_code, json.loads(answer.content) if answer.content else None


def get(client, path):
    answer = client.get(API + path)
    return answer.status_code, json.loads(answer.content)


def test_a_rep_asks_and_a_leader_answers(acme, bearer):
    rob, lea = bearer(acme.rob), bearer(acme.lea)
    status, made = call(
        rob, "post", "time-off/", {"starts_on": "2026-11-25", "part": "morning", "reason": "Dentist"}
    )
    assert (status, made["state"], made["share"], made["last_on"]) == (201, "asked", "0.50", "2026-11-25")
    status, done = call(lea, "post", f"time-off/{made['id']}/approve/", {"answer": "Fine"})
    assert (status, done["state"], done["decided_by"], done["answer"]) == (
        200,
        "approved",
        acme.lea.pk,
        "Fine",
    )
    assert call(lea, "post", f"time-off/{made['id']}/approve/")[0] == 400
    assert call(rob, "post", f"time-off/{made['id']}/withdraw/")[1]["state"] == "withdrawn"
    assert call(rob, "post", f"time-off/{made['id']}/reopen/")[1]["state"] == "approved"


def test_a_no_needs_a_reason_and_nobody_answers_their_own(acme, bearer):
    rob, lea = bearer(acme.rob), bearer(acme.lea)
    _, made = call(rob, "post", "time-off/", {"starts_on": "2026-11-25"})
    status, said = call(lea, "post", f"time-off/{made['id']}/decline/")
    assert (status, list(said)) == (400, ["answer"])
    assert call(rob, "post", f"time-off/{made['id']}/approve/")[0] == 403
    assert call(bearer(acme.rita), "post", f"time-off/{made['id']}/approve/")[0] == 404


def test_what_is_not_asked_for_can_not_be_set(acme, bearer):
    sent = {
        "starts_on": "2026-11-25", "state": "approved", "decided_by": acme.rob.pk, "id": 7, "organization": 99,
        "membership": acme.rita.pk, "created_at": "2020-01-01T00:00:00Z",
    }  # fmt: skip
    status, made = call(bearer(acme.rob), "post", "time-off/", sent)
    assert (status, made["state"], made["member"], made["decided_by"]) == (201, "asked", acme.rob.pk, None)


def test_who_leads_enters_for_others_and_a_rep_does_not_find_them(acme, bearer):
    status, made = call(
        bearer(acme.lea), "post", "time-off/", {"member": acme.rob.pk, "starts_on": "2026-11-25"}
    )
    assert (status, made["state"]) == (201, "approved")
    assert (
        call(bearer(acme.rob), "post", "time-off/", {"member": acme.rita.pk, "starts_on": "2026-11-25"})[0]
        == 404
    )


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"starts_on": "yesterday"},
        {"starts_on": "2026-11-25", "last_on": "2026-11-20"},
        {"starts_on": "2026-11-25", "last_on": "9999-12-31"},
        {"starts_on": "2026-11-25", "share": "0"},
        {"starts_on": "2026-11-25", "share": "1.5"},
        {"starts_on": "2026-11-25", "part": "evening"},
        {"starts_on": "2026-11-25", "reason": "x" * 201},
        {"starts_on": "2026-11-25", "member": 10**30},
        {"starts_on": ["2026-11-25"]},
    ],
)
def test_a_request_that_makes_no_sense_is_refused(acme, bearer, sent):
    assert call(bearer(acme.rob), "post", "time-off/", sent)[0] == 400


def test_the_list_is_filtered_and_holds_what_one_sees(acme, bearer):
    with acme.scope():
        for one in (acme.rob, acme.rita, acme.sol):
            ask_time_off(membership=one, starts_on=WEDNESDAY, ends_on=WEDNESDAY + DAY, by=one, now=NOW)
        take_time_off(membership=acme.rob, starts_on=MONDAY, ends_on=MONDAY + DAY, by=acme.lea, now=NOW)
    lea = bearer(acme.lea)
    assert get(lea, "time-off/")[1]["count"] == 3
    assert get(lea, "time-off/?state=asked")[1]["count"] == 2
    assert get(lea, f"time-off/?member={acme.rob.pk}&from=2026-11-17")[1]["count"] == 1
    assert get(lea, "time-off/?to=2026-11-16")[1]["count"] == 1
    assert get(lea, f"time-off/?member={acme.sol.pk}")[0] == 404
    assert get(lea, "time-off/?state=nonsense")[0] == 400
    assert get(bearer(acme.rob), "time-off/")[1]["count"] == 2


def test_the_days_of_a_person_add_up_with_their_reasons(acme, bearer):
    Organization.objects.filter(pk=acme.organization.pk).update(country="US")
    with acme.scope():
        take_time_off(
            membership=acme.rob, starts_on=date(2026, 11, 27), ends_on=date(2026, 11, 28), part="afternoon",
            by=acme.lea, now=NOW,
        )  # fmt: skip
        set_ramp(membership=acme.rob, steps={MONDAY: 1}, by=acme.lea, now=NOW)
    status, found = get(bearer(acme.rob), f"members/{acme.rob.pk}/days/?from=2026-11-23&to=2026-11-29")
    assert (status, found["own"], found["standard"], found["net"]) == (200, "7/2", "5", "4")
    days = {day["on"]: day for day in found["days"]}
    assert days["2026-11-26"]["reason"] == "public holiday: Thanksgiving Day"
    assert days["2026-11-27"]["by_leave"] == "-1/2"
    parts = ("standard", "by_schedule", "by_employment", "by_day_off", "by_leave")
    for day in found["days"]:
        assert sum(Fraction(day[part]) for part in parts) == Fraction(day["own"])
    assert sum(Fraction(day["own"]) for day in found["days"]) == Fraction(found["own"])


@pytest.mark.parametrize(
    "query", ["", "?from=2026-11-23", "?from=2026-11-23&to=2026-11-22", "?from=2020-01-01&to=2026-01-01"]
)
def test_days_need_a_period_that_can_be_shown(acme, bearer, query):
    assert get(bearer(acme.rob), f"members/{acme.rob.pk}/days/{query}")[0] == 400


def test_a_schedule_is_set_shown_and_taken_back(acme, bearer):
    lea, rob = bearer(acme.lea), bearer(acme.rob)
    sent = {"member": acme.rob.pk, "from_on": "2026-11-23", "monday": "1", "tuesday": "0.5"}
    status, made = call(lea, "post", "schedules/", sent)
    assert (status, made["tuesday"], made["sunday"]) == (201, "0.50", "0.00")
    assert get(rob, "schedules/")[1] == [made]
    assert call(rob, "post", "schedules/", sent)[0] == 403
    assert call(rob, "delete", f"schedules/{made['id']}/")[0] == 403
    assert call(lea, "post", "schedules/", sent | {"from_on": "2026-11-09"})[0] == 400
    assert call(lea, "delete", f"schedules/{made['id']}/")[0] == 204
    with acme.scope():
        assert not Schedule.objects.exists()
    assert get(rob, f"schedules/?member={acme.rita.pk}")[0] == 404
    assert get(rob, "schedules/?member=x")[0] == 404


def test_a_ramp_is_replaced_as_a_whole(acme, bearer):
    lea = bearer(acme.lea)
    steps = [{"from_on": "2026-11-23", "share": "0.50"}, {"from_on": "2026-12-23", "share": "1.00"}]
    assert call(lea, "put", f"members/{acme.rob.pk}/ramp/", {"steps": steps}) == (200, steps)
    assert get(bearer(acme.rob), f"members/{acme.rob.pk}/ramp/")[1] == steps
    assert call(lea, "put", f"members/{acme.rob.pk}/ramp/", {"steps": steps[:1] * 2})[0] == 400
    assert call(lea, "put", f"members/{acme.rob.pk}/ramp/", {"steps": []}) == (200, [])
    with acme.scope():
        assert not RampStep.objects.exists()


def test_ramp_templates_are_added_changed_and_retired_by_admins_and_seen_by_all(acme, bearer):
    ada, rob = bearer(acme.ada), bearer(acme.rob)
    status, made = call(ada, "post", "ramp-templates/", {"name": " Slow  start", "shares": [0, 50, 100]})
    assert (status, made["name"], made["every"], made["unit"]) == (201, "Slow start", 1, "months")
    assert made["key"] == f"own-{made['id']}"
    status, found = get(rob, "ramp-templates/")
    assert (found[0]["key"], found[0]["id"], found[-1]) == ("standard", None, made)
    path = f"ramp-templates/{made['id']}/"
    assert call(ada, "patch", path, {"every": 6, "unit": "weeks"})[1] == made | {"every": 6, "unit": "weeks"}
    assert get(rob, path)[1]["shares"] == [0, 50, 100]
    for method in ("patch", "delete"):
        assert call(rob, method, path, {"name": "Mine"})[0] == 403
    assert call(rob, "post", "ramp-templates/", {"name": "Mine", "shares": [0, 100]})[0] == 403
    assert call(ada, "delete", path)[0] == 204
    assert get(ada, path)[0] == 404
    assert len(get(rob, "ramp-templates/")[1]) == len(found) - 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"shares": [0, 100]}, "name"),
        ({"name": "Slow", "shares": [0, 100]}, "detail"),
        ({"name": "Half", "shares": [0, 50]}, "shares"),
        ({"name": "One", "shares": [100]}, "shares"),
        ({"name": "Much", "shares": [0, 101]}, "shares"),
        ({"name": "Text", "shares": "0, 100"}, "shares"),
        ({"name": "Days", "shares": [0, 100], "unit": "days"}, "unit"),
        ({"name": "Never", "shares": [0, 100], "every": 0}, "every"),
    ],
)
def test_a_ramp_template_that_makes_no_sense_is_refused_where_it_is_wrong(acme, bearer, sent, field):
    with acme.scope():
        save_ramp_template(name="Slow", shares=[0, 100], every=1, unit="months", by=acme.ada, now=NOW)
    status, said = call(bearer(acme.ada), "post", "ramp-templates/", sent)
    assert (status, list(said)) == (400, [field])


def test_a_ramp_is_given_from_a_template_and_outlives_it(acme, bearer):
    ada, lea, rob = bearer(acme.ada), bearer(acme.lea), bearer(acme.rob)
    made = call(ada, "post", "ramp-templates/", {"name": "Slow", "shares": [0, 50, 100], "unit": "weeks"})[1]
    path, sent = f"members/{acme.rob.pk}/ramp/", {"template": made["key"], "from_on": "2026-11-23"}
    steps = [
        {"from_on": "2026-11-23", "share": "0.00"},
        {"from_on": "2026-11-30", "share": "0.50"},
        {"from_on": "2026-12-07", "share": "1.00"},
    ]
    assert call(lea, "post", f"{path}give/", sent) == (200, steps)
    assert call(ada, "delete", f"ramp-templates/{made['id']}/")[0] == 204
    assert get(rob, path)[1] == steps
    assert call(lea, "post", f"{path}give/", sent)[0] == 400
    assert call(rob, "post", f"{path}give/", sent)[0] == 403
    assert (
        call(lea, "post", f"{path}give/", sent | {"template": "standard", "from_on": "9999-12-01"})[0] == 400
    )
    assert len(call(lea, "post", f"{path}give/", sent | {"template": "standard"})[1]) == 5


def test_the_ramps_of_a_rival_are_neither_found_nor_given(acme, rival, bearer):
    with rival.scope():
        theirs = save_ramp_template(
            name="Theirs", shares=[0, 100], every=1, unit="months", by=rival.mallory, now=NOW
        )
    ada = bearer(acme.ada)
    assert call(ada, "patch", f"ramp-templates/{theirs.pk}/", {"name": "Ours"})[0] == 404
    sent = {"template": f"own-{theirs.pk}", "from_on": "2026-11-23"}
    assert call(ada, "post", f"members/{acme.rob.pk}/ramp/give/", sent)[0] == 400


def test_own_days_and_the_week_are_changed_by_admins_and_seen_by_all(acme, bearer):
    ada, rob = bearer(acme.ada), bearer(acme.rob)
    status, made = call(
        ada, "post", "own-days/", {"on": "2026-12-24", "name": "Christmas Eve", "share": "0.5"}
    )
    assert (status, made["share"]) == (201, "0.50")
    assert get(rob, "own-days/")[1] == [made]
    assert call(rob, "post", "own-days/", {"on": "2026-12-24", "name": "X"})[0] == 403
    assert call(ada, "post", "own-days/", {"on": "2026-11-18", "name": "X"})[0] == 400
    status, week = call(ada, "put", "standard-week/", {"monday": "1", "sunday": "1"})
    assert (status, week["from_on"], week["friday"]) == (200, "2026-11-23", "0.00")
    assert get(rob, "standard-week/")[1]["friday"] == "1.00"  # it holds from next week
    assert call(ada, "put", "standard-week/", {})[0] == 400
    assert call(ada, "delete", f"own-days/{made['id']}/")[0] == 204
    with acme.scope():
        assert not OwnDay.objects.exists()


def test_holidays_of_a_place_and_year_with_the_organizations_own_days(acme, bearer):
    ada = bearer(acme.ada)
    call(ada, "post", "own-days/", {"on": "2026-12-25", "name": "Shift", "share": "0", "country": "GB"})
    status, found = get(bearer(acme.rob), "holidays/?year=2026&country=GB&subdivision=ENG")
    assert status == 200
    assert {"on": "2026-12-25", "name": "Shift", "share": "0.00", "is_own": True} in found
    assert any(day["name"] == "Good Friday" for day in found)
    assert get(ada, "holidays/?year=2026&country=XX")[0] == 400
    assert get(ada, "holidays/?year=1500")[0] == 400
    assert get(ada, "holidays/?year=2026")[1] == []


def test_a_token_of_who_left_and_a_foreign_id_find_nothing(acme, rival, bearer):
    with rival.scope():
        off = ask_time_off(
            membership=rival.mallory, starts_on=WEDNESDAY, ends_on=WEDNESDAY + DAY, by=rival.mallory, now=NOW
        )
    ada = bearer(acme.ada)
    assert get(ada, f"time-off/{off.pk}/")[0] == 404
    assert call(ada, "post", "time-off/", {"member": rival.mallory.pk, "starts_on": "2026-11-25"})[0] == 404
    rob = bearer(acme.rob)
    with acme.scope():
        Membership.objects.filter(pk=acme.rob.pk).update(deactivated_at=NOW)
    assert get(rob, "time-off/")[0] == 401
    with acme.scope():
        assert not TimeOff.objects.exists()
