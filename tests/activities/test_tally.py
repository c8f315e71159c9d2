"""The end-of-day tally: counts per type and outcome, marked as tally, the same however often it is sent."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.codes import Unclear, counts_in, letter_for
from activities.models import Activity, ActivityType, Outcome
from activities.services import tallied, tally, types
from metrics.engine import tally as count
from metrics.models import Metric
from organizations.models import Event
from organizations.periods import DAY, Period
from tests.cast import NOW, TODAY

PAGE = "/o/acme/log/tally/"


def field(acme, key, type_key="call"):
    with acme.scope():
        return f"n-{Outcome.objects.get(type__key=type_key, key=key).pk}"


def kept(acme):
    with acme.scope():
        return list(Activity.objects.kept().select_related("outcome").order_by("pk"))


def test_fourteen_dials_and_three_talks_are_seventeen_entries_of_lower_evidence(acme, enter):
    rob = enter(acme.rob)
    counts = {field(acme, "no_answer"): "14", field(acme, "call_later"): "3"}
    answer = rob.post(PAGE, counts, follow=True)
    assert "17 entries added." in answer.content.decode()
    entries = kept(acme)
    assert {(one.evidence, one.prospect_key, one.occurred_on) for one in entries} == {("tally", "", TODAY)}
    assert sorted(one.outcome.key for one in entries) == ["call_later"] * 3 + ["no_answer"] * 14
    assert not any(one.occurred_at > NOW for one in entries)


def test_entries_without_a_prospect_earn_credit_one_by_one(acme, enter):
    enter(acme.rob).post(PAGE, {field(acme, "no_answer"): "14", field(acme, "not_interested"): "3"})
    with acme.scope():
        metrics = list(Metric.objects.filter(key__in=["attempts", "conversations"]))
        figures = count(metrics, Period(TODAY, TODAY + DAY), by="person", organization=acme.organization)
        assert figures.value("attempts", acme.rob.pk) == 17
        assert figures.value("conversations", acme.rob.pk) == 3


def test_sending_it_twice_changes_nothing(acme, enter):
    rob, counts = enter(acme.rob), {field(acme, "no_answer"): "5"}
    rob.post(PAGE, counts)
    answer = rob.post(PAGE, counts, follow=True)
    assert "Nothing has changed." in answer.content.decode()
    assert len(kept(acme)) == 5


def test_changing_the_number_changes_the_entries_and_keeps_their_history(acme, enter):
    rob, name = enter(acme.rob), field(acme, "no_answer")
    rob.post(PAGE, {name: "5"})
    rob.post(PAGE, {name: "2"})
    assert len(kept(acme)) == 2
    rob.post(PAGE, {name: "4"})
    assert len(kept(acme)) == 4
    with acme.scope():
        assert Activity.objects.count() == 5  # the fifth is still known as taken out
        assert Event.objects.filter(verb="activity_deleted").count() == 3
        assert Event.objects.filter(verb="activity_restored").count() == 2


def test_the_same_day_again_shows_what_was_tallied_and_what_was_logged(acme, enter, log):
    log("no_answer", prospect="Tom Healy")
    rob = enter(acme.rob)
    rob.post(PAGE, {field(acme, "no_answer"): "5"})
    page = rob.get(PAGE).content.decode()
    assert "5 entries are tallied for this day." in page
    assert "1 logged" in page
    assert 'value="5"' in page


@pytest.mark.parametrize("text", ["-1", "two", "201", "1.5", "٣٣٣٣٣٣٣"])
def test_what_is_no_number_is_refused_and_nothing_typed_is_lost(acme, enter, text):
    counts = {field(acme, "no_answer"): text, field(acme, "busy"): "7"}
    answer = enter(acme.rob).post(PAGE, counts)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "No answer: type a number from 0 to 200." in page
    assert 'value="7"' in page
    assert kept(acme) == []


@pytest.mark.parametrize(("days", "words"), [(1, "has not come yet"), (-8, "last seven days")])
def test_days_to_come_and_days_long_gone_are_refused(acme, enter, days, words):
    day = (TODAY + timedelta(days=days)).isoformat()
    answer = enter(acme.rob).post(f"{PAGE}?day={day}", {field(acme, "no_answer"): "1"})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_yesterdays_tally_is_yesterdays(acme, enter):
    yesterday = TODAY - timedelta(days=1)
    enter(acme.rob).post(f"{PAGE}?day={yesterday}", {field(acme, "no_answer"): "2"})
    assert {one.occurred_on for one in kept(acme)} == {yesterday}


def test_two_people_tally_beside_each_other(acme):
    with acme.scope():
        outcome = Outcome.objects.select_related("type").get(type__key="call", key="no_answer")
        for person in (acme.rob, acme.rita):
            tally(member=person, day=TODAY, counts={outcome: 3}, by=person, now=NOW)
        assert tallied(acme.rita, TODAY) == {outcome.pk: 3}


def test_the_sheet_has_the_codes_of_the_page(acme, enter):
    rob = enter(acme.rob)
    page, sheet = rob.get(PAGE).content.decode(), rob.get(f"{PAGE}sheet/").content.decode()
    for code in ("C1", "C11", "E1"):
        assert f">{code}<" in page
        assert f">{code}<" in sheet


def test_what_stands_on_the_sheet_is_typed_by_its_codes(acme, enter):
    rob = enter(acme.rob)
    said = rob.post(PAGE, {"codes": "c1 14, C7: 3\nｃ８ x 2 e1=1"}, follow=True).content.decode()
    assert "20 entries added." in said
    found = [one.outcome.key for one in kept(acme)]
    assert {key: found.count(key) for key in found} == {
        "no_answer": 14, "not_interested": 3, "busy": 2, "sent": 1
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("C1", "C1 14"), ("14 C1", "“14 C1”"), ("C1 many", "“C1 many”"), ("C99 2", "no code C99"),
        ("C1 1234567", "C1 14"), ("C1 201", "from 0 to 200"),
    ],
)  # fmt: skip
def test_codes_that_say_nothing_are_refused_at_the_field_and_nothing_typed_is_lost(acme, enter, typed, words):
    answer = enter(acme.rob).post(PAGE, {"codes": typed, field(acme, "busy"): "7"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert f'value="{typed}"' in page
    assert 'value="7"' in page
    assert kept(acme) == []


def test_a_printed_sheet_stays_right_whatever_is_put_in_order_renamed_or_gets_another_code(inside, enter):
    by_ada = {"by": inside.ada, "now": NOW}
    call = ActivityType.objects.get(key="call")
    no_answer = Outcome.objects.get(type=call, key="no_answer")
    pks = list(Outcome.objects.filter(type=call).values_list("pk", flat=True))
    types.order_outcomes(type=call, pks=pks[::-1], **by_ada)
    types.change_outcome(outcome=no_answer, name="Nobody there", code="na", **by_ada)
    rob = enter(inside.rob)
    assert ">NA<" in rob.get(f"{PAGE}sheet/").content.decode()
    rob.post(PAGE, {"codes": "C1 2 na 1 C8 4"})
    found = [one.outcome.key for one in kept(inside)]
    assert (found.count("no_answer"), found.count("busy")) == (3, 4)


def test_a_retired_outcome_keeps_its_code_and_says_so(inside, enter):
    call = ActivityType.objects.get(key="call")
    last = Outcome.objects.filter(type=call).order_by("position").last()
    types.retire_outcome(outcome=last, by=inside.ada, now=NOW)
    again = types.add_outcome(type=call, name="Something else", by=inside.ada, now=NOW)
    number = int(last.code[1:])
    assert again.code == f"C{number + 1}"
    page = enter(inside.rob).post(PAGE, {"codes": f"{last.code} 2"}).content.decode()
    assert f"{last.code} was “Call: {last.name}”, which is retired" in page


def test_letters_are_those_of_the_names_and_never_twice():
    taken = set()
    letters = []
    for name in ["Call", "Customer check-in", "E-mail", "中文", "Call", "Ccc", *("Z" * 40)]:
        letters.append(letter_for(name, taken))
        taken.add(letters[-1])
    assert letters[:3] == ["C", "U", "E"]
    assert len(set(letters)) == 46


@given(st.text(max_size=80))
def test_whatever_is_typed_as_codes_is_counts_or_unclear(text):
    try:
        found = counts_in(text)
    except Unclear:
        return
    assert all(code and count >= 0 for code, count in found.items())
