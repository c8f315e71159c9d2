"""Leave that is entered or taken back after the week has closed stands beside the card, which stays."""

from datetime import date, timedelta
from decimal import Decimal

from organizations.services import (
    approve_time_off,
    ask_time_off,
    reopen_time_off,
    take_time_off,
    withdraw_time_off,
)
from scorecards.models import Amendment, Card
from scorecards.services import close_card
from tests.cast import NOW
from tests.scorecards.conftest import MONDAY_AT_SIX, WEEK, log

FRIDAY = date(2026, 11, 13)
DAY = timedelta(days=1)


def closed(north) -> Card:
    log(north.rob, 80)
    return close_card(member=north.rob, week=WEEK, now=MONDAY_AT_SIX)


def test_a_sick_day_told_on_monday_stands_beside_the_card_with_the_lower_target(north, enter):
    card = closed(north)
    digest, score = card.digest, card.score
    take_time_off(membership=north.rob, starts_on=FRIDAY, ends_on=FRIDAY + DAY, by=north.lea, now=NOW)
    amendment = Amendment.objects.get()
    assert amendment.cause == "Leave from Fri 13 Nov entered"
    assert (amendment.before["days"], amendment.after["days"]) == ("5", "4")
    assert (amendment.before["targets"]["attempts"], amendment.after["targets"]["attempts"]) == ("100", "80")
    assert amendment.before["actuals"] == amendment.after["actuals"]
    card.refresh_from_db()
    assert (card.digest, card.score) == (digest, score)
    page = enter(north.rob).get(f"/o/acme/cards/{card.pk}/").content.decode()
    assert "own days 5 → 4" in page
    assert "target of Attempts 100 → 80" in page


def test_only_an_approved_request_amends(north):
    card = closed(north)
    off = ask_time_off(
        membership=north.rob,
        starts_on=FRIDAY,
        ends_on=FRIDAY + DAY,
        share=Decimal("0.5"),
        by=north.rob,
        now=NOW,
    )
    assert not Amendment.objects.exists()
    approve_time_off(time_off=off, by=north.lea, now=NOW)
    assert Amendment.objects.get(card=card).after["targets"]["attempts"] == "90"


def test_leave_taken_back_and_brought_back_is_written_each_time(north):
    closed(north)
    off = take_time_off(membership=north.rob, starts_on=WEEK.start, ends_on=WEEK.end, by=north.lea, now=NOW)
    withdraw_time_off(time_off=off, by=north.lea, now=NOW)
    reopen_time_off(time_off=off, by=north.lea, now=NOW)
    away, back, again = Amendment.objects.order_by("pk")
    assert away.after["score"] is None  # nothing is scored of somebody who was away all week
    assert set(away.after["targets"].values()) == {None}
    assert back.after == away.before
    assert again.after == away.after
    assert back.cause == "Leave from Mon 9 Nov taken back"


def test_an_entry_after_that_is_held_against_the_lower_target(north):
    from tests.scorecards.test_amendments import log_now

    closed(north)
    take_time_off(membership=north.rob, starts_on=FRIDAY, ends_on=FRIDAY + DAY, by=north.lea, now=NOW)
    log_now(north.rob, MONDAY_AT_SIX - timedelta(days=4))
    leave, entry = Amendment.objects.order_by("pk")
    assert entry.before == leave.after
    assert entry.after["targets"]["attempts"] == "80"
    assert entry.after["actuals"]["attempts"] == "81"


def test_leave_of_other_weeks_amends_nothing(north):
    closed(north)
    take_time_off(membership=north.rob, starts_on=NOW.date(), ends_on=NOW.date() + DAY, by=north.lea, now=NOW)
    take_time_off(
        membership=north.rob, starts_on=FRIDAY + DAY, ends_on=FRIDAY + 3 * DAY, by=north.lea, now=NOW
    )
    assert not Amendment.objects.exists()
