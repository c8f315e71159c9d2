"""Logging: what is stored, what is refused, and what it does to others."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import Activity, ActivityType, FollowUp, Outcome
from activities.seeds import TYPES, seed_types
from activities.services import Conflict, delete_activity, log_activity
from crm.models import Contact
from organizations.models import Event
from organizations.services import place_member
from tests.cast import NOW, TODAY

TOMORROW = TODAY + timedelta(days=1)


def errors_of(call):
    with pytest.raises(ValidationError) as refused:
        call()
    return refused.value.message_dict


def test_a_new_organization_has_types_and_outcomes_once(inside):
    assert ActivityType.objects.count() == len(TYPES)
    before = Outcome.objects.count()
    seed_types(Event())
    assert Outcome.objects.count() == before


def test_the_seeded_flags_are_those_of_the_table(inside, outcome):
    assert not outcome("no_answer").is_conversation
    booked = outcome("meeting_booked")
    assert booked.is_attempt
    assert booked.is_conversation
    assert booked.is_positive
    assert booked.ends_cadence
    assert booked.needs_date
    assert outcome("held", "meeting").type.family == "result"
    assert outcome("talked", "customer_checkin").type.family == "nurture"


def test_every_seeded_icon_is_drawn():
    from salesleader.templatetags.icons import ICONS

    used = {row[4] for row in TYPES} | {outcome[2] for row in TYPES for outcome in row[5]}
    assert used <= set(ICONS)


def test_an_entry_says_who_did_what_when_with_whom_and_in_which_team(inside, log, marta):
    entry, created = log(contact=marta, seconds=240, note="Left at the till")
    entry.refresh_from_db()
    assert created
    assert (entry.member, entry.team, entry.contact, entry.account) == (
        inside.rob,
        inside.north,
        marta,
        marta.account,
    )
    assert (entry.occurred_on, entry.evidence, entry.prospect_key) == (TODAY, "live", f"c{marta.pk}")
    assert entry.with_whom == "Marta Novak"


def test_the_team_is_that_of_the_day_not_of_now(inside, log):
    place_member(membership=inside.rob, team=inside.south, from_on=TODAY, by=inside.ada, now=NOW)
    yesterday, _ = log(at=NOW - timedelta(days=1))
    today, _ = log()
    assert (yesterday.team_id, today.team_id) == (inside.north.pk, inside.south.pk)


def test_someone_in_no_team_logs_without_one(inside, log):
    entry, _ = log(member=inside.ada)
    assert entry.team_id is None


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        ("UTC", datetime(2026, 11, 17, 23, 30, tzinfo=UTC), date(2026, 11, 17)),
        ("Europe/Berlin", datetime(2026, 11, 17, 22, 30, tzinfo=UTC), date(2026, 11, 17)),
        ("Europe/Berlin", datetime(2026, 11, 17, 23, 30, tzinfo=UTC), date(2026, 11, 18)),
        ("Pacific/Apia", datetime(2026, 11, 17, 11, 0, tzinfo=UTC), date(2026, 11, 18)),
        ("America/Los_Angeles", datetime(2026, 11, 18, 7, 30, tzinfo=UTC), date(2026, 11, 17)),
        # The night the clocks go back in Berlin: 02:30 comes twice, both on the 25th; 23:30 UTC before is its start.
        ("Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),
        ("Europe/Berlin", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 25)),
        ("Europe/Berlin", datetime(2026, 10, 24, 21, 59, tzinfo=UTC), date(2026, 10, 24)),
        ("Europe/Berlin", datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        ("Europe/Berlin", datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
        ("America/New_York", datetime(2026, 11, 1, 3, 59, tzinfo=UTC), date(2026, 10, 31)),
        ("America/New_York", datetime(2026, 11, 2, 4, 59, tzinfo=UTC), date(2026, 11, 1)),
        ("Asia/Kathmandu", datetime(2026, 11, 17, 18, 14, tzinfo=UTC), date(2026, 11, 17)),
        ("Asia/Kathmandu", datetime(2026, 11, 17, 18, 15, tzinfo=UTC), date(2026, 11, 18)),
    ],
)
def test_the_day_is_the_local_date_in_the_zone_of_the_members_profile(inside, log, zone, at, day):
    inside.rob.zone = zone
    entry, _ = log(at=at)
    assert entry.occurred_on == day


@pytest.mark.parametrize(
    ("ago", "evidence"),
    [
        (timedelta(0), "live"), (timedelta(minutes=10), "live"), (timedelta(minutes=11), "same_day"),
        (timedelta(hours=10, minutes=40), "same_day"), (timedelta(hours=10, minutes=41), "late"),
        (timedelta(minutes=-5), "live"),
    ],
)  # fmt: skip
def test_evidence_says_how_fresh_it_was(log, ago, evidence):
    entry, _ = log(at=NOW - ago)
    assert entry.evidence == evidence


def test_evidence_can_be_given_by_a_tally_or_an_import(log):
    assert log(evidence="tally")[0].evidence == "tally"


def test_more_than_five_minutes_ahead_is_refused_with_the_reason(log):
    assert log(at=NOW + timedelta(minutes=5))[1]
    assert (
        "6 minutes in the future" in errors_of(lambda: log(at=NOW + timedelta(minutes=6)))["occurred_at"][0]
    )
    assert "2 days in the future" in errors_of(lambda: log(at=NOW + timedelta(days=2)))["occurred_at"][0]


def test_a_clock_that_stands_in_1970_is_refused(log):
    assert "2000" in errors_of(lambda: log(at=datetime(1970, 1, 1, tzinfo=UTC)))["occurred_at"][0]


def test_an_outcome_of_another_type_is_refused(inside, outcome):
    call, held = ActivityType.objects.get(key="call"), outcome("held", "meeting")
    refused = errors_of(
        lambda: log_activity(
            member=inside.rob, type=call, outcome=held, occurred_at=NOW, now=NOW, by=inside.rob
        )
    )
    assert "Held" in refused["outcome"][0]


def test_an_outcome_that_needs_a_date_demands_one_not_before_the_day(log):
    assert "needs a date" in errors_of(lambda: log("call_later"))["follow_up_on"][0]
    early = TODAY - timedelta(days=1)
    assert "not before" in errors_of(lambda: log("call_later", follow_up_on=early))["follow_up_on"][0]
    assert log("call_later", follow_up_on=TODAY)[1]


def test_all_reasons_are_said_at_once(log):
    refused = errors_of(lambda: log("call_later", at=NOW + timedelta(hours=1), note="x" * 10_001, seconds=-1))
    assert set(refused) == {"follow_up_on", "occurred_at", "note", "seconds"}


def test_a_name_that_is_too_long_and_a_character_that_cannot_be_stored_are_refused(log):
    assert "prospect" in errors_of(lambda: log(prospect="x" * 301))
    assert "note" in errors_of(lambda: log(note="a\0b"))


def test_names_are_folded_by_case_and_spaces_into_one_prospect(log):
    keys = {log(prospect=text)[0].prospect_key for text in ["Tom  Healy", " tom healy", "TOM\tHEALY "]}
    assert keys == {"t:tom healy"}


def test_an_account_without_a_contact_is_the_prospect(log, kestrel):
    assert log(account=kestrel, prospect="Reception")[0].prospect_key == f"a{kestrel.pk}"


def test_notes_are_kept_byte_for_byte(log):
    note = "👩‍👩‍👧 ‮rtl‬ Zürich İ ﬁ\n<script>alert(1)</script>{{7*7}}"
    entry, _ = log(note=note)
    assert Activity.objects.get(pk=entry.pk).note == note


# --- once


def test_the_same_client_id_with_the_same_content_is_the_same_entry(log, marta):
    mark = uuid.uuid4()
    first, created = log("no_answer", contact=marta, client_id=mark)
    again, created_again = log(
        "no_answer", contact=marta, client_id=mark, now=NOW + timedelta(days=400), at=NOW
    )
    assert created
    assert not created_again
    assert again.pk == first.pk
    assert Activity.objects.count() == 1
    assert Event.objects.filter(verb="activity_logged").count() == 1


def test_a_form_that_is_sent_twice_a_minute_apart_is_one_entry(log):
    mark, later = uuid.uuid4(), NOW + timedelta(minutes=1)
    first, _ = log(client_id=mark)
    again, created = log(client_id=mark, at=later, now=later)
    assert not created
    assert (again.pk, again.occurred_at) == (first.pk, NOW)


@pytest.mark.parametrize(
    "other",
    [
        {"key": "busy"}, {"note": "x"}, {"prospect": "Else"}, {"seconds": 4}, {"inbound": True},
        {"follow_up_on": TOMORROW}, {"at": NOW - timedelta(minutes=1)},
    ],
)  # fmt: skip
def test_the_same_client_id_with_other_content_is_a_conflict_that_names_the_entry(log, other):
    mark = uuid.uuid4()
    log("no_answer", prospect="Tom Healy", client_id=mark, at=NOW - timedelta(minutes=5))
    with pytest.raises(Conflict) as refused:
        log(**{"key": "no_answer", "prospect": "Tom Healy", "client_id": mark} | other)
    assert "No answer, Tom Healy" in refused.value.message_dict["client_id"][0]
    assert Activity.objects.count() == 1


def test_a_client_id_of_someone_else_reveals_nothing(inside, log):
    mark = uuid.uuid4()
    hers, _ = log(member=inside.rita, client_id=mark, note="secret")
    his, created = log(member=inside.rob, client_id=mark)
    assert created
    assert his.pk != hers.pk


def test_a_late_replay_finds_its_entry_though_it_was_edited_or_deleted(inside, log):
    from activities.services import edit_activity

    mark = uuid.uuid4()
    entry, _ = log(client_id=mark, prospect="Tom")
    edit_activity(activity=entry, note="Edited", by=inside.rob, now=NOW)
    assert log(client_id=mark, prospect="Tom")[0].note == "Edited"
    delete_activity(activity=entry, by=inside.rob, now=NOW)
    again, created = log(client_id=mark, prospect="Tom")
    assert not created
    assert again.deleted_at == NOW


def test_without_a_client_id_each_is_an_entry_of_its_own(log):
    assert log()[0].pk != log()[0].pk


# --- effects


def test_a_conversation_is_remembered_as_the_last_two_way_contact(log, marta, kestrel):
    log("no_answer", contact=marta)
    marta.refresh_from_db()
    assert marta.last_two_way_at is None
    log("not_interested", contact=marta)
    log("not_interested", contact=marta, at=NOW - timedelta(days=3))
    marta.refresh_from_db()
    kestrel.refresh_from_db()
    assert marta.last_two_way_at == kestrel.last_two_way_at == NOW


def test_who_asked_not_to_be_contacted_is_blocked_on_every_channel_with_a_way_out(log, marta):
    log("do_not_contact", contact=marta)
    fresh = Contact.objects.get(pk=marta.pk)
    assert fresh.do_not_contact
    assert Event.objects.filter(verb="contact_blocked").count() == 1
    refused = errors_of(lambda: log("sent", "email", contact=fresh))
    assert "Marta Novak asked not to be contacted" in refused["contact"][0]
    assert "lift" in refused["contact"][0]
    assert log("replied", "email", contact=fresh, inbound=True)[1]


def test_the_call_that_led_to_the_block_may_be_sent_again(log, marta):
    mark = uuid.uuid4()
    first, _ = log("do_not_contact", contact=marta, client_id=mark)
    again, created = log("do_not_contact", contact=Contact.objects.get(pk=marta.pk), client_id=mark)
    assert (again.pk, created) == (first.pk, False)


def test_an_outcome_with_a_date_plans_the_follow_up(inside, log, marta):
    entry, _ = log("call_later", contact=marta, follow_up_on=TOMORROW)
    follow_up = FollowUp.objects.get()
    assert (follow_up.member, follow_up.contact, follow_up.account) == (inside.rob, marta, marta.account)
    assert (follow_up.due_on, follow_up.reason, follow_up.activity) == (TOMORROW, "Talked, call back", entry)


def test_talking_finishes_what_was_due_and_reaching_nobody_does_not(inside, log, marta):
    due = FollowUp.objects.create(
        member=inside.rob, contact=marta, due_on=TODAY, created_at=NOW - timedelta(days=2)
    )
    later = FollowUp.objects.create(member=inside.rob, contact=marta, due_on=TOMORROW, created_at=NOW)
    hers = FollowUp.objects.create(
        member=inside.rita, contact=marta, due_on=TODAY, created_at=NOW - timedelta(days=2)
    )
    log("no_answer", contact=marta)
    assert FollowUp.objects.open().count() == 3
    log("not_interested", contact=marta)
    assert set(FollowUp.objects.open()) == {later, hers}
    due.refresh_from_db()
    assert due.done_at == NOW


def test_reaching_nobody_with_a_new_date_moves_the_promise(inside, log):
    FollowUp.objects.create(
        member=inside.rob, prospect="tom healy", due_on=TODAY, created_at=NOW - timedelta(days=2)
    )
    log("no_answer", prospect="Tom Healy", follow_up_on=TOMORROW)
    assert [f.due_on for f in FollowUp.objects.open()] == [TOMORROW]


def test_the_event_carries_ids_and_days_but_no_names(log, marta):
    entry, _ = log("no_answer", contact=marta, note="secret")
    event = Event.objects.get(verb="activity_logged")
    assert event.subject_id == entry.pk
    assert event.data["occurred_on"] == "2026-11-18"
    assert event.data["contact"] == marta.pk
    assert "Marta" not in str(event.data)
    assert "secret" not in str(event.data)


def test_logging_an_attempt_is_two_statements(inside, outcome, marta):
    ending = outcome("no_answer")
    with CaptureQueriesContext(
        connection,
    ) as spent:
        log_activity(
            member=inside.rob,
            type=ending.type,
            outcome=ending,
            occurred_at=NOW,
            now=NOW,
            by=inside.rob,
            contact=marta,
        )
    assert len(spent) == 2, [query["sql"] for query in spent]
