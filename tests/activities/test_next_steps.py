"""Every active prospect and open deal has a next date or a stated reason; a list shows which don't."""

from datetime import timedelta
from decimal import Decimal

import pytest

from activities.models import FollowUp, Hold
from activities.services import hold, plan_follow_up
from crm.models import Account, Contact, Opportunity, Stage
from tests.cast import NOW, TODAY
from tests.flat import assert_flat

BASE = "/o/acme/log/next-steps/"


@pytest.fixture
def deal(inside, kestrel):
    stage = Stage.objects.filter(kind=Stage.OPEN).first()
    return Opportunity.objects.create(
        name="Spring order",
        account=kestrel,
        owner=inside.rob,
        stage=stage,
        amount=Decimal(1200),
        currency="EUR",
        created_at=NOW,
    )


def page(client, query=""):
    return client.get(BASE + query).content.decode()


def test_an_open_deal_without_a_next_step_is_listed_and_on_today(inside, enter, deal):
    rob = enter(inside.rob)
    assert "1 open deal has no next step." in page(rob)
    assert "No next step. Plan one, or say why there is none." in rob.get("/o/acme/today/").content.decode()


@pytest.mark.parametrize("with_", ["opportunity", "account"])
def test_a_follow_up_with_the_deal_or_its_account_is_a_next_step(inside, enter, deal, kestrel, with_):
    who = {"opportunity": deal} if with_ == "opportunity" else {"account": kestrel}
    plan_follow_up(member=inside.rob, due_on=TODAY, by=inside.rob, now=NOW, **who)
    assert "Everybody has a next date." in page(enter(inside.rob))


def test_one_tap_plans_it_for_its_owner_and_undo_takes_it_back(inside, enter, deal):
    lea = enter(inside.lea)
    answer = lea.post(f"{BASE}plan/?opportunity={deal.pk}", {"when": "2026-11-19"}, follow=True)
    assert "Next step planned: Spring order" in answer.content.decode()
    planned = FollowUp.objects.get()
    assert (planned.member, planned.opportunity, planned.account_id) == (inside.rob, deal, deal.account_id)


def test_a_reason_counts_until_its_day(inside, enter, deal):
    rob = enter(inside.rob)
    until = (TODAY + timedelta(days=30)).isoformat()
    rob.post(f"{BASE}hold/?opportunity={deal.pk}", {"reason": "Budget in spring", "until_on": until})
    shown = page(rob)
    assert "Everybody has a next date." in shown
    assert "Budget in spring" in shown
    Hold.objects.update(until_on=TODAY)
    assert "1 open deal has no next step." in page(rob)


def test_a_reason_is_lifted_again(inside, enter, deal):
    rob = enter(inside.rob)
    said = hold(opportunity=deal, reason="Later", by=inside.rob, now=NOW)
    rob.post(f"{BASE}{said.pk}/lift/")
    assert "1 open deal has no next step." in page(rob)


def test_no_reason_is_no_reason(inside, enter, deal):
    answer = enter(inside.rob).post(f"{BASE}hold/?opportunity={deal.pk}", {"reason": "  "}, follow=True)
    assert "Say why, in a few words." in answer.content.decode()
    assert not Hold.objects.exists()


def test_a_prospect_who_is_worked_on_needs_a_next_date(inside, enter, marta, log):
    rob = enter(inside.rob)
    assert "Everybody has a next date." in page(rob)
    log("no_answer", contact=marta)
    assert "1 prospect has no next date." in page(rob)


@pytest.mark.parametrize("ending", ["not_interested", "do_not_contact"])
def test_who_said_no_needs_none(inside, enter, marta, log, ending):
    log(ending, contact=marta)
    assert "Everybody has a next date." in page(enter(inside.rob))


def test_customers_and_those_long_left_alone_are_no_active_prospects(inside, enter, marta, kestrel, log):
    then = NOW - timedelta(days=100)
    log("no_answer", contact=marta, at=then, now=then)
    assert "Everybody has a next date." in page(enter(inside.rob))
    log("no_answer", contact=marta)
    Account.objects.filter(pk=kestrel.pk).update(kind=Account.CUSTOMER)
    assert "Everybody has a next date." in page(enter(inside.rob))


def test_a_silent_customer_is_on_today(inside, enter, kestrel):
    Account.objects.filter(pk=kestrel.pk).update(
        kind=Account.CUSTOMER, last_two_way_at=NOW - timedelta(days=120)
    )
    assert (
        "A customer, last talked with on 21 July." in enter(inside.rob).get("/o/acme/today/").content.decode()
    )


def test_a_leader_looks_at_a_person_and_a_stranger_sees_oneself(inside, enter, deal):
    assert "1 open deal has no next step." in page(enter(inside.lea), f"?person={inside.rob.pk}")
    assert "Everybody has a next date." in page(enter(inside.sol), f"?person={inside.rob.pk}")
    assert (
        enter(inside.sol).post(f"{BASE}plan/?opportunity={deal.pk}", {"when": "2026-11-19"}).status_code
        == 404
    )


def test_the_list_costs_the_same_for_seven_as_for_two(inside, enter, kestrel, log):
    made = iter(range(100))

    def add(count):
        for _n in range(count):
            number = next(made)
            contact = Contact.objects.create(
                name=f"Contact {number}", owner=inside.rob, account=kestrel, created_at=NOW
            )
            log("no_answer", contact=contact)

    assert_flat(enter(inside.rob), BASE, add)
