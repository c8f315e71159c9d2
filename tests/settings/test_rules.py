"""Rules of the organization: planned from the next week on, taken back until then, never backwards."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from activities.models import Activity
from crm.models import Opportunity, Stage
from goals.services import set_target
from metrics.engine import tally
from metrics.models import Metric
from organizations.models import Event, Organization
from organizations.periods import Period
from organizations.services import plan_rule
from scorecards.models import Card
from scorecards.weekly import close_due, close_week
from tests.cast import MONDAY, NOW

NEXT = date(2026, 11, 23)
SUNDAY = 6


def fresh(acme) -> Organization:
    return Organization.objects.get(pk=acme.organization.pk)


def plan(acme, rule, value, now=NOW):
    with acme.scope():
        return plan_rule(organization=fresh(acme), rule=rule, value=value, by=acme.ada, now=now)


def test_a_new_first_day_holds_from_the_next_week_on_and_makes_one_short_week(acme, enter):
    answer = enter(acme.ada).post("/o/acme/settings/rules/first_weekday/", {"value": "6"}, follow=True)
    page = answer.content.decode()
    assert "Planned. It holds from 23 November 2026 on." in page
    assert "Monday; Sunday from 23 November 2026 on" in page
    weeks = fresh(acme).grid.periods_between("week", Period(MONDAY, date(2026, 12, 6)))
    assert [(week.start, week.length) for week in weeks] == [
        (MONDAY, 7), (NEXT, 6), (date(2026, 11, 29), 7),
    ]  # fmt: skip
    with acme.scope():
        event = Event.objects.get(verb="rule_planned")
    assert event.data == {"rule": "first_weekday", "value": 6, "from_on": "2026-11-23", "before": []}


def test_the_page_says_the_dates_before_anything_is_chosen(acme, enter):
    page = enter(acme.ada).get("/o/acme/settings/rules/first_weekday/").content.decode()
    assert "Sunday, from 29 November 2026; before it a week of its own, 23 to 28 November 2026" in page
    assert "The running week, 16 to 22 November 2026, keeps what it has." in page


def test_what_is_planned_is_taken_back_and_undone_with_one_button(acme, enter):
    ada = enter(acme.ada)
    answer = ada.post("/o/acme/settings/rules/zone/", {"value": "Europe/Berlin"}, follow=True)
    assert 'action="/o/acme/settings/rules/zone/to/UTC/"' in answer.content.decode()
    assert "Take it back" in ada.get("/o/acme/settings/rules/zone/").content.decode()
    answer = ada.post("/o/acme/settings/rules/zone/to/UTC/", follow=True)
    assert "It stays as it is." in answer.content.decode()
    assert fresh(acme).rule_changes == []


def test_what_has_begun_stays_in_the_past_when_it_is_changed_again(acme):
    plan(acme, "first_weekday", SUNDAY)
    later = NOW + timedelta(days=14)
    assert plan(acme, "first_weekday", 0, later) == date(2026, 12, 6)
    assert [one.from_on for one in fresh(acme).changes] == [NEXT, date(2026, 12, 6)]
    assert fresh(acme).week_of(date(2026, 11, 30)).start == date(2026, 11, 29)


def test_in_its_first_week_it_holds_from_the_beginning(acme):
    Organization.objects.filter(pk=acme.organization.pk).update(created_at=NOW)
    plan(acme, "currency", "USD")
    assert (fresh(acme).currency, fresh(acme).rule_changes) == ("USD", [])


def test_a_fiscal_year_begins_on_the_first_of_its_month(acme):
    assert plan(acme, "fiscal_month", 4) == date(2027, 4, 1)
    assert fresh(acme).period_of("year", date(2027, 2, 1)) == Period(date(2027, 1, 1), date(2027, 4, 1))


@pytest.mark.parametrize(
    ("rule", "value"),
    [("zone", "Middle/Earth"), ("first_weekday", "9"), ("currency", "XX"), ("close_time", "25:00")],
)
def test_nonsense_is_refused(acme, enter, rule, value):
    assert enter(acme.ada).post(f"/o/acme/settings/rules/{rule}/", {"value": value}).status_code == 422
    assert enter(acme.ada).post(f"/o/acme/settings/rules/{rule}/to/{value}/").status_code == 404
    assert enter(acme.ada).get("/o/acme/settings/rules/name/").status_code == 404
    assert fresh(acme).rule_changes == []


def test_a_later_hour_of_closing_holds_for_the_next_week_first(acme):
    plan(acme, "close_time", time(9))
    house = fresh(acme)
    assert house.closing_time(house.week_of(MONDAY)) == time(6)
    assert house.closing_time(house.week_of(NEXT)) == time(9)


def test_cards_of_the_short_week_close_once_with_their_part_of_the_target(acme):
    """Fault 12: the organization changes its week in the middle of one."""
    with acme.scope():
        attempts = Metric.objects.get(key="attempts")
        set_target(member=acme.rob, metric=attempts, value=Decimal(50), from_on=MONDAY, by=acme.ada, now=NOW)
    plan(acme, "first_weekday", 2)  # from Monday to Wednesday: a week of two days
    closed = datetime(2026, 12, 2, 7, tzinfo=UTC)
    with acme.scope():
        organization = fresh(acme)
    close_due(organization_id=organization.pk, now=closed)
    close_due(organization_id=organization.pk, now=closed)
    with acme.scope():
        cards = list(Card.objects.filter(member=acme.rob, week_on__gte=MONDAY).order_by("week_on"))
        assert [card.week_on for card in cards] == [MONDAY, NEXT, date(2026, 11, 25)]
        targets = [
            line["target"] for card in cards for line in card.snapshot["lines"] if line["key"] == "attempts"
        ]
        assert targets == ["50", "20", "50"]
        row = [one["start"] for one in cards[-1].snapshot["weeks"]]
        assert row[-3:] == ["2026-11-16", "2026-11-23", "2026-11-25"]
        assert len(set(row)) == 13


def test_closed_cards_and_past_weeks_stay_when_the_week_changes(acme):
    with acme.scope():
        before = fresh(acme)
    week = before.week_of(MONDAY - timedelta(days=7))
    close_week(organization=before, week=week, now=NOW)
    with acme.scope():
        digests = list(Card.objects.order_by("pk").values_list("digest", flat=True))
    plan(acme, "first_weekday", SUNDAY)
    with acme.scope():
        assert fresh(acme).week_of(week.start) == week
        assert list(Card.objects.order_by("pk").values_list("digest", flat=True)) == digests
    assert close_week(organization=fresh(acme), week=week, now=NOW).cards == 0


def test_every_entry_is_in_one_week_and_the_weeks_make_the_total(acme):
    plan(acme, "first_weekday", 3)
    with acme.scope():
        template = {
            "member": acme.rob,
            "team": acme.north,
            "type_id": first_type(),
            "logged_at": NOW,
            "outcome": None,
        }
        for number in range(28):
            day = MONDAY + timedelta(days=number)
            at = datetime.combine(day, time(12), UTC)
            Activity.objects.create(occurred_at=at, occurred_on=day, **template)
        days = Period(MONDAY, MONDAY + timedelta(days=28))
        found = tally(["calls"], days, by="organization", every="week", organization=fresh(acme))
        weeks = [found.value("calls", None, bucket.start) for bucket in found.buckets]
    assert weeks == [7, 3, 7, 7, 4]
    assert sum(weeks) == found.value("calls") == 28


def first_type() -> int:
    from activities.models import ActivityType

    return ActivityType.objects.get(key="call").pk


def test_money_of_two_currencies_is_never_added(acme, enter):
    with acme.scope():
        won = Stage.objects.get(key="won")
        from crm.services import create_opportunity

        for currency, amount in (("EUR", 100), ("USD", 7)):
            create_opportunity(
                name=currency, stage=won, owner=acme.rob, amount=Decimal(amount), currency=currency,
                opened_on=MONDAY, closed_on=MONDAY, by=acme.rob, now=NOW,
            )  # fmt: skip
        week = fresh(acme).week_of(MONDAY)
        assert (
            tally(["won_value"], week, by="organization", organization=fresh(acme)).value("won_value") == 100
        )
    plan(acme, "currency", "USD")
    with acme.scope():
        house = fresh(acme)
        assert (house.currency_on(MONDAY), house.currency_on(NEXT)) == ("EUR", "USD")
        assert tally(["won_value"], week, by="organization", organization=house).value("won_value") == 100
        both = Period(MONDAY, date(2026, 12, 1))
        assert tally(["won_value"], both, by="organization", organization=house).value("won_value") == 7
    page = enter(acme.ada).get(
        "/o/acme/numbers/?metric=won_value&by=organization&period=custom&from=2026-11-16&to=2026-11-30"
    )
    assert "Amounts in EUR are left out" in page.content.decode()


def test_an_open_opportunity_is_brought_over_by_hand(acme, enter):
    with acme.scope():
        stage = Stage.objects.filter(kind=Stage.OPEN).first()
        found = Opportunity.objects.create(
            name="Old",
            owner=acme.rob,
            stage=stage,
            amount=Decimal(5),
            currency="EUR",
            opened_on=MONDAY,
            created_at=NOW,
        )
    plan(acme, "currency", "USD")
    said = enter(acme.ada).get("/o/acme/settings/rules/currency/").content.decode()
    assert "1 open opportunity is in EUR now." in said
    Organization.objects.filter(pk=acme.organization.pk).update(
        rule_changes=[{"rule": "currency", "from": "2026-11-16", "value": "USD"}]
    )
    rob, path = enter(acme.rob), f"/o/acme/customers/opportunities/{found.pk}/edit/"
    assert "Nothing is converted" in rob.get(path).content.decode()
    rob.post(path, {"name": "Old", "amount": "6", "currency": "USD"})
    with acme.scope():
        found.refresh_from_db()
    assert (found.amount, found.currency) == (Decimal(6), "USD")
