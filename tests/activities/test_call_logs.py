"""Bringing a dialler's call log in: looked at first, written once, and taken out again as a whole."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from activities.call_log import NotACallLog, formats_that_fit, guessed_columns, seconds_of, sheet_of
from activities.models import Activity, CallLog, Outcome
from activities.services import take_rows
from activities.services.types import change_outcome
from activities.tasks import bring_rows
from tests.cast import NOW

PAGE = "/o/acme/log/call-logs/"
EXPORT = """Call Date;Contact Name;Phone Number;Disposition;Duration;Direction
17.11.2026 09:15;Marta Novak;+44 20 7946 0018;No Answer;0:31;outbound
17.11.2026 09:20;Tom Healy;;Not interested;125;outbound
17.11.2026 09:20;Tom Healy;;Not interested;125;outbound
17.11.2026 10:00;Ann Orr;;Weird code;10;outbound
;Nobody;;No Answer;3;outbound
"""


def bring(client, text=EXPORT):
    answer = client.post(PAGE, {"text": text})
    assert answer.status_code == 302, answer.content.decode()[:500]
    return answer["Location"]


def choices(page, **changed):
    chosen = page.context["chosen"]
    data = {f"c-{field}": name for field, name in chosen["columns"].items()} | {"format": chosen["format"]}
    data |= {f"o-{at}": str(pk or "") for at, (_value, pk) in enumerate(chosen["outcomes"])}
    return {"c-at": "", **data, "otherwise": "", **changed}


def go(acme, client, address, **changed):
    answer = client.post(address, choices(client.get(address), go="1", **changed))
    assert answer.status_code == 302
    with acme.scope():
        found = CallLog.objects.latest("pk")
    bring_rows(organization_id=acme.organization.pk, call_log_id=found.pk)
    with acme.scope():
        found.refresh_from_db()
    return found


def test_a_semicolon_export_is_understood_shown_and_written(acme, enter, marta):
    rob = enter(acme.rob)
    address = bring(rob)
    page = rob.get(address)
    assert page.context["good"] == 3
    assert "Talked" not in page.context["chosen"]["wrong"]
    found = go(acme, rob, address)
    assert (found.state, found.created, found.text) == ("done", 3, "")
    with acme.scope():
        entries = list(
            Activity.objects.kept().select_related("contact", "outcome").order_by("occurred_at", "pk")
        )
    assert [one.outcome.key for one in entries] == ["no_answer", "not_interested", "not_interested"]
    assert entries[0].contact == marta
    assert entries[0].occurred_at == datetime(2026, 11, 17, 9, 15, tzinfo=UTC)
    assert [one.seconds for one in entries] == [31, 125, 125]
    assert {one.evidence for one in entries} == {"imported"}
    done = rob.get(address).content.decode()
    assert "Left out: “Weird code”." in done
    assert "is no date as chosen" in done


def test_the_same_export_again_adds_nothing(acme, enter, marta):
    rob = enter(acme.rob)
    go(acme, rob, bring(rob))
    again = go(acme, rob, bring(rob))
    assert (again.created, again.known) == (0, 3)
    with acme.scope():
        assert Activity.objects.count() == 3


def test_calls_that_are_there_cost_one_question_for_all(acme, enter, marta):
    rob = enter(acme.rob)
    first = go(acme, rob, bring(rob))
    again = bring(rob)
    with CaptureQueriesContext(connection) as asked:
        assert go(acme, rob, again).known == first.created
    assert not [one for one in asked if one["sql"].startswith('INSERT INTO "activities_activity"')]
    assert len([one for one in asked if "client_id" in one["sql"].partition("WHERE")[2]]) == 1


def test_it_is_taken_out_as_a_whole(acme, enter, marta):
    rob = enter(acme.rob)
    address = bring(rob)
    go(acme, rob, address)
    assert "3 entries taken out" in rob.post(f"{address}take-out/", follow=True).content.decode()
    with acme.scope():
        assert not Activity.objects.kept().exists()
        assert CallLog.objects.get().state == "taken_out"


def test_a_date_that_may_be_read_two_ways_is_asked_for(acme, enter):
    text = "Date,Name,Outcome\n03/04/2026,Tom Healy,Busy\n05/06/2026,Ann Orr,Busy\n"
    rob = enter(acme.rob)
    address = bring(rob, text)
    page = rob.get(address)
    assert "more than one way" in page.content.decode()
    assert rob.post(address, choices(page, go="1")).status_code == 422
    found = go(acme, rob, address, format="%m/%d/%Y")
    with acme.scope():
        days = [one.occurred_on.isoformat() for one in Activity.objects.order_by("occurred_on")]
    assert (found.created, days) == (2, ["2026-03-04", "2026-05-06"])


def test_rows_without_an_outcome_get_the_one_that_was_chosen(acme, enter):
    rob = enter(acme.rob)
    address = bring(rob, "date\tname\n2026-11-17\tTom Healy\n")
    assert "Say what the outcomes mean" in rob.get(address).content.decode()
    with acme.scope():
        busy = Outcome.objects.get(type__key="call", key="busy")
    assert go(acme, rob, address, otherwise=str(busy.pk)).created == 1


def test_what_was_said_of_columns_and_outcomes_is_remembered_for_the_next_one(acme, enter):
    text = "When;Whom;Disposition;Sekunden\n03/04/2026 10:00;Tom Healy;Aufgelegt;5\n04/04/2026 10:00;Ann Orr;Test;5\n"
    rob = enter(acme.rob)
    with acme.scope():
        refused = Outcome.objects.get(type__key="call", key="gatekeeper_refused")
        busy = Outcome.objects.get(type__key="call", key="busy")
    said = {
        "c-at": "When", "c-name": "Whom", "c-outcome": "Disposition", "format": "%m/%d/%Y", "o-0": str(refused.pk),
        "o-1": "", "otherwise": str(busy.pk),
    }  # fmt: skip
    assert go(acme, rob, bring(rob, text), **said).created == 1
    page = rob.get(bring(rob, text.replace("5\n", "6\n")))
    chosen = page.context["chosen"]
    assert (chosen["columns"]["name"], chosen["format"]) == ("Whom", "%m/%d/%Y")
    assert (chosen["outcomes"], chosen["otherwise"]) == ([("Aufgelegt", refused.pk), ("Test", None)], busy.pk)
    other = rob.get(bring(rob, "date,name,result\n2026-11-17,Tom Healy,Aufgelegt\n"))
    assert other.context["chosen"]["outcomes"] == [("Aufgelegt", refused.pk)]
    assert enter(acme.rita).get(bring(enter(acme.rita), text)).context["chosen"]["outcomes"][0][1] is None


def test_codes_and_the_words_that_an_admin_taught_are_understood(acme, enter):
    with acme.scope():
        busy = Outcome.objects.get(type__key="call", key="busy")
        change_outcome(outcome=busy, also_called="Besetzt", by=acme.ada, now=NOW)
    rob = enter(acme.rob)
    page = rob.get(bring(rob, "date,name,result\n2026-11-17,Tom Healy,besetzt\n2026-11-17,Ann Orr,c8\n"))
    assert [pk for _value, pk in page.context["chosen"]["outcomes"]] == [busy.pk, busy.pk]


def test_calls_to_come_are_left_out_and_said(acme, enter):
    rob = enter(acme.rob)
    found = go(acme, rob, bring(rob, "date,name,outcome\n2026-12-24,Tom Healy,Busy\n"))
    assert found.created == 0
    assert "in the future" in found.refused[0][1]


@pytest.mark.parametrize("text", ["", "one line", "\n\n", "\0\0"])
def test_what_are_no_rows_is_refused_and_kept(acme, enter, text):
    answer = enter(acme.rob).post(PAGE, {"text": text})
    assert answer.status_code == 422
    assert "names of the columns" in answer.content.decode()


def test_a_file_as_windows_writes_it(acme, enter):
    data = "Datum;Name;Outcome\n17.11.2026;Zoë Gruß;Busy\n".encode("cp1252")
    rob = enter(acme.rob)
    address = rob.post(PAGE, {"file": SimpleUploadedFile("anrufe.csv", data)})["Location"]
    go(acme, rob, address)
    with acme.scope():
        assert Activity.objects.get().prospect == "Zoë Gruß"


def test_a_worker_that_was_killed_goes_on_where_it_was(acme, enter, monkeypatch):
    rows = "".join(f"2026-11-17 09:{n % 60:02},P {n},Busy\n" for n in range(250))
    rob = enter(acme.rob)
    address = bring(rob, "date,name,outcome\n" + rows)
    answer = rob.post(address, choices(rob.get(address), go="1"))
    assert answer.status_code == 302
    with acme.scope():
        found = CallLog.objects.get()
        assert take_rows(call_log=found, now=NOW) is True
        found.refresh_from_db()
        assert (found.created, found.last_line) == (100, 101)
    progress = rob.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Row 100 of 250" in progress
    for _turn in range(4):
        bring_rows(organization_id=acme.organization.pk, call_log_id=found.pk)
    with acme.scope():
        assert Activity.objects.count() == 250


def test_a_call_log_is_its_owners_alone(acme, enter):
    address = bring(enter(acme.rob))
    for who in (acme.lea, acme.ada, acme.rita):
        assert enter(who).get(address).status_code == 404


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("125", 125), ("2:05", 125), ("0:02:05", 125), ("2m 5s", 125), ("1h", 3600), ("", None), ("soon", None),
        ("-5", None),
    ],
)  # fmt: skip
def test_durations_as_diallers_write_them(text, expected):
    assert seconds_of(text) == expected


def test_columns_are_guessed_by_their_names():
    sheet = sheet_of("Start Time,To,Caller Name,Disposition,Talk Time\n1,2,3,4,5\n")
    found = guessed_columns(sheet)
    assert found["outcome"] == "Disposition"
    assert found["at"] == "Start Time"
    assert found["duration"] == "Talk Time"


def test_one_way_of_writing_dates_fits_when_a_day_is_beyond_twelve():
    assert formats_that_fit(["03/04/2026 10:00", "25/04/2026 11:00"]) == ["%d/%m/%Y"]


@given(st.text(max_size=400))
def test_whatever_is_pasted_is_rows_or_refused_in_words(text):
    try:
        sheet = sheet_of(text)
    except NotACallLog:
        return
    assert all(len(row) == len(sheet.columns) for row in sheet.rows)
    assert len(set(sheet.columns)) == len(sheet.columns)
