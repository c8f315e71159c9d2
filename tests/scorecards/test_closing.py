"""Closing weekly cards: exact, once, for everybody, at their own hour."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from organizations.models import Event, OutboxMail
from organizations.periods import Period
from organizations.services import add_member, create_team, deactivate_member, place_member, take_time_off
from scorecards.cards import digest_of
from scorecards.due import weeks_back, window_of
from scorecards.models import Card, TeamCard
from scorecards.services import acknowledge_card, close_card, close_cards, close_team_card
from scorecards.tasks import close_due as close_due_task
from scorecards.tasks import tick
from scorecards.weekly import close_due, close_week
from tests.cast import SINCE, STARTED
from tests.scorecards.conftest import MONDAY_AT_SIX, WEEK, aim, log

LAST_OF_DAY = timedelta(seconds=1)


def lines(card):
    return {line["key"]: line for line in card.snapshot["lines"]}


def test_a_card_keeps_actual_target_arithmetic_points_and_score(north):
    take_time_off(
        membership=north.rob,
        starts_on=date(2026, 11, 13),
        ends_on=date(2026, 11, 14),
        by=north.ada,
        now=STARTED,
    )
    log(north.rob, 75)
    log(north.rob, 7, "call", "not_interested")
    log(north.rob, 2, "call", "meeting_booked")
    log(north.rob, 4, "meeting", "held")
    card = close_card(member=north.rob, week=WEEK, now=MONDAY_AT_SIX)
    found = lines(card)
    assert (found["attempts"]["actual"], found["attempts"]["target"]) == ("84", "80")
    assert found["attempts"]["arithmetic"] == "100 × 4 of 5 days"
    assert (found["attempts"]["attainment"], found["attempts"]["points"]) == ("21/20", "63/4")
    assert card.snapshot["days"] == {"own": "4", "base": "5", "notes": ["Fri 13 Nov: leave"]}
    total = sum(Fraction(line["points"]) for line in found.values())
    assert Fraction(card.snapshot["score"]) == total
    assert card.score == round(Decimal(float(total)), 3)
    assert card.digest == digest_of(card.snapshot)
    assert card.team == north.north
    assert Event.objects.filter(verb="cards_closed").count() == 1


def test_someone_who_logged_nothing_counts_as_zero(north):
    card = close_card(member=north.rita, week=WEEK, now=MONDAY_AT_SIX)
    assert card.score == 0
    assert lines(card)["attempts"]["actual"] == "0"


def test_closing_twice_changes_nothing(north):
    first = close_card(member=north.rob, week=WEEK, now=MONDAY_AT_SIX)
    log(north.rob, 50)
    again = close_card(member=north.rob, week=WEEK, now=MONDAY_AT_SIX + timedelta(days=1))
    assert (again.pk, again.digest, again.closed_at) == (first.pk, first.digest, first.closed_at)


def test_a_whole_week_away_is_not_scored(north):
    take_time_off(membership=north.rob, starts_on=WEEK.start, ends_on=WEEK.end, by=north.ada, now=STARTED)
    card = close_card(member=north.rob, week=WEEK, now=MONDAY_AT_SIX)
    assert (card.score, card.own_days, card.verdict) == (None, 0, "Away all week.")
    assert {line["why"] for line in card.snapshot["lines"]} == {"no own working days"}
    assert card.snapshot["weeks"][-1]["away"] is True


def test_a_target_of_zero_is_shown_and_not_scored(acme):
    with acme.scope():
        aim(acme.rob, attempts=0, conversations=20, meetings_booked=5, meetings_held=5)
        log(acme.rob, 20, "call", "not_interested")
        card = close_card(member=acme.rob, week=WEEK, now=MONDAY_AT_SIX)
        found = lines(card)
        assert (found["attempts"]["scored"], found["attempts"]["why"]) == (False, "target is 0")
        # 30 of the 85 points that are left
        assert Fraction(card.snapshot["score"]) == Fraction(3000, 85)


def test_without_goals_there_is_a_card_and_no_score(acme):
    with acme.scope():
        card = close_card(member=acme.sol, week=WEEK, now=MONDAY_AT_SIX)
    assert (card.score, card.verdict) == (None, "No goals were set, so nothing was scored.")


def test_someone_who_left_has_a_card_for_the_days_until_then(north):
    deactivate_member(membership=north.rob, by=north.ada, now=datetime(2026, 11, 11, 12, tzinfo=UTC))
    close_due(organization_id=north.organization.pk, now=MONDAY_AT_SIX)
    card = Card.objects.get(member=north.rob, week_on=WEEK.start)
    assert card.own_days == 2
    assert (
        TeamCard.objects.get(team=north.north, week_on=WEEK.start).snapshot["people"][2]["member"]
        == north.rob.pk
    )
    assert not OutboxMail.objects.filter(recipient=north.rob, key__contains=str(WEEK.start)).exists()
    close_due(organization_id=north.organization.pk, now=MONDAY_AT_SIX + timedelta(days=7))
    assert not Card.objects.filter(member=north.rob, week_on=WEEK.end).exists()


def test_a_row_of_weeks_keeps_each_weeks_own_target(north):
    for back in range(3, 0, -1):
        week = WEEK.shift(-7 * back)
        log(north.rob, 10 * back, on=week.start)
        close_card(member=north.rob, week=week, now=MONDAY_AT_SIX)
    card = close_card(member=north.rob, week=WEEK, now=MONDAY_AT_SIX)
    assert lines(card)["attempts"]["weeks"] == [["30", "100"], ["20", "100"], ["10", "100"]]
    assert len(card.snapshot["weeks"]) == 13
    assert card.snapshot["before"] == Card.objects.get(week_on=WEEK.shift(-7).start).snapshot["score"]


def test_the_cards_of_many_cost_as_many_queries_as_those_of_two(north, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def extra(number):
        member = add_member(name=f"Extra {number}", email=f"x{number}@acme.example", zone="UTC", by=north.ada,
                            now=STARTED, started_on=SINCE)  # fmt: skip
        place_member(membership=member, team=north.north, from_on=SINCE, by=north.ada, now=STARTED)
        aim(member)
        return member

    def cost(members, week):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            close_cards(members=members, week=week, now=MONDAY_AT_SIX)
        return sum("coaching_commitment" not in query["sql"] for query in captured)

    few = cost([north.rob, north.rita], WEEK)
    many = cost([north.rob, north.rita, *(extra(n) for n in range(5))], WEEK.shift(-7))
    assert many == few


# --- The team's card


def test_a_teams_card_is_the_sum_of_its_people_with_zeros(north):
    log(north.rob, 60)
    log(north.lea, 30)
    close_due(organization_id=north.organization.pk, now=MONDAY_AT_SIX)
    facts = TeamCard.objects.get(team=north.north, week_on=WEEK.start).snapshot
    attempts = facts["lines"][0]
    assert (attempts["actual"], attempts["target"], attempts["attainment"]) == ("90", "300", "3/10")
    assert (facts["logged"], len(facts["people"])) == (2, 3)


def test_a_team_above_counts_the_people_of_the_teams_below(acme):
    with acme.scope():
        below = create_team(name="North coast", parent=acme.north, leader=None, by=acme.ada, now=STARTED)
        place_member(membership=acme.sol, team=below, from_on=date(2026, 2, 2), by=acme.ada, now=STARTED)
        for member in (acme.lea, acme.rob, acme.rita, acme.sol):
            aim(member)
        close_due(organization_id=acme.organization.pk, now=MONDAY_AT_SIX)
        people = TeamCard.objects.get(team=acme.north, week_on=WEEK.start).snapshot["people"]
        assert acme.sol.pk in {person["member"] for person in people}
        assert close_team_card(team=acme.south, week=WEEK, now=MONDAY_AT_SIX) is None


def test_a_teams_card_waits_for_the_last_of_its_people(north):
    north.rita.zone = "America/Los_Angeles"
    north.rita.save(update_fields=["zone"])
    close_due(organization_id=north.organization.pk, now=MONDAY_AT_SIX)
    assert Card.objects.filter(week_on=WEEK.start, member=north.rob).exists()
    assert not Card.objects.filter(week_on=WEEK.start, member=north.rita).exists()
    assert not TeamCard.objects.filter(team=north.north, week_on=WEEK.start).exists()
    assert not OutboxMail.objects.filter(recipient=north.lea, key__contains=str(WEEK.start)).exists()
    close_due(organization_id=north.organization.pk, now=MONDAY_AT_SIX + timedelta(hours=8))
    assert TeamCard.objects.filter(team=north.north, week_on=WEEK.start).exists()
    mail = OutboxMail.objects.get(recipient=north.lea, key__contains=str(WEEK.start))
    # Rita's card closed at 14:00 UTC on Monday; Lea's first 07:00 after that is Tuesday's
    assert mail.next_try_at == datetime(2026, 11, 17, 7, tzinfo=UTC)


# --- Who is due, and when


@pytest.mark.parametrize(
    ("zone", "closes"),
    [
        ("Pacific/Apia", datetime(2026, 11, 15, 17, 0, tzinfo=UTC)),  # UTC+13
        ("America/Los_Angeles", datetime(2026, 11, 16, 14, 0, tzinfo=UTC)),  # UTC−8
        ("Asia/Kathmandu", datetime(2026, 11, 16, 0, 15, tzinfo=UTC)),
        ("UTC", MONDAY_AT_SIX),
    ],
)
def test_a_card_closes_at_six_where_its_member_is(north, zone, closes):
    north.rob.zone = zone
    north.rob.save(update_fields=["zone"])
    organization = north.organization

    def due(now):
        return north.rob in window_of(organization, weeks_back(organization, now)).due(WEEK, now)

    assert not due(closes - LAST_OF_DAY)
    assert due(closes)


@pytest.mark.parametrize(
    ("zone", "first", "goes"),
    [
        (
            "America/New_York",
            date(2026, 10, 26),
            datetime(2026, 11, 2, 12, tzinfo=UTC),
        ),  # back to standard time
        ("America/New_York", date(2026, 10, 19), datetime(2026, 10, 26, 11, tzinfo=UTC)),
        ("Europe/Berlin", date(2026, 10, 19), datetime(2026, 10, 26, 6, tzinfo=UTC)),
        ("Australia/Lord_Howe", date(2026, 9, 28), datetime(2026, 10, 4, 20, tzinfo=UTC)),
    ],
)
def test_mail_goes_at_seven_local_time_also_where_clocks_change(north, zone, first, goes):
    north.rob.zone = zone
    north.rob.save(update_fields=["zone"])
    week = Period(first, first + timedelta(days=7))
    close_week(organization=north.organization, week=week, now=goes)
    assert OutboxMail.objects.get(recipient=north.rob).next_try_at == goes


def test_a_missed_beat_closes_every_week_under_its_own_name(north):
    log(north.rob, 10, on=WEEK.start - timedelta(days=7))
    log(north.rob, 20, on=WEEK.start)
    done = close_due(organization_id=north.organization.pk, now=MONDAY_AT_SIX + timedelta(days=2))
    assert [one.week.start for one in done] == [WEEK.shift(-7 * back).start for back in range(4, -1, -1)]
    cards = {
        card.week_on: lines(card)["attempts"]["actual"] for card in Card.objects.filter(member=north.rob)
    }
    assert cards[WEEK.start - timedelta(days=7)] == "10"
    assert cards[WEEK.start] == "20"
    subjects = (
        OutboxMail.objects.filter(recipient=north.rob).order_by("key").values_list("subject", flat=True)
    )
    assert [subject.split(":")[0] for subject in subjects] == [f"Week {number}" for number in range(42, 47)]


def test_nothing_is_closed_from_before_the_organization_or_the_member_began(acme):
    with acme.scope():
        new = add_member(
            name="New",
            email="new@acme.example",
            zone="UTC",
            by=acme.ada,
            now=datetime(2026, 11, 10, tzinfo=UTC),
        )
        close_due(organization_id=acme.organization.pk, now=MONDAY_AT_SIX)
        assert [card.week_on for card in Card.objects.filter(member=new)] == [WEEK.start]
        acme.organization.created_at = datetime(2026, 11, 9, tzinfo=UTC)
        acme.organization.save()
        done = close_due(organization_id=acme.organization.pk, now=MONDAY_AT_SIX + timedelta(days=7))
        assert [one.week.start for one in done] == [WEEK.end]


def test_weeks_across_the_53rd_of_the_year_have_no_gap(north):
    weeks = [Period(date(2026, 12, 21), date(2026, 12, 28)).shift(7 * n) for n in range(3)]
    for week in weeks:
        close_week(organization=north.organization, week=week, now=datetime(2027, 1, 20, tzinfo=UTC))
    labels = [
        card.snapshot["week"]["label"] for card in Card.objects.filter(member=north.rob).order_by("week_on")
    ]
    assert labels == [
        "Week 52, 21 to 27 December 2026",
        "Week 53, 28 December 2026 to 3 January 2027",
        "Week 1, 4 to 10 January 2027",
    ]
    row = Card.objects.get(member=north.rob, week_on=weeks[-1].start).snapshot["weeks"]
    assert len({one["start"] for one in row}) == 13


def test_an_organization_whose_week_starts_on_sunday(north):
    organization = north.organization
    organization.first_weekday = 6
    organization.save(update_fields=["first_weekday"])
    log(north.rob, 3, on=date(2026, 11, 8))
    log(north.rob, 4, on=date(2026, 11, 14))
    log(north.rob, 5, on=date(2026, 11, 15))
    close_week(organization=organization, week=organization.week_of(date(2026, 11, 10)), now=MONDAY_AT_SIX)
    card = Card.objects.get(member=north.rob)
    assert (card.week_on, lines(card)["attempts"]["actual"]) == (date(2026, 11, 8), "7")
    assert OutboxMail.objects.get(recipient=north.rob).subject.startswith("Week of 8 November: ")


# --- Once, whatever is started how often


def test_double_starts_of_the_task_leave_one_card_and_one_mail_each(north, clock):
    for _ in range(8):
        close_due_task(organization_id=north.organization.pk)
    assert Card.objects.filter(week_on=WEEK.start).count() == 4
    mails = OutboxMail.objects.filter(key__contains=str(WEEK.start))
    assert mails.count() == 5
    assert len({mail.message_id for mail in mails}) == 5


def test_a_tick_wakes_only_where_something_is_due(north, rival, clock):
    tick()
    close_due_task(organization_id=north.organization.pk)
    from scorecards.weekly import something_is_due
    from tests.cast import NOW

    assert not something_is_due(north.organization, NOW)


def test_whoever_died_between_cards_and_mails_is_finished_by_the_next(north):
    close_cards(members=[north.rob, north.rita], week=WEEK, now=MONDAY_AT_SIX)
    done = close_due(organization_id=north.organization.pk, now=MONDAY_AT_SIX)
    this = done[-1]
    assert (this.cards, this.team_cards, this.mails) == (2, 2, 5)
    assert close_due(organization_id=north.organization.pk, now=MONDAY_AT_SIX) == []


# --- Acknowledging


def test_acknowledging_keeps_the_first_time_and_the_last_word(north):
    card = close_card(member=north.rob, week=WEEK, now=MONDAY_AT_SIX)
    acknowledge_card(card=card, reflection=" Mornings. ", by=north.rob, now=MONDAY_AT_SIX)
    acknowledge_card(
        card=card, reflection="Late mornings.", by=north.rob, now=MONDAY_AT_SIX + timedelta(hours=1)
    )
    card.refresh_from_db()
    assert (card.acknowledged_at, card.reflection) == (MONDAY_AT_SIX, "Late mornings.")
    assert Event.objects.filter(verb="card_acknowledged").count() == 2
