"""The end-of-day tally: counts per type and outcome, marked as tally, the same however often it is sent."""

from datetime import timedelta

import pytest

from activities.codes import letter_for
from activities.models import Activity, Outcome
from activities.services import tallied, tally
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


def test_letters_are_those_of_the_names_and_never_twice():
    taken = set()
    letters = []
    for name in ["Call", "Customer check-in", "E-mail", "中文", "Call", "Ccc"]:
        letters.append(letter_for(name, taken))
        taken.add(letters[-1])
    assert letters[:3] == ["C", "U", "E"]
    assert len(set(letters)) == 6
