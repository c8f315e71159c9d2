"""What comes after a card has closed stands beside it."""

from datetime import UTC, datetime, time, timedelta
from functools import partial

import pytest

from activities.call_log import Reading
from activities.models import Activity, ActivityType, CallLog, Outcome
from activities.services import (
    bring_call_log,
    delete_activity,
    log_activity,
    start_call_log,
    take_call_log_out,
    take_rows,
)
from imports.models import ImportBatch
from imports.registry import importers
from imports.rows import chunks_of
from imports.runs import job_of
from imports.tasks import stop_abandoned
from organizations.models import Event
from scorecards.models import Amendment
from scorecards.services import close_card
from tests.cast import NOW
from tests.scorecards.conftest import MONDAY_AT_SIX, WEEK, log


def log_now(member, at):
    kind = ActivityType.objects.get(key="call")
    outcome = Outcome.objects.get(type=kind, key="no_answer")
    return log_activity(
        member=member, type=kind, outcome=outcome, occurred_at=at, now=NOW, by=member, prospect="Kestrel"
    )[0]


def test_a_late_entry_amends_and_the_card_stays(north):
    log(north.rob, 84)
    card = close_card(member=north.rob, week=WEEK, now=MONDAY_AT_SIX)
    log_now(north.rob, datetime.combine(WEEK.start, time(10), tzinfo=UTC))
    amendment = Amendment.objects.get(card=card)
    assert (amendment.before["actuals"]["attempts"], amendment.after["actuals"]["attempts"]) == ("84", "85")
    assert amendment.before["score"] == card.snapshot["score"] != amendment.after["score"]
    assert amendment.cause == "Late entry for Mon 9 Nov"
    digest = card.digest
    card.refresh_from_db()
    assert card.digest == digest


def test_the_next_amendment_starts_where_the_last_one_ended(north):
    card = close_card(member=north.rob, week=WEEK, now=MONDAY_AT_SIX)
    entry = log_now(north.rob, datetime.combine(WEEK.start, time(10), tzinfo=UTC))
    delete_activity(activity=entry, by=north.rob, now=NOW, reason="Not ours")
    first, second = Amendment.objects.filter(card=card).order_by("pk")
    assert first.after == second.before
    assert second.after == first.before


def test_an_entry_of_the_running_week_amends_nothing(north, django_assert_max_num_queries):
    close_card(member=north.rob, week=WEEK, now=MONDAY_AT_SIX)
    log_now(north.rob, NOW)
    assert not Amendment.objects.exists()


def test_a_change_that_moves_no_figure_amends_nothing(north):
    close_card(member=north.rob, week=WEEK, now=MONDAY_AT_SIX)
    log(north.rob, 1)
    first = Activity.objects.get()
    kind = ActivityType.objects.get(key="research")
    done = Outcome.objects.get(type=kind, key="done")
    log_activity(
        member=north.rob, type=kind, outcome=done, occurred_at=first.occurred_at, now=NOW, by=north.rob
    )
    found = Amendment.objects.all()
    # research earns nothing; what it finds changed is the entry that was put into the table beside the services
    assert [one.after["actuals"]["attempts"] for one in found] == ["1"]


def test_entries_imported_into_a_closed_week_amend_its_cards(north, desk):
    card = close_card(member=north.rob, week=WEEK, now=MONDAY_AT_SIX)
    untouched = close_card(member=north.rita, week=WEEK, now=MONDAY_AT_SIX)
    columns = {"external_id": "id", "owner": "who", "type": {"constant": "call"}, "prospect": "with"}
    columns["outcome"] = {"constant": "no_answer"}
    columns["occurred_at"] = {"column": "at", "format": "%Y-%m-%d %H:%M"}
    mapping = {"source": "dialler", "columns": columns}
    rows = "id,who,with,at\n1,Rob Rep,Kestrel,2026-11-10 09:00\n2,Rob Rep,Juniper,2026-11-11 09:00\n"
    assert desk.bring(rows, "activities", mapping)["created"] == 2
    amendment = Amendment.objects.get(card=card)
    assert amendment.cause == "Entries imported"
    assert amendment.after["actuals"]["attempts"] == "2"
    assert not untouched.amendments.exists()
    desk.bring(rows, "activities", mapping)
    assert Amendment.objects.count() == 1


def calls_of_rob(number):
    """A file of so many calls that Rob made in the closed week, and how it is read."""
    columns = {"external_id": "id", "owner": "who", "type": {"constant": "call"}, "prospect": "with"}
    columns["outcome"] = {"constant": "no_answer"}
    columns["occurred_at"] = {"column": "at", "format": "%Y-%m-%d %H:%M"}
    lines = [f"{n},Rob Rep,P{n},2026-11-10 {8 + n // 60:02}:{n % 60:02}" for n in range(number)]
    return "id,who,with,at\n" + "\n".join(lines) + "\n", {"source": "dialler", "columns": columns}


class Broken(Exception):
    """Whatever ends an import half-way."""


@pytest.mark.parametrize("why", [Broken, KeyboardInterrupt])
def test_an_import_that_stops_half_way_amends_for_what_it_took_and_gone_on_with_for_the_rest(
    north, desk, monkeypatch, why
):
    card = close_card(member=north.rob, week=WEEK, now=MONDAY_AT_SIX)
    rows, mapping = calls_of_rob(700)
    with monkeypatch.context() as broken:
        broken.setitem(importers, "activities", breaking_at_the_second_chunk(why))
        with pytest.raises(why):
            desk.bring(rows, "activities", mapping)
    assert ImportBatch.objects.get().state == "stopped"
    amendment = Amendment.objects.get(card=card)
    assert (amendment.cause, amendment.after["actuals"]["attempts"]) == ("Entries imported", "500")
    assert desk.bring(rows, "activities", mapping)["created"] == 700
    found = [one.after["actuals"]["attempts"] for one in Amendment.objects.order_by("pk")]
    assert found == ["500", "700"]
    assert ImportBatch.objects.get().state == "done"
    verbs = Event.objects.filter(verb__startswith="import_").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["import_started", "import_stopped", "import_resumed", "import_ended"]


def breaking_at_the_second_chunk(why):
    class Breaking(importers["activities"]):
        chunks = 0

        def take(self, chunk):
            self.chunks += 1
            if self.chunks == 2:
                raise why
            super().take(chunk)

    return Breaking


def test_an_import_that_was_killed_is_found_and_amends_once(north, desk, clock):
    card = close_card(member=north.rob, week=WEEK, now=MONDAY_AT_SIX)
    rows, mapping = calls_of_rob(3)
    job = job_of(
        organization=north.organization, kind="activities", path=desk.file(rows), mapping_path=desk.mapping(mapping),
        by=None, now=NOW, chunk=2, clock=lambda: NOW,
    )  # fmt: skip
    chunks = chunks_of(job.table, 2)
    batch = job.take(job.begin(), next(chunks))  # and here the process is killed
    sweep = partial(stop_abandoned, organization_id=north.organization.pk)
    clock.shift(timedelta(minutes=4))
    sweep()
    assert ImportBatch.objects.get().state == "running"
    clock.shift(timedelta(minutes=2))
    sweep()
    sweep()
    assert ImportBatch.objects.get().state == "stopped"
    assert [one.after["actuals"]["attempts"] for one in card.amendments.all()] == ["2"]
    job.take(batch, next(chunks))  # it was only slow
    assert ImportBatch.objects.get().state == "running"


def test_a_rehearsal_that_breaks_leaves_nothing(north, desk, monkeypatch):
    rows, mapping = calls_of_rob(700)
    monkeypatch.setitem(importers, "activities", breaking_at_the_second_chunk(Broken))
    with pytest.raises(Broken):
        desk.bring(rows, "activities", mapping, "--dry-run")
    assert not ImportBatch.objects.exists()


def test_a_call_log_amends_once_for_each_step_also_where_it_is_never_gone_on_with(north):
    card = close_card(member=north.rob, week=WEEK, now=MONDAY_AT_SIX)
    rows = "".join(f"2026-11-10 {8 + n // 60:02d}:{n % 60:02d},P{n},No answer\n" for n in range(130))
    found = bring_call_log(
        membership=north.rob, name="dialler", text=f"at,name,outcome\n{rows}", by=north.rob, now=NOW
    )
    no_answer = Outcome.objects.get(type__key="call", key="no_answer").pk
    columns = {name: name for name in ("at", "name", "outcome")}
    reading = Reading(columns, "%Y-%m-%d", "UTC", {"No answer": no_answer}, None)
    start_call_log(call_log=found, reading=reading, by=north.rob, now=NOW)
    assert take_rows(call_log=found, now=NOW)  # there are more, and here it stopped
    amendment = Amendment.objects.get(card=card)
    assert (amendment.cause, amendment.after["actuals"]["attempts"]) == ("Call log brought in", "100")
    take_rows(call_log=found, now=NOW)
    assert CallLog.objects.get().state == CallLog.DONE
    assert take_call_log_out(call_log=found, by=north.rob, now=NOW) == 130
    assert [one.after["actuals"]["attempts"] for one in Amendment.objects.order_by("pk")] == [
        "100",
        "130",
        "0",
    ]
    assert Amendment.objects.latest("pk").cause == "Call log taken out"
