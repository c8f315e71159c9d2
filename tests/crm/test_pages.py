"""Customers, contacts and opportunities as people use them."""

from decimal import Decimal

import pytest

from crm import services
from crm.models import Account, Contact, Credit, Opportunity, Stage
from imports.models import ImportBatch, ImportIssue
from organizations.choosing_people import FEW
from tests.cast import NOW, add_people
from tests.flat import assert_flat, queries_of

BASE = "/o/acme/customers/"


@pytest.fixture
def kestrel(acme):
    with acme.scope():
        return services.create_account(name="Kestrel Foods", owner=acme.rob, by=acme.rob, now=NOW)


@pytest.fixture
def deal(acme, kestrel):
    with acme.scope():
        return services.create_opportunity(
            name="Spring order", account=kestrel, stage=Stage.objects.get(key="proposal"), amount=Decimal(1200),
            owner=acme.rob, by=acme.rob, now=NOW, currency="EUR",
        )  # fmt: skip


def test_a_rep_adds_an_account_a_contact_and_an_opportunity_and_wins_it(enter, acme):
    rob = enter(acme.rob)
    page = rob.post(f"{BASE}add/", {"name": " Blue Door ", "kind": "prospect"}, follow=True)
    assert "Blue Door" in page.content.decode()
    with acme.scope():
        account = Account.objects.get(name="Blue Door")
        assert account.owner_id == acme.rob.pk
        won = Stage.objects.get(key="won")
        proposal = Stage.objects.get(key="proposal")
    rob.post(f"{BASE}{account.pk}/contacts/add/", {"name": "Samira Aziz", "phone": "+44 1"})
    rob.post(
        f"{BASE}{account.pk}/opportunities/add/",
        {"name": "500 boxes", "amount": "99.50", "stage": proposal.pk},
    )
    page = rob.get(f"{BASE}{account.pk}/").content.decode()
    assert "Samira Aziz" in page
    assert "€99.50" in page
    with acme.scope():
        deal = Opportunity.objects.get(name="500 boxes")
    page = rob.post(f"{BASE}opportunities/{deal.pk}/move/", {"stage": won.pk, "closed_on": ""}, follow=True)
    assert "Won on Wednesday 18 November." in page.content.decode()
    with acme.scope():
        assert Account.objects.get(name="Blue Door").kind == "customer"


def test_search_and_kind_narrow_the_list(enter, acme, kestrel):
    with acme.scope():
        services.create_account(name="100% Juice", kind="customer", owner=acme.rob, by=acme.rob, now=NOW)
    rob = enter(acme.rob)
    assert "Kestrel Foods" in rob.get(f"{BASE}?q=KESTREL").content.decode()
    found = rob.get(f"{BASE}?q=0%25&kind=customer").content.decode()
    assert "100% Juice" in found
    assert "Kestrel Foods" not in found
    assert rob.get(f"{BASE}?q=%00&kind=x&page=99").status_code == 200
    assert "Nobody has this name." in rob.get(f"{BASE}?q=nobody").content.decode()


def test_lists_cost_the_same_queries_for_seven_rows_as_for_two(enter, acme, kestrel):
    def add_accounts(count):
        with acme.scope():
            for number in range(count):
                services.create_account(name=f"Account {number}", owner=acme.rob, by=acme.rob, now=NOW)

    def add_inside(count):
        with acme.scope():
            for number in range(count):
                services.create_contact(
                    name=f"Person {number}", account=kestrel, owner=acme.rob, by=acme.rob, now=NOW
                )
                services.create_opportunity(
                    name=f"Deal {number}", account=kestrel, stage=Stage.objects.get(key="won"), owner=acme.rob,
                    by=acme.rob, now=NOW, currency="EUR",
                )  # fmt: skip

    def add_issues(count):
        with acme.scope():
            batch = ImportBatch.objects.create(
                kind="accounts", source="x", filename="x.csv", digest="0", started_at=NOW
            )
            ImportIssue.objects.bulk_create(
                [ImportIssue(batch=batch, line=n, reason="No.") for n in range(count)]
            )

    rob, ada = enter(acme.rob), enter(acme.ada)
    assert_flat(rob, BASE, add_accounts)
    assert_flat(rob, f"{BASE}{kestrel.pk}/", add_inside)
    assert_flat(rob, "/api/v1/o/acme/opportunities/", add_inside)
    assert_flat(ada, "/o/acme/imports/", add_issues)


def test_a_refused_form_keeps_what_was_typed(enter, acme, deal):
    answer = enter(acme.rob).post(f"{BASE}opportunities/{deal.pk}/edit/", {"name": "", "amount": "12x"})
    assert answer.status_code == 422
    assert 'value="12x"' in answer.content.decode()


def test_a_leader_shares_credit_and_wrong_shares_are_said(enter, acme, deal):
    lea = enter(acme.lea)
    path = f"{BASE}opportunities/{deal.pk}/credit/"
    wrong = lea.post(
        path, {"member_0": acme.rob.pk, "share_0": "60", "member_1": acme.rita.pk, "share_1": "30"}
    )
    assert wrong.status_code == 422
    assert "The shares add up to 90%. Make them 100%." in wrong.content.decode()
    lea.post(path, {"member_0": acme.rob.pk, "share_0": "60", "member_1": acme.rita.pk, "share_1": "40"})
    with acme.scope():
        assert list(Credit.objects.order_by("pk").values_list("amount", flat=True)) == [
            Decimal(720),
            Decimal(480),
        ]
    assert lea.post(path, {"member_0": acme.sol.pk, "share_0": "100"}).status_code == 422


def test_who_gets_credit_is_searched_by_name_where_there_are_many(enter, acme, deal):
    add_people(acme, FEW)
    ada, path = enter(acme.ada), f"{BASE}opportunities/{deal.pk}/"
    page = ada.get(path).content.decode()
    assert 'value="Rob Rep, rob@acme.example"' in page, "whoever has it stands in it"
    assert f'<option value="{acme.rita.pk}">' not in page
    assert "Rita Rep" in ada.get("/o/acme/people/find/?field=member_1&member_1=rita").content.decode()
    half = {"member_0": "rob@acme.example", "share_0": "50", "share_1": "50", "member_2": "", "share_2": ""}
    several = ada.post(f"{path}credit/", half | {"member_1": "south"})
    assert several.status_code == 422
    assert "Several people fit. Choose one of them." in several.content.decode()
    assert "Say whose share it is" not in several.content.decode()
    assert 'value="south"' in several.content.decode()
    picked = half | {"member_1": "south", "member_1-pick": acme.sol.pk}
    assert ada.post(f"{path}credit/", picked).status_code == 302
    with acme.scope():
        assert set(Credit.objects.values_list("member", "share")) == {(acme.rob.pk, 50), (acme.sol.pk, 50)}


def test_the_lines_of_credit_ask_for_the_people_once(enter, acme, deal):
    lea, path = enter(acme.lea), f"{BASE}opportunities/{deal.pk}/"

    def share(*people):
        parts = {1: [100], 2: [60, 40], 3: [50, 30, 20]}[len(people)]
        said = {f"member_{n}": one.pk for n, one in enumerate(people)}
        lea.post(f"{path}credit/", said | {f"share_{n}": part for n, part in enumerate(parts)})
        lea.get(path)  # says that it is saved
        return queries_of(lea, path)

    assert share(acme.rob, acme.rita) == share(acme.rob, acme.rita, acme.lea)


def test_a_rep_cannot_give_records_to_others(enter, bearer, acme):
    enter(acme.rob).post(f"{BASE}add/", {"name": "Mine", "kind": "prospect", "owner": acme.sol.pk})
    with acme.scope():
        assert Account.objects.get(name="Mine").owner_id == acme.rob.pk
    answer = bearer(acme.rob).post(
        "/api/v1/o/acme/accounts/", {"name": "His", "owner": acme.sol.pk}, content_type="application/json"
    )
    assert answer.status_code == 400
    assert "owner" in answer.json()


def test_the_api_makes_finds_and_shows(bearer, acme):
    rob = bearer(acme.rob)
    made = rob.post("/api/v1/o/acme/accounts/", {"name": "Kestrel"}, content_type="application/json")
    assert made.status_code == 201
    account = made.json()["id"]
    rob.post(
        "/api/v1/o/acme/contacts/", {"name": "Marta", "account": account}, content_type="application/json"
    )
    sent = {
        "name": "Spring",
        "account": account,
        "stage": "won",
        "amount": "10.00",
        "closed_on": "2026-11-02",
    }
    deal = rob.post("/api/v1/o/acme/opportunities/", sent, content_type="application/json")
    assert deal.status_code == 201
    shown = rob.get(f"/api/v1/o/acme/opportunities/{deal.json()['id']}/").json()
    assert shown["credits"] == [
        {
            "member": acme.rob.pk,
            "team": acme.north.pk,
            "share": "100.00",
            "amount": "10.00",
            "on": "2026-11-02",
        }
    ]
    assert [one["name"] for one in rob.get("/api/v1/o/acme/contacts/?q=mart").json()["results"]] == ["Marta"]
    assert rob.get("/api/v1/o/acme/contacts/?q=piet").json()["count"] == 0
    assert bearer(acme.sol).get("/api/v1/o/acme/accounts/").json()["count"] == 0


@pytest.mark.parametrize(
    "sent",
    [
        {"name": "x", "stage": "nowhere"}, {"name": "x", "stage": "won", "closed_on": "2027-01-01"},
        {"name": "", "stage": "won"}, {"name": "x", "stage": "won", "amount": "-1"},
        {"name": "x", "stage": "won", "account": 9**18}, {"name": "x\0", "stage": "won"}, [], "x",
    ],
)  # fmt: skip
def test_the_api_refuses_what_cant_be(sent, bearer, acme):
    answer = bearer(acme.rob).post("/api/v1/o/acme/opportunities/", sent, content_type="application/json")
    assert answer.status_code == 400


def test_an_admin_reads_what_an_import_could_not_take(enter, acme):
    with acme.scope():
        batch = ImportBatch.objects.create(
            kind="accounts",
            source="x",
            filename="deals.csv",
            digest="0",
            started_at=NOW,
            state="done",
            rows=2,
            refused=1,
        )
        ImportIssue.objects.create(
            batch=batch, line=7, column="Amount", value="<b>x", reason="It is not an amount."
        )
    ada = enter(acme.ada)
    assert "deals.csv" in ada.get("/o/acme/imports/").content.decode()
    page = ada.get(f"/o/acme/imports/{batch.pk}/").content.decode()
    assert "Line 7, Amount: &lt;b&gt;x" in page
    assert "It is not an amount." in page


def test_a_contact_who_asked_not_to_be_called_has_no_button(enter, acme, kestrel):
    with acme.scope():
        contact = Contact.objects.create(
            name="Piet", account=kestrel, owner=acme.rob, phone="+31 1", do_not_contact=True, created_at=NOW
        )
    rob = enter(acme.rob)
    assert "tel:" not in rob.get(f"{BASE}contacts/{contact.pk}/").content.decode()
    assert "tel:" not in rob.get(f"{BASE}{kestrel.pk}/").content.decode()
