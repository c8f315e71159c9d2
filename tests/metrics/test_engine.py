"""What the engine counts, by COUNTING.md."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metrics.engine import rows, tally
from metrics.models import Metric
from organizations.periods import Period
from organizations.services import add_member, create_team, place_member
from tests.cast import NOW
from tests.metrics.log import day, deal, entry

WEEK = Period(day(16), day(23))
NOVEMBER = Period(day(1), date(2026, 12, 1))


@pytest.fixture
def scope(acme):
    with acme.scope():
        yield acme


def test_a_shared_deal_is_half_for_each_and_whole_for_the_team(scope):
    deal(
        "100.00", [(scope.rob, scope.north, 50, "50.00"), (scope.rita, scope.north, 50, "50.00")], on=day(17)
    )
    keys = ["won_value", "opportunities_won"]
    people = tally(keys, WEEK, by="person", organization=scope.organization)
    teams = tally(keys, WEEK, by="team", organization=scope.organization)
    whole = tally(keys, WEEK, by="organization", organization=scope.organization)
    for member in (scope.rob, scope.rita):
        assert people.value("won_value", member.pk) == Decimal("50.00")
        assert people.value("opportunities_won", member.pk) == Decimal("0.5")
    for counted, who in ((teams, scope.north.pk), (whole, None)):
        assert counted.value("won_value", who) == Decimal("100.00")
        assert counted.value("opportunities_won", who) == 1


def test_thirds_add_up_to_the_cent(scope):
    parts = [("33.34", "33.34"), ("33.33", "33.33"), ("33.33", "33.33")]
    people = [scope.rob, scope.rita, scope.sol]
    deal(
        "100.00",
        [(m, scope.north, share, amount) for m, (share, amount) in zip(people, parts, strict=True)],
        on=day(17),
    )
    counted = tally(["won_value", "opportunities_won"], WEEK, by="person", organization=scope.organization)
    assert sum(counted.value("won_value", row.id) for row in counted.rows) == Decimal("100.00")
    assert sum(counted.value("opportunities_won", row.id) for row in counted.rows) == 1


def test_five_of_ten_and_none_of_ten_make_a_quarter(scope):
    for member, meetings in ((scope.rob, 5), (scope.rita, 0)):
        for number in range(10):
            outcome = "meeting_booked" if number < meetings else "call_later"
            entry(member, scope.north, on=day(17), outcome=outcome, prospect=f"{member.pk} {number}")
    people = tally(["booking_rate"], WEEK, by="person", organization=scope.organization)
    teams = tally(["booking_rate"], WEEK, by="team", organization=scope.organization)
    assert people.value("booking_rate", scope.rob.pk) == Fraction(1, 2)
    assert people.value("booking_rate", scope.rita.pk) == 0
    assert teams.value("booking_rate", scope.north.pk) == Fraction(1, 4)
    assert teams.parts("booking_rate", scope.north.pk) == (5, 20)


def test_a_ratio_of_nothing_is_no_figure(scope):
    counted = tally(["win_rate"], WEEK, by="person", organization=scope.organization)
    assert counted.value("win_rate", scope.rob.pk) is None


def test_win_rate_is_won_of_all_closed(scope):
    deal("10.00", [(scope.rob, scope.north, 100, "10.00")], on=day(17))
    for _ in range(3):
        deal("0", [(scope.rob, scope.north, 100, "0")], on=day(18), kind="lost")
    counted = tally(["win_rate", "opportunities_lost"], WEEK, by="person", organization=scope.organization)
    assert counted.value("win_rate", scope.rob.pk) == Fraction(1, 4)
    assert counted.value("opportunities_lost", scope.rob.pk) == 3


def test_an_open_deal_counts_nowhere(scope):
    deal("10.00", [(scope.rob, scope.north, 100, "10.00")], on=None, kind="open")
    counted = tally(["won_value"], NOVEMBER, by="organization", organization=scope.organization)
    assert counted.value("won_value") == 0


def test_those_who_did_nothing_are_there_with_zero(scope):
    for number in range(5):
        add_member(
            name=f"Idle {number}", email=f"idle{number}@acme.example", zone="UTC", by=scope.ada, now=NOW,
            started_on=day(1),
        )  # fmt: skip
    deal("10.00", [(scope.rob, scope.north, 100, "10.00")], on=day(17))
    counted = tally(["won_value"], WEEK, by="person", organization=scope.organization)
    idle = [row for row in counted.rows if row.name.startswith("Idle")]
    assert len(idle) == 5
    assert [counted.value("won_value", row.id) for row in idle] == [Decimal("0.00")] * 5
    assert "Sam South" not in [row.name for row in counted.rows]  # he does not sell


def test_somebody_who_does_not_sell_appears_once_they_have_records(scope):
    entry(scope.sam, scope.south, on=day(17))
    counted = tally(["dials"], WEEK, by="person", organization=scope.organization)
    assert counted.value("dials", scope.sam.pk) == 1
    assert scope.sam.pk in [row.id for row in counted.rows]


def test_those_who_start_later_or_have_left_do_not_appear(scope):
    scope.rita.ended_on = day(16)
    scope.rita.save(update_fields=["ended_on"])
    scope.sol.started_on = day(23)
    scope.sol.save(update_fields=["started_on"])
    counted = tally(["dials"], WEEK, by="person", organization=scope.organization)
    assert [row.name for row in counted.rows] == ["Lea Leader", "Rob Rep"]


def test_one_prospect_is_one_attempt_a_day_and_channel(scope):
    entry(scope.rob, scope.north, on=day(17), prospect="kestrel")
    entry(scope.rob, scope.north, on=day(17), prospect="kestrel", outcome="busy")
    entry(scope.rob, scope.north, on=day(17), prospect="kestrel", kind="email", outcome="sent")
    entry(scope.rob, scope.north, on=day(18), prospect="kestrel")
    counted = tally(["attempts", "dials"], WEEK, by="person", organization=scope.organization)
    assert counted.value("attempts", scope.rob.pk) == 3
    assert counted.value("dials", scope.rob.pk) == 3


def test_types_of_one_channel_share_the_credit(scope):
    from activities.models import ActivityType, Outcome

    mobile = ActivityType.objects.create(key="mobile", name="Mobile call", channel="call")
    Outcome.objects.create(type=mobile, key="no_answer", name="No answer", is_attempt=True)
    entry(scope.rob, scope.north, on=day(17), prospect="kestrel")
    entry(scope.rob, scope.north, on=day(17), prospect="kestrel", kind="mobile")
    counted = tally(["attempts"], WEEK, by="person", organization=scope.organization)
    assert counted.value("attempts", scope.rob.pk) == 1


def test_two_people_who_call_one_prospect_have_one_each_and_one_together(scope):
    entry(scope.rob, scope.north, on=day(17), prospect="kestrel")
    entry(scope.rita, scope.north, on=day(17), prospect="kestrel")
    entry(scope.sol, scope.south, on=day(17), prospect="kestrel")
    people = tally(["attempts"], WEEK, by="person", organization=scope.organization)
    teams = tally(["attempts"], WEEK, by="team", organization=scope.organization)
    whole = tally(["attempts"], WEEK, by="organization", organization=scope.organization)
    assert [people.value("attempts", m.pk) for m in (scope.rob, scope.rita, scope.sol)] == [1, 1, 1]
    assert [teams.value("attempts", t.pk) for t in (scope.north, scope.south)] == [1, 1]
    assert whole.value("attempts") == 1


def test_entries_without_a_prospect_count_one_each(scope):
    for _ in range(3):
        entry(scope.rob, scope.north, on=day(17))
    for by, who in (("person", scope.rob.pk), ("team", scope.north.pk), ("organization", None)):
        counted = tally(["attempts"], WEEK, by=by, organization=scope.organization)
        assert counted.value("attempts", who) == 3


def test_an_incoming_call_is_a_call_and_a_conversation_but_no_dial_and_no_attempt(scope):
    entry(scope.rob, scope.north, on=day(17), outcome="call_later", inbound=True, prospect="kestrel")
    counted = tally(
        ["calls", "dials", "attempts", "conversations"], WEEK, by="person", organization=scope.organization
    )
    assert [counted.value(key, scope.rob.pk) for key in ("calls", "dials", "attempts", "conversations")] == [
        1,
        0,
        0,
        1,
    ]


def test_nurture_does_not_mask_prospecting(scope):
    entry(scope.rob, scope.north, on=day(17), kind="customer_checkin", outcome="talked", prospect="kestrel")
    counted = tally(
        ["attempts", "conversations", "customer_touches"], WEEK, by="person", organization=scope.organization
    )
    found = [counted.value(key, scope.rob.pk) for key in ("attempts", "conversations", "customer_touches")]
    assert found == [0, 0, 1]


def test_own_outcomes_count_by_their_flags(scope):
    from activities.models import ActivityType, Outcome

    Outcome.objects.create(
        type=ActivityType.objects.get(key="call"),
        key="chat",
        name="Chat",
        is_attempt=True,
        is_conversation=True,
    )
    entry(scope.rob, scope.north, on=day(17), outcome="chat", prospect="kestrel")
    counted = tally(["attempts", "conversations"], WEEK, by="person", organization=scope.organization)
    assert counted.value("attempts", scope.rob.pk) == counted.value("conversations", scope.rob.pk) == 1


def test_deleted_entries_do_not_count(scope):
    entry(scope.rob, scope.north, on=day(17), deleted_at=NOW)
    assert tally(["dials"], WEEK, by="organization", organization=scope.organization).value("dials") == 0


def test_talk_time_adds_seconds_and_unknown_lengths_add_nothing(scope):
    entry(scope.rob, scope.north, on=day(17), seconds=90)
    entry(scope.rob, scope.north, on=day(17), seconds=None)
    counted = tally(["talk_time"], WEEK, by="person", organization=scope.organization)
    assert counted.value("talk_time", scope.rob.pk) == 90
    assert isinstance(counted.value("talk_time", scope.rita.pk), int)


def test_a_call_at_half_past_eleven_at_night_counts_on_its_own_date(scope):
    """23:30 in Los Angeles is the next day in UTC: the date that was stored decides."""
    entry(scope.rob, scope.north, on=day(22), occurred_at=datetime(2026, 11, 23, 7, 30, tzinfo=UTC))
    this = tally(["dials"], WEEK, by="person", organization=scope.organization)
    following = tally(["dials"], WEEK.shift(7), by="person", organization=scope.organization)
    assert this.value("dials", scope.rob.pk) == 1
    assert following.value("dials", scope.rob.pk) == 0


def test_the_first_day_is_in_and_the_end_is_out(scope):
    for on in (day(15), day(16), day(22), day(23)):
        entry(scope.rob, scope.north, on=on)
    assert tally(["dials"], WEEK, by="organization", organization=scope.organization).value("dials") == 2


def test_work_stays_with_the_team_of_its_day(scope):
    entry(scope.rob, scope.north, on=day(17))
    place_member(membership=scope.rob, team=scope.south, from_on=day(18), by=scope.ada, now=NOW)
    entry(scope.rob, scope.south, on=day(19))
    teams = tally(["dials"], WEEK, by="team", organization=scope.organization)
    people = tally(["dials"], WEEK, by="person", organization=scope.organization)
    assert (teams.value("dials", scope.north.pk), teams.value("dials", scope.south.pk)) == (1, 1)
    assert people.value("dials", scope.rob.pk) == 2


def test_a_team_counts_the_teams_below_it_and_shows_its_own(scope):
    west = create_team(name="West", parent=scope.north, by=scope.ada, now=NOW)
    far = create_team(name="Far", parent=west, by=scope.ada, now=NOW)
    entry(scope.rob, scope.north, on=day(17), prospect="kestrel")
    entry(scope.rita, west, on=day(17), prospect="kestrel")
    entry(scope.sol, far, on=day(17), prospect="kestrel")
    entry(scope.sol, far, on=day(18), prospect="")
    entry(scope.ada, None, on=day(18), prospect="heron")
    counted = tally(["attempts", "dials"], WEEK, by="team", every="day", organization=scope.organization)
    assert [(row.name, row.depth) for row in counted.rows] == [
        ("North", 0), ("West", 1), ("Far", 2), ("South", 0), ("No team", 0),
    ]  # fmt: skip
    found = {
        row.name: (counted.value("attempts", row.id), counted.own("attempts", row.id)) for row in counted.rows
    }
    assert found == {"North": (2, 1), "West": (2, 1), "Far": (2, 2), "South": (0, 0), "No team": (1, 1)}
    assert counted.value("attempts", scope.north.pk, day(17)) == 1
    assert counted.value("dials", scope.north.pk) == 4
    assert counted.value("attempts", None, day(18)) == 1


def test_weeks_start_on_the_day_the_organization_says(scope):
    scope.organization.first_weekday = 6
    for on in (day(14), day(15), day(21), day(22)):  # Saturday, Sunday, Saturday, Sunday
        entry(scope.rob, scope.north, on=on)
    counted = tally(["dials"], NOVEMBER, by="person", every="week", organization=scope.organization)
    assert [bucket.start for bucket in counted.buckets] == [day(1), day(8), day(15), day(22), day(29)]
    assert [counted.value("dials", scope.rob.pk, b.start) for b in counted.buckets] == [0, 1, 2, 1, 0]


def test_weeks_run_through_new_year_and_week_53(scope):
    period = Period(date(2026, 12, 21), date(2027, 1, 11))
    for on in (date(2026, 12, 27), date(2026, 12, 28), date(2027, 1, 3), date(2027, 1, 4)):
        entry(scope.rob, scope.north, on=on)
    counted = tally(["dials"], period, by="organization", every="week", organization=scope.organization)
    assert [counted.value("dials", None, b.start) for b in counted.buckets] == [1, 2, 1]


@pytest.mark.parametrize(
    ("every", "starts", "expected"),
    [
        ("quarter", [date(2026, 2, 1), date(2026, 5, 1), date(2026, 8, 1), date(2026, 11, 1)], [1, 0, 1, 1]),
        ("year", [date(2026, 2, 1)], [3]),
    ],
)
def test_quarters_and_years_are_the_fiscal_ones(scope, every, starts, expected):
    scope.organization.fiscal_month = 2
    for on in (date(2026, 2, 1), date(2026, 10, 31), date(2027, 1, 31)):
        entry(scope.rob, scope.north, on=on)
    year = Period(date(2026, 2, 1), date(2027, 2, 1))
    counted = tally(["dials"], year, by="organization", every=every, organization=scope.organization)
    assert [bucket.start for bucket in counted.buckets] == starts
    assert [counted.value("dials", None, start) for start in starts] == expected


def test_a_bucket_that_the_period_cuts_keeps_its_name_and_counts_the_days_inside(scope):
    for on in (date(2026, 10, 31), day(1)):
        entry(scope.rob, scope.north, on=on)
    counted = tally(["dials"], NOVEMBER, by="organization", every="week", organization=scope.organization)
    assert counted.buckets[0].start == date(2026, 10, 26)
    assert counted.value("dials", None, date(2026, 10, 26)) == 1


def test_people_narrows_to_their_work_and_shows_each_of_them(scope):
    for member in (scope.rob, scope.rita):
        entry(member, scope.north, on=day(17))
    counted = tally(
        ["dials"], WEEK, by="person", organization=scope.organization, people=[scope.rob, scope.sam.pk]
    )
    assert [row.name for row in counted.rows] == ["Rob Rep", "Sam South"]
    whole = tally(["dials"], WEEK, by="organization", organization=scope.organization, people=[scope.rob])
    assert whole.value("dials") == 1
    nobody = tally(["dials"], WEEK, by="person", organization=scope.organization, people=[])
    assert nobody.rows == ()


def test_teams_narrows_to_work_done_there_and_below(scope):
    west = create_team(name="West", parent=scope.north, by=scope.ada, now=NOW)
    entry(scope.rob, west, on=day(17))
    entry(scope.sol, scope.south, on=day(17))
    asked = {"organization": scope.organization, "teams": [scope.north]}
    assert tally(["dials"], WEEK, by="organization", **asked).value("dials") == 1
    teams = tally(["dials"], WEEK, by="team", **asked)
    assert [(row.name, teams.value("dials", row.id)) for row in teams.rows] == [("North", 1), ("West", 1)]
    people = tally(["dials"], WEEK, by="person", **asked)
    assert [row.name for row in people.rows] == ["Lea Leader", "Rita Rep", "Rob Rep"]


def test_an_unknown_metric_is_named_with_those_there_are(scope):
    with pytest.raises(ValidationError, match=r"There is no metric 'cals'.*attempts"):
        tally(["cals"], WEEK, by="person", organization=scope.organization)


def test_an_empty_period_is_zero(scope):
    counted = tally(["dials"], Period(day(16), day(16)), by="organization", organization=scope.organization)
    assert counted.value("dials") == 0


def test_another_organizations_work_is_not_counted(scope, rival):
    with rival.scope():
        entry(rival.mallory, rival.team, on=day(17))
    assert tally(["dials"], WEEK, by="organization", organization=scope.organization).value("dials") == 0


def test_the_queries_do_not_grow_with_people_teams_metrics_or_days(scope):
    def cost(keys, by, **more):
        with CaptureQueriesContext(connection) as captured:
            tally(keys, WEEK, by=by, organization=scope.organization, **more)
        return len(captured)

    create_team(name="West", parent=scope.north, by=scope.ada, now=NOW)
    entry(scope.rob, scope.north, on=day(17), prospect="kestrel")
    before = {by: cost(["attempts", "dials"], by) for by in ("person", "team", "organization")}
    for number in range(6):
        member = add_member(
            name=f"New {number}", email=f"new{number}@acme.example", zone="UTC", by=scope.ada, now=NOW
        )
        team = create_team(name=f"Team {number}", parent=scope.north, by=scope.ada, now=NOW)
        entry(member, team, on=day(18), prospect=f"p{number}")
    many = ["attempts", "dials", "calls", "conversations", "meetings_booked", "visits", "talk_time"]
    after = {by: cost(many, by, every="day") for by in before}
    assert after == before
    assert max(before.values()) <= 5


def test_rows_are_what_the_number_counts(scope):
    first = entry(scope.rob, scope.north, on=day(17), prospect="kestrel")
    entry(scope.rob, scope.north, on=day(17), prospect="kestrel")
    entry(scope.rita, scope.north, on=day(17), prospect="kestrel")
    entry(scope.rob, scope.north, on=day(17), prospect="")
    attempts = Metric.objects.get(key="attempts")
    of_rob = rows(attempts, WEEK, members=[scope.rob])
    assert of_rob.count() == 3
    assert [record.earns for record in of_rob] == [True, False, True]
    assert of_rob[0] == first
    assert sum(record.earns for record in rows(attempts, WEEK, teams=[scope.north])) == 2


def test_a_ratio_has_no_rows_of_its_own(scope):
    with pytest.raises(ValueError, match="numerator"):
        rows(Metric.objects.get(key="win_rate"), WEEK)


def test_figures_are_exact_types(scope):
    deal("0.10", [(scope.rob, scope.north, 100, "0.10")], on=day(17))
    deal("0.20", [(scope.rob, scope.north, 100, "0.20")], on=day(17))
    counted = tally(list(Metric.objects.all()), WEEK, by="person", organization=scope.organization)
    assert counted.value("won_value", scope.rob.pk) == Decimal("0.30")
    assert counted.value("average_deal", scope.rob.pk) == Fraction(3, 20)
    kinds = {type(counted.value(m.key, row.id)) for m in counted.metrics for row in counted.rows}
    assert kinds <= {int, Decimal, Fraction, type(None)}
