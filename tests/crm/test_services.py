"""Moving opportunities and sharing their credit, to the cent."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from crm import services
from crm.models import Account, Credit, Opportunity, Stage
from organizations.models import Event
from organizations.services import place_member
from tests.cast import NOW, TODAY


@pytest.fixture
def deal(acme):
    with acme.scope():
        account = services.create_account(name="Kestrel Foods", owner=acme.rob, by=acme.rob, now=NOW)
        yield services.create_opportunity(
            name="Spring order", account=account, stage=Stage.objects.get(key="proposal"), amount=Decimal("100.01"),
            owner=acme.rob, by=acme.rob, now=NOW, currency="EUR",
        )  # fmt: skip


def stage(key):
    return Stage.objects.get(key=key)


def test_a_new_organization_has_its_stages(acme):
    with acme.scope():
        assert list(Stage.objects.values_list("key", "kind")) == [
            ("prospect", "open"), ("qualified", "open"), ("meeting_held", "open"), ("proposal", "open"),
            ("won", "won"), ("lost", "lost"),
        ]  # fmt: skip


def test_winning_counts_on_the_owners_local_day_and_makes_a_customer(deal, acme):
    acme.rob.zone = "Pacific/Kiritimati"
    acme.rob.save(update_fields=["zone"])
    services.move_opportunity(opportunity=deal, stage=stage("won"), by=acme.rob, now=NOW)
    assert Opportunity.objects.get().closed_on == date(2026, 11, 19)
    credit = Credit.objects.get()
    assert (credit.on, credit.team_id, credit.amount) == (
        date(2026, 11, 19),
        acme.north.pk,
        Decimal("100.01"),
    )
    assert Account.objects.get().kind == "customer"


def test_the_day_can_be_corrected_but_not_to_a_day_to_come(deal, acme):
    services.move_opportunity(opportunity=deal, stage=stage("won"), by=acme.rob, now=NOW)
    services.move_opportunity(
        opportunity=deal, stage=stage("won"), closed_on=date(2026, 10, 1), by=acme.rob, now=NOW
    )
    assert Credit.objects.get().on == date(2026, 10, 1)
    with pytest.raises(ValidationError, match="has not come yet"):
        services.move_opportunity(
            opportunity=deal, stage=stage("won"), closed_on=date(2026, 11, 19), by=acme.rob, now=NOW
        )


def test_back_in_an_open_stage_it_counts_nowhere(deal, acme):
    services.move_opportunity(opportunity=deal, stage=stage("won"), by=acme.rob, now=NOW)
    services.move_opportunity(opportunity=deal, stage=stage("qualified"), by=acme.rob, now=NOW)
    credit = Credit.objects.get()
    assert (credit.on, credit.team_id, Opportunity.objects.get().closed_on) == (None, None, None)


def test_credit_stays_with_the_team_of_the_day(deal, acme):
    services.move_opportunity(
        opportunity=deal, stage=stage("won"), closed_on=date(2026, 11, 2), by=acme.rob, now=NOW
    )
    place_member(membership=acme.rob, team=acme.south, from_on=date(2026, 11, 9), by=acme.ada, now=NOW)
    services.change_opportunity(
        opportunity=Opportunity.objects.get(), amount=Decimal(5), by=acme.rob, now=NOW
    )
    assert Credit.objects.get().team_id == acme.north.pk


@pytest.mark.parametrize(
    ("amount", "shares", "parts"),
    [
        ("100.01", ["50", "50"], ["50.01", "50.00"]),
        ("0.01", ["50", "50"], ["0.01", "0.00"]),
        ("100.00", ["33.33", "33.33", "33.34"], ["33.33", "33.33", "33.34"]),
        ("0.05", ["33.33", "33.33", "33.34"], ["0.02", "0.01", "0.02"]),
        ("100.00", ["99.99", "0.01"], ["99.99", "0.01"]),
    ],
)
def test_the_parts_add_up_to_the_whole(amount, shares, parts, deal, acme):
    services.change_opportunity(opportunity=deal, amount=Decimal(amount), by=acme.rob, now=NOW)
    people = [acme.rob, acme.rita, acme.sol]
    shared = dict(zip(people, map(Decimal, shares), strict=False))
    services.share_credit(opportunity=deal, shares=shared, by=acme.lea, now=NOW)
    found = list(Credit.objects.order_by("pk").values_list("amount", flat=True))
    assert [str(part) for part in found] == parts
    assert sum(found) == Decimal(amount)


@pytest.mark.parametrize(
    "shares", [["50", "49.99"], ["50", "50.01"], ["100", "0"], ["150", "-50"], ["50.001", "49.999"], []]
)
def test_shares_that_are_no_whole_are_refused(shares, deal, acme):
    shared = dict(zip([acme.rob, acme.rita], map(Decimal, shares), strict=False))
    with pytest.raises(ValidationError):
        services.share_credit(opportunity=deal, shares=shared, by=acme.lea, now=NOW)
    assert Credit.objects.get().share == 100


def test_shared_credit_stays_shared_when_the_owner_changes(deal, acme):
    half = Decimal(50)
    services.share_credit(opportunity=deal, shares={acme.rob: half, acme.rita: half}, by=acme.lea, now=NOW)
    services.change_opportunity(opportunity=deal, owner=acme.sol, by=acme.ada, now=NOW)
    assert set(Credit.objects.values_list("member_id", flat=True)) == {acme.rob.pk, acme.rita.pk}


def test_all_of_it_can_be_somebody_elses_and_stays_so_whatever_becomes_of_the_deal(deal, acme):
    services.share_credit(opportunity=deal, shares={acme.rita: Decimal(100)}, by=acme.lea, now=NOW)

    def credited():
        return [(one.member_id, one.share, one.amount, one.on) for one in Credit.objects.all()]

    assert credited() == [(acme.rita.pk, 100, deal.amount, None)]
    services.move_opportunity(opportunity=deal, stage=stage("won"), by=acme.rob, now=NOW)
    services.change_opportunity(opportunity=deal, amount=Decimal(70), by=acme.rob, now=NOW)
    services.change_opportunity(opportunity=deal, owner=acme.sol, by=acme.ada, now=NOW)
    assert credited() == [(acme.rita.pk, 100, 70, TODAY)]


def test_the_whole_credit_of_an_owner_goes_with_the_deal(deal, acme):
    services.change_opportunity(opportunity=deal, owner=acme.sol, by=acme.ada, now=NOW)
    assert Credit.objects.get().member == acme.sol


def test_a_change_tells_one_event_with_before_and_after(deal, acme):
    services.move_opportunity(opportunity=deal, stage=stage("won"), by=acme.rob, now=NOW)
    services.move_opportunity(opportunity=deal, stage=stage("won"), by=acme.rob, now=NOW)
    event = Event.objects.get(verb="opportunity_moved")
    assert event.data == {
        "kind": "won", "before": {"stage": "proposal", "closed_on": None},
        "after": {"stage": "won", "closed_on": str(TODAY)},
    }  # fmt: skip


def test_an_account_is_never_its_own_parent(acme):
    with acme.scope():
        top = services.create_account(name="Top", by=acme.ada, now=NOW)
        below = services.create_account(name="Below", parent=top, by=acme.ada, now=NOW)
        with pytest.raises(ValidationError, match="subsidiary of itself"):
            services.change_account(account=top, parent=below, by=acme.ada, now=NOW)
