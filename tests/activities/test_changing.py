"""Editing, deleting and bringing back entries, and follow-ups."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from activities.models import Activity, FollowUp
from activities.services import (
    delete_activity,
    edit_activity,
    finish_follow_up,
    plan_follow_up,
    reopen_follow_up,
    restore_activity,
    snooze,
)
from crm.models import Contact
from organizations.models import Event
from organizations.services import place_member
from tests.cast import NOW, TODAY

LATER = NOW + timedelta(hours=1)
TOMORROW = TODAY + timedelta(days=1)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_what_an_entry_was_stays_in_the_trail(inside, log, outcome):
    entry, _ = log(prospect="Tom Healy", note="first")
    edit_activity(activity=entry, outcome=outcome("busy"), note="second", by=inside.rob, now=LATER)
    event = Event.objects.get(verb="activity_edited")
    assert event.data["before"] == {"outcome_id": outcome("no_answer").pk, "note": "first"}
    assert event.data["after"] == {"outcome_id": outcome("busy").pk, "note": "second"}
    assert (fresh(entry).note, fresh(entry).edited_at) == ("second", LATER)


def test_moving_an_entry_moves_its_day_and_team_and_says_both_days(inside, log):
    place_member(membership=inside.rob, team=inside.south, from_on=TODAY, by=inside.ada, now=NOW)
    entry, _ = log()
    edit_activity(activity=entry, occurred_at=NOW - timedelta(days=2), by=inside.rob, now=LATER)
    event = Event.objects.get(verb="activity_edited")
    assert (event.data["occurred_on_before"], event.data["occurred_on"]) == ("2026-11-18", "2026-11-16")
    assert (fresh(entry).team_id, fresh(entry).evidence) == (inside.north.pk, "late")


def test_changing_whom_it_was_with_changes_the_prospect(inside, log, marta):
    entry, _ = log(prospect="Marta")
    edit_activity(activity=entry, contact=marta, by=inside.rob, now=LATER)
    assert (fresh(entry).prospect_key, fresh(entry).account_id) == (f"c{marta.pk}", marta.account_id)


def test_an_edit_that_changes_nothing_leaves_no_trace(inside, log):
    entry, _ = log(note="same")
    edit_activity(activity=entry, note="same", by=inside.rob, now=LATER)
    assert fresh(entry).edited_at is None
    assert not Event.objects.filter(verb="activity_edited").exists()


def test_an_edit_is_refused_what_logging_is_refused(inside, log, outcome):
    entry, _ = log()
    with pytest.raises(ValidationError, match="future"):
        edit_activity(activity=entry, occurred_at=LATER + timedelta(hours=1), by=inside.rob, now=LATER)
    with pytest.raises(ValidationError, match="needs a date"):
        edit_activity(activity=entry, outcome=outcome("call_later"), by=inside.rob, now=LATER)
    assert fresh(entry).outcome == outcome("no_answer")


def test_an_edit_to_an_outcome_with_a_date_plans_the_follow_up_once(inside, log, outcome):
    entry, _ = log(prospect="Tom")
    edit_activity(
        activity=entry, outcome=outcome("call_later"), follow_up_on=TOMORROW, by=inside.rob, now=LATER
    )
    edit_activity(activity=entry, note="still", by=inside.rob, now=LATER)
    later = TOMORROW + timedelta(days=5)
    edit_activity(activity=entry, follow_up_on=later, by=inside.rob, now=LATER)
    assert [f.due_on for f in FollowUp.objects.open()] == [later]


def test_nothing_but_its_content_can_be_edited(inside, log):
    entry, _ = log()
    with pytest.raises(TypeError, match="member"):
        edit_activity(activity=entry, member=inside.rita, by=inside.rob, now=LATER)


def test_a_deleted_entry_is_out_of_the_log_and_can_come_back(inside, log):
    entry, _ = log("call_later", prospect="Tom", follow_up_on=TOMORROW)
    assert delete_activity(activity=entry, by=inside.rob, now=LATER)
    assert not delete_activity(activity=entry, by=inside.rob, now=LATER)
    assert not Activity.objects.kept().exists()
    assert not FollowUp.objects.open().exists()
    with pytest.raises(ValidationError, match="deleted"):
        edit_activity(activity=entry, note="x", by=inside.rob, now=LATER)
    assert restore_activity(activity=entry, by=inside.rob, now=LATER)
    assert not restore_activity(activity=entry, by=inside.rob, now=LATER)
    assert FollowUp.objects.open().count() == 1
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))[-3:]
    assert verbs == ["activity_logged", "activity_deleted", "activity_restored"]


def test_taking_back_a_mistaken_do_not_contact_lifts_the_block(inside, log, marta):
    entry, _ = log("do_not_contact", contact=marta)
    delete_activity(activity=entry, by=inside.rob, now=LATER)
    assert not fresh(marta).do_not_contact
    restore_activity(activity=entry, by=inside.rob, now=LATER)
    assert fresh(marta).do_not_contact


def test_a_block_that_another_entry_asked_for_stays(inside, log, marta):
    entry, _ = log("do_not_contact", contact=marta)
    log("do_not_contact", "email", contact=fresh(marta), inbound=True)
    delete_activity(activity=entry, by=inside.rob, now=LATER)
    assert fresh(marta).do_not_contact


def test_taking_back_a_conversation_tells_the_last_answer_anew(inside, log, marta):
    first = NOW - timedelta(days=3)
    log("not_interested", contact=marta, at=first)
    entry, _ = log("not_interested", contact=fresh(marta))
    delete_activity(activity=entry, by=inside.rob, now=LATER)
    assert fresh(marta).last_two_way_at == fresh(marta.account).last_two_way_at == first
    restore_activity(activity=entry, by=inside.rob, now=LATER)
    assert fresh(marta).last_two_way_at == NOW


def test_taking_back_a_conversation_opens_what_it_had_finished(inside, log, marta):
    FollowUp.objects.create(
        member=inside.rob, contact=marta, due_on=TODAY, created_at=NOW - timedelta(days=2)
    )
    entry, _ = log("not_interested", contact=marta)
    assert not FollowUp.objects.open().exists()
    delete_activity(activity=entry, by=inside.rob, now=LATER)
    assert FollowUp.objects.open().count() == 1


def test_moving_over_the_night_the_clocks_change_keeps_the_local_day(inside, log):
    inside.rob.zone = "Europe/Berlin"
    inside.rob.save(update_fields=["zone"])
    entry, _ = log()
    edit_activity(
        activity=entry, occurred_at=datetime(2026, 10, 25, 22, 59, tzinfo=UTC), by=inside.rob, now=LATER
    )
    assert str(fresh(entry).occurred_on) == "2026-10-25"


# --- follow-ups


def test_a_follow_up_is_planned_moved_finished_and_opened_again(inside, marta):
    planned = plan_follow_up(
        member=inside.rob, contact=marta, due_on=TODAY, reason="Samples", by=inside.rob, now=NOW
    )
    assert (planned.account, planned.reason) == (marta.account, "Samples")
    snooze(follow_up=planned, until=TOMORROW, by=inside.rob, now=NOW)
    assert fresh(planned).due_on == TOMORROW
    assert finish_follow_up(follow_up=planned, by=inside.rob, now=NOW)
    assert not finish_follow_up(follow_up=planned, by=inside.rob, now=NOW)
    with pytest.raises(ValidationError, match="done already"):
        snooze(follow_up=planned, until=TOMORROW, by=inside.rob, now=NOW)
    assert reopen_follow_up(follow_up=planned, by=inside.rob, now=NOW)
    assert not reopen_follow_up(follow_up=planned, by=inside.rob, now=NOW)
    snoozed = Event.objects.get(verb="follow_up_snoozed")
    assert (snoozed.data["before"], snoozed.data["after"]) == (str(TODAY), str(TOMORROW))


def test_a_follow_up_needs_someone_and_a_day_that_is_not_over(inside, marta):
    with pytest.raises(ValidationError, match="who this is with"):
        plan_follow_up(member=inside.rob, due_on=TODAY, by=inside.rob, now=NOW)
    with pytest.raises(ValidationError, match="today or a later day"):
        plan_follow_up(
            member=inside.rob, contact=marta, due_on=TODAY - timedelta(days=1), by=inside.rob, now=NOW
        )


def test_contacts_keep_their_blocks_apart(inside, log, marta):
    other = Contact.objects.create(name="Owen", created_at=NOW)
    log("do_not_contact", contact=marta)
    assert not fresh(other).do_not_contact
