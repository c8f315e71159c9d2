"""Oddities: neutral, for who leads alone, and never a penalty."""

from datetime import timedelta

import pytest

from activities.oddities import is_unlikely, oddities
from activities.services import tally
from organizations.services import name_leader
from tests.cast import NOW, TODAY
from tests.flat import queries_of

PAGE = "/o/acme/log/oddities/"


def odd(acme, *people):
    with acme.scope():
        return [(one.member_id, one.words) for one in oddities(people or acme.people, NOW)]


def test_eight_entries_within_five_minutes(inside, log):
    for number in range(8):
        at = NOW - timedelta(hours=2) + timedelta(seconds=30 * number)
        log("no_answer", prospect=f"P {number}", at=at, now=at)
    assert odd(inside) == [(inside.rob.pk, "8 or more entries within five minutes")]


def test_eight_entries_in_an_hour_are_a_good_hour(inside, log):
    for number in range(8):
        at = NOW - timedelta(hours=2) + timedelta(minutes=7 * number)
        log("no_answer", prospect=f"P {number}", at=at, now=at)
    assert odd(inside) == []


def test_a_day_that_all_ended_the_same(inside, log):
    for number in range(15):
        at = NOW - timedelta(hours=3) + timedelta(minutes=9 * number)
        log("no_answer", prospect=f"P {number}", at=at, now=at)
    assert odd(inside) == [(inside.rob.pk, "All 15 entries ended the same: No answer")]


def test_a_large_late_batch(inside, log):
    for number in range(10):
        at = NOW - timedelta(days=4) + timedelta(minutes=9 * number)
        log(
            ["no_answer", "busy"][number % 2],
            prospect=f"P {number}",
            at=at,
            now=NOW - timedelta(minutes=6 * number),
        )
    assert odd(inside) == [(inside.rob.pk, "10 entries logged more than two days later")]


def test_calls_at_night_on_the_clock_of_whoever_made_them(inside, log):
    for number in range(10):
        at = (NOW - timedelta(days=1)).replace(hour=22, minute=5 * number)
        log(["no_answer", "busy"][number % 2], prospect=f"P {number}", at=at, now=at + timedelta(minutes=1))
    assert odd(inside) == [(inside.rob.pk, "10 entries between 22:00 and 05:00 at night")]
    inside.rob.zone = "America/New_York"  # there it was five in the afternoon
    inside.rob.save()
    assert odd(inside) == []


def test_a_tally_is_no_oddity(inside, outcome):
    tally(member=inside.rob, day=TODAY, counts={outcome("no_answer"): 30}, by=inside.rob, now=NOW)
    assert odd(inside) == []


@pytest.mark.parametrize(
    ("k", "n", "expected"), [(4, 40, False), (8, 40, False), (12, 40, True), (0, 40, False), (40, 40, True)]
)
def test_a_rate_is_unlike_before_beyond_three_sigma(k, n, expected):
    assert is_unlikely(k, n, 20, 200) is expected


@pytest.fixture
def burst(inside, log):
    for number in range(8):
        log("no_answer", prospect=f"P {number}", at=NOW, now=NOW)


def test_the_list_is_for_who_leads_and_admins_alone(acme, enter, burst):
    for who in (acme.lea, acme.ada):
        assert "8 or more entries within five minutes" in enter(who).get(PAGE).content.decode()
    assert "Rob Rep" not in enter(acme.sam).get(PAGE).content.decode()
    for who in (acme.rob, acme.rita):
        assert enter(who).get(PAGE).status_code == 403
    log_of = "/o/acme/log/entries/"
    assert PAGE not in enter(acme.rob).get(log_of).content.decode()
    assert PAGE in enter(acme.lea).get(log_of).content.decode()


def test_nobody_is_on_their_own_list(acme, enter, burst):
    name_leader(team=acme.north, leader=acme.rob, by=acme.ada, now=NOW)
    page = enter(acme.rob).get(PAGE)
    assert page.status_code == 200
    assert "Nothing stands out." in page.content.decode()
    assert enter(acme.rob).post(f"{PAGE}{acme.rob.pk}/aside/", {"key": f"burst/{TODAY}"}).status_code == 403


def test_that_somebody_looked_stands_on_the_persons_own_page(acme, enter):
    enter(acme.lea).get(PAGE)
    about = enter(acme.rob).get("/o/acme/you/recorded/").content.decode()
    assert "patterns that stand out in the team’s logs, with yours" in about


def test_what_was_seen_is_put_aside_and_undo_brings_it_back(acme, enter, burst):
    lea, key = enter(acme.lea), f"burst/{TODAY}"
    lea.post(f"{PAGE}{acme.rob.pk}/aside/", {"key": key})
    lea.post(f"{PAGE}{acme.rob.pk}/aside/", {"key": key})
    assert "Nothing stands out." in lea.get(PAGE).content.decode()
    assert lea.post(f"{PAGE}{acme.rob.pk}/aside/", {"key": "a\0b"}).status_code == 302
    lea.post(f"{PAGE}{acme.rob.pk}/back/?key={key}")
    assert "Rob Rep" in lea.get(PAGE).content.decode()


def test_it_opens_the_entries_of_that_day(acme, enter, burst):
    page = enter(acme.lea).get(f"/o/acme/log/entries/?person={acme.rob.pk}&day={TODAY}").content.decode()
    assert "8\u00a0entries" in page
    other = enter(acme.lea).get(f"/o/acme/log/entries/?person={acme.rob.pk}&day=2026-11-10").content.decode()
    assert "Nothing was logged for that day." in other


def test_it_costs_the_same_for_everybody(acme, enter, burst):
    lea = enter(acme.lea)
    lea.get(PAGE)
    assert queries_of(lea, PAGE) <= 16
