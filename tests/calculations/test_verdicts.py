"""One sentence that judges a card (COUNTING §6, and the words of the design)."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecards.scoring import Line, score
from scorecards.verdicts import verdict

quick = settings(max_examples=60, deadline=None)
LABELS = {
    "attempts": "Attempts", "conversations": "Conversations",
    "meetings_booked": "Meetings booked", "meetings_held": "Meetings held",
}  # fmt: skip


def on(*others, **funnel):
    lines = [Line(key, LABELS[key], 20, *pair) for key, pair in funnel.items()]
    return verdict(score([*lines, *others]).lines)


def follow_ups(actual):
    return Line("follow_ups", "Follow-ups on time", 10, actual, Decimal("0.9"), unit="share")


def test_enough_calls_and_few_conversations_are_the_list_or_the_hour():
    found = on(
        follow_ups(Decimal("0.95")),
        attempts=(84, 80), conversations=(9, 16), meetings_booked=(2, 4), meetings_held=(4, 4),
    )  # fmt: skip
    assert found.sentence == "The calls were made. Too few people picked up."
    assert found.lede == (
        "84 attempts against 80, but 9 conversations against 16."
        " That points to the list or the hour, not to effort."
    )
    assert found.cause == "list or timing"


def test_few_attempts_at_normal_rates_are_effort():
    found = on(attempts=(21, 40), conversations=(3, 8))
    assert found.sentence == "21 of 40 attempts were made, at normal rates."
    assert found.lede == "21 attempts against 40, and 3 conversations against 8. That points to effort."
    assert found.cause == "effort"


def test_no_attempts_are_named_as_that():
    found = on(attempts=(0, 80), conversations=(0, 16))
    assert (found.sentence, found.cause) == ("No attempts were logged. 80 were due.", "effort")


def test_enough_conversations_and_few_meetings_are_skill():
    found = on(attempts=(80, 80), conversations=(16, 16), meetings_booked=(1, 4))
    assert found.sentence == "16 conversations led to 1 meeting, 4 were due."
    assert found.lede == (
        "16 conversations against 16, but 1 meeting booked against 4. That points to skill, not to effort."
    )
    assert found.cause == "skill"


def test_meetings_booked_and_not_held_are_skill_too():
    found = on(meetings_booked=(10, 8), meetings_held=(2, 6))
    assert found.sentence == "2 of 6 meetings were held, though 10 were booked."
    assert found.cause == "skill"


def test_small_numbers_are_not_enough_to_tell():
    found = on(attempts=(20, 20), conversations=(4, 4), meetings_booked=(0, 1))
    assert found.sentence == "0 of 1 meeting booked. Not enough to tell why yet."
    assert found.cause == "not enough to tell yet"


def test_from_attempts_straight_to_meetings_nobody_can_tell_list_from_skill():
    assert on(attempts=(80, 80), meetings_booked=(0, 8)).cause == "not enough to tell yet"
    assert on(conversations=(4, 16)).cause == "not enough to tell yet"


def test_a_shortfall_that_began_with_too_few_attempts_is_put_down_to_them():
    found = on(attempts=(80, 100), conversations=(15, 20))
    assert (found.sentence, found.cause) == ("80 of 100 attempts were made, at normal rates.", "effort")


def test_less_than_one_unit_short_is_not_behind():
    found = on(attempts=(20, 20), conversations=(1, Decimal("1.5")))
    assert found.sentence == "Conversations came to 1 of 1.5, the rest was on track."


def test_a_number_outside_the_funnel_can_be_the_one_behind():
    found = on(follow_ups(Decimal("0.6")), attempts=(84, 80))
    assert found.sentence == "Follow-ups on time came to 60% against 90%."


def test_money_and_lower_is_better_are_said_in_their_own_way():
    money = Line("revenue", "Revenue", 100, 20_000, 40_000, unit="EUR")
    assert verdict(score([money]).lines).sentence == "Revenue came to 20,000\u00a0EUR of 40,000\u00a0EUR."
    lost = Line("lost", "Customers lost", 100, 8, 4, lower_is_better=True)
    assert verdict(score([lost]).lines).sentence == "Customers lost came to 8, planned were at most 4."


def test_what_is_just_short_is_said_with_its_number():
    assert on(attempts=(36, 40)).sentence == "Attempts came to 36 of 40."
    found = on(attempts=(36, 40), conversations=(18, 20), meetings_booked=(4, 4))
    assert found.sentence == "2 of 3 numbers ended just short."
    assert found.lede == "Attempts came to 36 of 40; Conversations came to 18 of 20."


def test_a_good_week_is_a_fact_and_no_cheer():
    found = on(attempts=(84, 80), conversations=(20, 16))
    assert found.sentence == "All 2 targets were met."
    assert found.lede == "Furthest ahead: Conversations came to 20 of 16."
    assert (
        on(attempts=(39, 40), conversations=(16, 16)).sentence == "1 of 2 targets was met, the rest nearly."
    )
    assert on(attempts=(40, 40)).sentence == "Attempts came to 40 of 40."


@pytest.mark.parametrize("lines", [[], [Line("attempts", "Attempts", 100, 5, 0)]])
def test_where_nothing_was_scored_there_is_no_verdict(lines):
    assert verdict(score(lines).lines) is None


def test_a_very_long_name_moves_to_the_second_sentence():
    label = "Calls to customers of the second region that we have not met since spring"
    found = verdict(score([Line("long", label, 100, 1, 10)]).lines)
    assert found.sentence == "One number was behind."
    assert found.lede == f"{label} came to 1 of 10."


pairs = st.tuples(st.integers(0, 300), st.integers(0, 300))


@quick
@given(st.dictionaries(st.sampled_from(sorted(LABELS)), pairs), st.none() | st.fractions(0, 1))
def test_every_verdict_has_at_most_twelve_plain_words(funnel, share):
    found = on(*([follow_ups(share)] if share is not None else []), **funnel)
    if found is None:
        assert all(due == 0 for _, due in funnel.values())
        return
    assert 3 <= len(found.sentence.split()) <= 12
    said = f"{found.sentence} {found.lede}".lower()
    assert "!" not in said
    assert not any(word in said for word in ("failing", "great job", "bad", "poor", "lazy"))
    assert found.sentence.endswith(".")
