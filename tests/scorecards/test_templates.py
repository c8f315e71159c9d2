"""Card templates: versions from a week on, who has which, and that each week goes by what held in it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.models import Metric
from organizations.models import Event
from organizations.models.organization import BEGINNING
from organizations.services import plan_rule
from scorecards.library import library_for
from scorecards.models import Card, CardTemplate, TemplateAssignment, TemplateVersion
from scorecards.seeds import SEEDS
from scorecards.services import (
    adopt_template,
    change_template,
    close_card,
    close_cards,
    close_team_card,
    give_template,
    make_template,
    restore_template,
    retire_template,
    set_default_template,
    take_back_template,
    take_back_version,
)
from tests.cast import MONDAY, NOW
from tests.scorecards.conftest import MONDAY_AT_SIX, WEEK, aim, log

NEXT = MONDAY + timedelta(days=7)
THIS_WEEK = WEEK.shift(7)
NEXT_WEEK = WEEK.shift(14)


def keys(card):
    return [line["key"] for line in card.snapshot["lines"]]


def metrics(**weights):
    return [(Metric.objects.get(key=key), weight) for key, weight in weights.items()]


def adopt(acme, role="am"):
    return adopt_template(role=role, by=acme.ada, now=NOW)


def test_every_seed_adds_up_and_is_made_of_metrics_that_are_there(north):
    for role in SEEDS:
        template = adopt(north, role)
        lines = template.versions.get().lines.select_related("metric")
        assert sum(line.weight for line in lines) == 100
        assert [line.metric.key for line in lines] == list(SEEDS[role].weights)
    assert CardTemplate.objects.count() == len(SEEDS)
    with pytest.raises(ValidationError):
        adopt(north, "nobody")


def test_adopting_twice_makes_one_and_a_retired_one_comes_back(north):
    first = adopt(north)
    assert adopt(north) == first
    retire_template(template=first, by=north.ada, now=NOW)
    assert adopt(north).retired_at is None
    assert CardTemplate.objects.filter(role="am").count() == 1


def test_a_template_holds_from_the_next_week_on_and_the_running_week_keeps_its_card(north):
    template = adopt(north)
    begins = give_template(template=template, members=[north.rob, north.rita], by=north.ada, now=NOW)
    assert begins == NEXT
    assert library_for(THIS_WEEK, [north.rob]).of(north.rob.pk).rules.name == "Prospecting"
    assert library_for(NEXT_WEEK, [north.rob]).of(north.rob.pk).rules.name == "Account manager"
    assert keys(close_card(member=north.rob, week=NEXT_WEEK, now=MONDAY_AT_SIX)) == list(SEEDS["am"].weights)
    assert keys(close_card(member=north.lea, week=NEXT_WEEK, now=MONDAY_AT_SIX)) == list(SEEDS["sdr"].weights)
    event = Event.objects.get(verb="card_template_given")
    assert event.data["members"] == [north.rob.pk, north.rita.pk]
    assert event.data["from_on"] == str(NEXT)


def test_a_closed_card_never_changes(north):
    card = close_card(member=north.rob, week=WEEK, now=MONDAY_AT_SIX)
    give_template(template=adopt(north), members=[north.rob], by=north.ada, now=NOW)
    change_template(
        template=card.template, name="Prospecting", lines=metrics(dials=100), by=north.ada, now=NOW
    )
    kept = close_card(member=north.rob, week=WEEK, now=NOW + timedelta(days=20))
    assert (kept.digest, kept.snapshot) == (card.digest, card.snapshot)
    assert kept.snapshot["template"]["from_on"] == str(BEGINNING)


def test_a_late_entry_amends_by_the_template_of_its_week(north):
    close_card(member=north.rob, week=WEEK, now=MONDAY_AT_SIX)
    give_template(template=adopt(north), members=[north.rob], by=north.ada, now=NOW)
    from scorecards.services import amend_card

    log(north.rob, 10, on=WEEK.start)
    amended = amend_card(card=Card.objects.get(member=north.rob), cause="Late", by=None, now=NOW)
    assert amended.after["actuals"].keys() == SEEDS["sdr"].weights.keys()
    assert amended.after["actuals"]["attempts"] == "10"


@pytest.mark.parametrize("day", [MONDAY, NEXT + timedelta(days=1), WEEK.start])
def test_days_of_weeks_that_run_and_days_inside_a_week_are_refused(north, day):
    with pytest.raises(ValidationError, match="first day of a week"):
        give_template(template=adopt(north), members=[north.rob], by=north.ada, now=NOW, from_on=day)
    assert not TemplateAssignment.objects.filter(member=north.rob).exists()


def test_a_later_week_can_be_planned_replaced_and_taken_back(north):
    template, later = adopt(north), NEXT + timedelta(days=14)
    give_template(template=template, members=[north.rob], by=north.ada, now=NOW, from_on=later)
    give_template(template=adopt(north, "ae"), members=[north.rob], by=north.ada, now=NOW)
    assert [one.from_on for one in TemplateAssignment.objects.filter(member=north.rob)] == [NEXT]
    assert take_back_template(member=north.rob, by=north.ada, now=NOW) is True
    assert take_back_template(member=north.rob, by=north.ada, now=NOW) is False
    assert not TemplateAssignment.objects.filter(member=north.rob).exists()


def test_back_to_the_default_keeps_the_history(north):
    give_template(template=adopt(north), members=[north.rob], by=north.ada, now=NOW)
    in_a_week = NOW + timedelta(days=7)
    give_template(template=None, members=[north.rob], by=north.ada, now=in_a_week)
    rob = TemplateAssignment.objects.filter(member=north.rob).order_by("from_on")
    assert [one.template and one.template.name for one in rob] == ["Account manager", None]
    names = [library_for(WEEK.shift(7 * n), [north.rob]).of(north.rob.pk).rules.name for n in (1, 2, 3)]
    assert names == ["Prospecting", "Account manager", "Prospecting"]


def test_another_default_is_for_everybody_who_was_given_none(north):
    give_template(template=adopt(north, "sdr"), members=[north.rita], by=north.ada, now=NOW)
    give_template(template=adopt(north, "ae"), members=[north.rob], by=north.ada, now=NOW)
    assert set_default_template(template=adopt(north), by=north.ada, now=NOW) == NEXT
    library = library_for(NEXT_WEEK, [north.lea, north.rob, north.rita])
    names = [library.of(one.pk).rules.name for one in (north.lea, north.rob, north.rita)]
    assert names == ["Account manager", "Full cycle", "Prospecting"]


def test_changed_lines_hold_from_the_next_week_and_a_planned_change_can_be_taken_back(north):
    template = CardTemplate.objects.get()
    lines = metrics(dials=60, conversations=40)
    assert change_template(template=template, name="Calls", lines=lines, by=north.ada, now=NOW) == NEXT
    assert [len(library_for(week, []).books[template.pk].metrics) for week in (THIS_WEEK, NEXT_WEEK)] == [
        4,
        2,
    ]
    assert close_card(member=north.rob, week=NEXT_WEEK, now=NOW).snapshot["template"]["name"] == "Calls"
    take_back_version(template=template, by=north.ada, now=NOW)
    assert TemplateVersion.objects.count() == 1


def test_changing_back_to_what_holds_now_takes_the_plan_away(north):
    template = CardTemplate.objects.get()
    held = metrics(**SEEDS["sdr"].weights)
    change_template(template=template, name="Prospecting", lines=metrics(dials=100), by=north.ada, now=NOW)
    assert change_template(template=template, name="Prospecting", lines=held, by=north.ada, now=NOW) is None
    assert TemplateVersion.objects.count() == 1


def test_what_nobody_has_had_is_changed_from_the_beginning(north):
    template = adopt(north)
    assert (
        change_template(template=template, name="AM", lines=metrics(dials=100), by=north.ada, now=NOW)
        == BEGINNING
    )
    give_template(template=template, members=[north.rob], by=north.ada, now=NOW)
    assert keys(close_card(member=north.rob, week=NEXT_WEEK, now=NOW)) == ["dials"]


@pytest.mark.parametrize(
    ("weights", "why"),
    [
        ({}, "at least one"),
        ({"dials": 60, "conversations": 30}, "The weights add to 90"),
        ({"dials": 110, "conversations": -10}, "above 0"),
        (
            dict.fromkeys(["dials", "calls", "attempts", "visits", "meetings_held", "emails_sent"], 10),
            "at most 5",
        ),
    ],
)
def test_wrong_lines_are_refused(north, weights, why):
    with pytest.raises(ValidationError, match=why):
        make_template(name="Own", lines=metrics(**weights), by=north.ada, now=NOW)
    assert CardTemplate.objects.count() == 1


def test_two_templates_of_one_name_are_refused_and_a_retired_name_is_free(north):
    own = make_template(name=" My  card ", lines=metrics(dials=100), by=north.ada, now=NOW, threshold=80)
    assert (own.name, own.versions.get().threshold) == ("My card", 80)
    with pytest.raises(ValidationError, match="already"):
        make_template(name="My card", lines=metrics(dials=100), by=north.ada, now=NOW)
    retire_template(template=own, by=north.ada, now=NOW)
    make_template(name="My card", lines=metrics(dials=100), by=north.ada, now=NOW)
    with pytest.raises(ValidationError, match="already"):
        restore_template(template=own, by=north.ada, now=NOW)


def test_what_somebody_has_or_will_have_is_not_retired(north):
    template = adopt(north)
    give_template(template=template, members=[north.rob], by=north.ada, now=NOW)
    with pytest.raises(ValidationError, match="Somebody has"):
        retire_template(template=template, by=north.ada, now=NOW)
    with pytest.raises(ValidationError, match="Somebody has"):
        retire_template(template=CardTemplate.objects.get(role="sdr"), by=north.ada, now=NOW)
    take_back_template(member=north.rob, by=north.ada, now=NOW)
    retire_template(template=template, by=north.ada, now=NOW)
    with pytest.raises(ValidationError, match="retired"):
        give_template(template=template, members=[north.rob], by=north.ada, now=NOW)


def test_who_does_not_sell_gets_none(north):
    with pytest.raises(ValidationError, match="does not sell"):
        give_template(template=adopt(north), members=[north.sam], by=north.ada, now=NOW)
    with pytest.raises(ValidationError, match="at least one person"):
        give_template(template=adopt(north), members=[], by=north.ada, now=NOW)


def test_a_change_of_the_week_leaves_the_plan_for_the_first_week_that_begins_after_it(north):
    """Weeks begin on Sundays from the day the template was planned for: the short week keeps what held before."""
    plan_rule(organization=north.organization, rule="first_weekday", value=2, by=north.ada, now=NOW)
    give_template(template=adopt(north), members=[north.rob], by=north.ada, now=NOW)
    grid = north.organization.grid
    short = grid.week_of(NEXT)
    assert short.start == NEXT
    assert library_for(short, [north.rob]).of(north.rob.pk).rules.name == "Account manager"


def test_a_teams_card_goes_by_the_template_most_of_its_people_have(north):
    for member in (north.rob, north.rita):
        aim(member, customer_touches=10)
    log(north.rob, 4, "customer_checkin", "talked", NEXT)
    log(north.lea, 3, on=NEXT)
    give_template(template=adopt(north), members=[north.rob, north.rita], by=north.ada, now=NOW)
    close_cards(members=[north.lea, north.rob, north.rita], week=NEXT_WEEK, now=MONDAY_AT_SIX)
    card = close_team_card(team=north.north, week=NEXT_WEEK, now=MONDAY_AT_SIX)
    assert card.snapshot["template"]["name"] == "Account manager"
    touches = card.snapshot["lines"][0]
    assert (touches["key"], touches["actual"], touches["target"]) == ("customer_touches", "4", "20")


def test_the_cards_of_many_templates_cost_what_those_of_one_cost(north):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    people = [north.lea, north.rob, north.rita]

    def cost(week):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            close_cards(members=people, week=week, now=MONDAY_AT_SIX)
        return sum("coaching_commitment" not in query["sql"] for query in captured)

    one = cost(THIS_WEEK)
    for member, role in zip(people, ("ae", "am", "founder"), strict=True):
        give_template(template=adopt(north, role), members=[member], by=north.ada, now=NOW)
    several = cost(NEXT_WEEK)
    assert several <= one + 2  # opportunities are another source: their stages, and their credits


STEPS = st.lists(
    st.tuples(
        st.integers(0, 5),  # in which week it is said
        st.integers(0, 3),  # so many weeks ahead
        st.sampled_from(["lea", "rob", "rita", "default"]),
        st.sampled_from(["sdr", "ae", "am", None]),
    ),
    max_size=8,
)


@pytest.mark.long
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_with_any_history_each_week_goes_by_exactly_the_template_of_that_week(north, steps):
    """Against a plain diary: for each person and the default, which template from which Monday on."""
    from django.db import transaction

    with transaction.atomic():
        diary: dict[str, dict[date, str | None]] = {"default": {BEGINNING: "sdr"}}
        for said, ahead, who, role in sorted(steps, key=lambda step: step[0]):
            now, day = NOW + timedelta(weeks=said), NEXT + timedelta(weeks=said + ahead)
            if who == "default":
                role = role or "sdr"
                set_default_template(template=adopt(north, role), by=north.ada, now=now, from_on=day)
            else:
                template = adopt(north, role) if role else None
                give_template(
                    template=template, members=[getattr(north, who)], by=north.ada, now=now, from_on=day
                )
            mine = {on: one for on, one in diary.get(who, {}).items() if on < day}
            diary[who] = mine | {day: role}
        check_weeks(north, diary)
        transaction.set_rollback(True)


def check_weeks(north, diary):
    def holds(who, monday):
        begun = [on for on in diary.get(who, {}) if on <= monday]
        return diary[who][max(begun)] if begun else None

    log(north.rob, 3, on=NEXT)
    log(north.rob, 2, "customer_checkin", "talked", NEXT)
    for n in range(10):
        week = THIS_WEEK.shift(7 * n)
        close_cards(members=[north.lea, north.rob, north.rita], week=week, now=MONDAY_AT_SIX)
        for who in ("lea", "rob", "rita"):
            role = holds(who, week.start) or holds("default", week.start)
            card = Card.objects.get(member=getattr(north, who), week_on=week.start)
            assert {line["key"]: line["weight"] for line in card.snapshot["lines"]} == SEEDS[role].weights
            assert {line["key"]: line["actual"] for line in card.snapshot["lines"]} == counted(
                who, week, role
            )


def counted(who, week, role):
    """What was logged, by hand: three tries and two touches of Rob in one week."""
    done = {"attempts": "3", "customer_touches": "2"} if who == "rob" and week.start == NEXT else {}
    return {key: done.get(key, "0") for key in SEEDS[role].weights}
