"""What is done to an opportunity after the week has closed stands beside the card."""

from datetime import timedelta
from decimal import Decimal

import pytest

from crm.models import Opportunity, Stage
from crm.services import change_opportunity, create_opportunity, move_opportunity, share_credit
from imports.runs import import_file
from metrics.models import Metric
from scorecards.models import Amendment
from scorecards.models.templates import TemplateVersion
from scorecards.services import close_card
from tests.cast import NOW
from tests.scorecards.conftest import MONDAY_AT_SIX, WEEK, aim

FRIDAY = WEEK.start + timedelta(days=4)


def kind(name):
    return Stage.objects.filter(kind=name).first()


@pytest.fixture
def cards(north):
    """Closed cards of Rob and Rita that weigh won opportunities alone."""
    won = Metric.objects.get(key="opportunities_won")
    for member in (north.rob, north.rita):
        aim(member, opportunities_won=2)
    for version in TemplateVersion.objects.all():
        first = version.lines.order_by("pk").first()
        version.lines.exclude(pk=first.pk).delete()
        version.lines.filter(pk=first.pk).update(metric=won, weight=100)
    return {
        name: close_card(member=getattr(north, name), week=WEEK, now=MONDAY_AT_SIX)
        for name in ("rob", "rita")
    }


@pytest.fixture
def deal(north):
    return Opportunity.objects.create(
        name="Spring order", owner=north.rob, stage=kind(Stage.OPEN), amount=Decimal(1200), currency="EUR",
        created_at=NOW,
    )  # fmt: skip


def won_of(card):
    return [one.after["actuals"]["opportunities_won"] for one in card.amendments.order_by("pk")]


def test_a_deal_won_in_a_closed_week_and_told_later_amends_its_card(north, cards, deal):
    move_opportunity(opportunity=deal, stage=kind(Stage.WON), closed_on=FRIDAY, by=north.rob, now=NOW)
    assert won_of(cards["rob"]) == ["1"]
    assert Amendment.objects.get().cause == "Opportunity closed on Fri 13 Nov changed"
    digest = cards["rob"].digest
    cards["rob"].refresh_from_db()
    assert cards["rob"].digest == digest


def test_taken_back_or_moved_out_of_the_week_it_counts_there_no_more(north, cards, deal):
    move_opportunity(opportunity=deal, stage=kind(Stage.WON), closed_on=FRIDAY, by=north.rob, now=NOW)
    move_opportunity(opportunity=deal, stage=kind(Stage.WON), closed_on=NOW.date(), by=north.rob, now=NOW)
    assert won_of(cards["rob"]) == ["1", "0"]
    move_opportunity(opportunity=deal, stage=kind(Stage.WON), closed_on=FRIDAY, by=north.rob, now=NOW)
    move_opportunity(opportunity=deal, stage=kind(Stage.OPEN), by=north.rob, now=NOW)
    assert won_of(cards["rob"]) == ["1", "0", "1", "0"]


def test_credit_shared_later_amends_the_cards_of_both(north, cards, deal):
    move_opportunity(opportunity=deal, stage=kind(Stage.WON), closed_on=FRIDAY, by=north.rob, now=NOW)
    share_credit(
        opportunity=deal, shares={north.rob: Decimal(50), north.rita: Decimal(50)}, by=north.ada, now=NOW
    )
    assert (won_of(cards["rob"]), won_of(cards["rita"])) == (["1", "1/2"], ["1/2"])


def test_another_owner_takes_the_credit_from_one_card_to_the_other(north, cards):
    deal = create_opportunity(
        name="Late news", stage=kind(Stage.WON), closed_on=FRIDAY, owner=north.rob, by=north.rob, now=NOW,
        currency="EUR", amount=Decimal(10),
    )  # fmt: skip
    assert won_of(cards["rob"]) == ["1"]
    change_opportunity(opportunity=deal, owner=north.rita, by=north.ada, now=NOW)
    assert (won_of(cards["rob"]), won_of(cards["rita"])) == (["1", "0"], ["1"])


def test_a_deal_of_the_running_week_and_a_new_name_amend_nothing(north, cards, deal):
    move_opportunity(opportunity=deal, stage=kind(Stage.WON), closed_on=NOW.date(), by=north.rob, now=NOW)
    change_opportunity(opportunity=deal, name="Autumn order", by=north.rob, now=NOW)
    assert not Amendment.objects.exists()


COLUMNS = {
    "external_id": "id", "name": "name", "owner": "who", "stage": {"constant": "won"},
    "closed_on": {"column": "on", "format": "%Y-%m-%d"}, "amount": "amount",
}  # fmt: skip
HEADER = "id,name,who,on,amount\n"


def bring(desk, north, rows):
    """In chunks of one row, each a transaction of its own."""
    path = desk.file(HEADER + "".join(f"{row}\n" for row in rows))
    import_file(
        organization=north.organization, kind="opportunities", path=path, by=north.ada, now=NOW, chunk=1,
        mapping_path=desk.mapping({"source": "test", "columns": COLUMNS}),
    )  # fmt: skip


def test_deals_imported_into_a_closed_week_amend_each_card_once(north, cards, desk):
    rows = [f"{n},Order {n},Rob Rep,{FRIDAY},100" for n in (1, 2)]
    bring(desk, north, rows)
    assert won_of(cards["rob"]) == ["2"]
    assert [one.cause for one in Amendment.objects.all()] == ["Opportunities imported"]
    bring(desk, north, [*rows, f"3,Order 3,Rob Rep,{NOW.date()},100"])
    assert Amendment.objects.count() == 1


def test_an_import_that_moves_a_deal_to_another_day_or_owner_amends_both(north, cards, desk):
    bring(desk, north, [f"{n},Order {n},Rob Rep,{FRIDAY},100" for n in (1, 2)])
    bring(desk, north, [f"1,Order 1,Rita Rep,{FRIDAY},100", f"2,Order 2,Rob Rep,{NOW.date()},100"])
    assert (won_of(cards["rob"]), won_of(cards["rita"])) == (["2", "0"], ["1"])


def test_credit_that_was_given_away_stays_so_when_the_deal_is_imported_again(north, cards, desk):
    bring(desk, north, [f"1,Order 1,Rob Rep,{FRIDAY},100"])
    deal = Opportunity.objects.get(external_id="1")
    share_credit(opportunity=deal, shares={north.rita: Decimal(100)}, by=north.ada, now=NOW)
    bring(desk, north, [f"1,Order 1,Rob Rep,{FRIDAY},150"])
    assert (won_of(cards["rob"]), won_of(cards["rita"])) == (["1", "0"], ["1"])
