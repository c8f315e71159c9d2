"""What each kind of file brings: people with their teams, contacts, opportunities with credit, activities."""

from datetime import date
from decimal import Decimal

from activities.models import Activity
from crm.models import Account, Contact, Credit, Opportunity, Stage
from organizations.models import Membership, Placement, Team

PEOPLE = {
    "source": "test",
    "columns": {
        "external_id": "id", "name": "name", "team": ["region", "boss"], "leader": "boss",
        "placed_from": {"constant": "2020-01-01"},
    },
}  # fmt: skip
DEALS = {
    "source": "test",
    "stages": [{"key": "thinking", "name": "Thinking", "kind": "open"}],
    "columns": {
        "external_id": "id", "name": "id", "owner": "owner", "account": {"column": "account", "none": ["0"]},
        "stage": {"column": "stage", "values": {"Won": "won", "Lost": "lost", "Open": "thinking"}},
        "amount": "amount", "closed_on": "closed",
        "product": {"column": "product", "known": ["GTX Pro"]},
    },
}  # fmt: skip
CALLS = {
    "source": "test",
    "columns": {
        "external_id": "id", "owner": "owner", "type": {"constant": "call"}, "outcome": "outcome",
        "account": {"column": "account", "none": ["0"]}, "occurred_at": "at", "seconds": "seconds",
    },
}  # fmt: skip
DEALS_HEADER = "id,owner,account,stage,amount,closed,product\n"
CALLS_HEADER = "id,owner,account,at,seconds,outcome\n"


def problems(result):
    return [(issue["line"], issue["column"], issue["value"], issue["severity"]) for issue in result["issues"]]


def test_people_come_with_their_teams_and_leaders(desk, acme):
    content = (
        "id,name,region,boss\n1,Ann One,West,Bea Boss\n2,Bob Two,West,Bea Boss\n3,Cy Three,East,Ann One\n"
    )
    assert desk.bring(content, "people", PEOPLE)["created"] == 3
    with acme.scope():
        team = Team.objects.select_related("parent", "leader").get(name="Bea Boss")
        assert (team.parent.name, team.leader.name, team.leader.is_rep) == ("West", "Bea Boss", False)
        assert Team.objects.get(name="Ann One").leader.is_rep
        ann = Membership.objects.select_related("user").get(name="Ann One")
        assert ann.user.email == "ann-one@test.acme.invalid"
        assert not ann.user.has_usable_password()
        assert Placement.objects.get(membership=ann).starts_on == date(2020, 1, 1)


def test_a_person_who_moved_is_moved_from_today_on(desk, acme):
    content = "id,name,region,boss\n1,Ann One,West,Bea Boss\n2,Bob Two,East,Di Boss\n"
    desk.bring(content, "people", PEOPLE)
    moved = desk.bring(content.replace("Bob Two,East,Di", "Bob Two,West,Bea"), "people", PEOPLE)
    assert (moved["updated"], moved["unchanged"]) == (1, 1)
    with acme.scope():
        assert Placement.objects.filter(membership__name="Bob Two").count() == 2


def test_people_of_one_name_get_addresses_of_their_own(desk, acme):
    content = "id,name,region,boss\n1,Ann One,West,Bea\n2,Ann One,West,Bea\n"
    desk.bring(content, "people", PEOPLE)
    with acme.scope():
        found = Membership.objects.filter(name="Ann One").values_list("user__email", flat=True)
        assert sorted(found) == ["ann-one-2@test.acme.invalid", "ann-one@test.acme.invalid"]


def test_an_address_that_is_none_refuses_the_row_alone(desk, acme):
    mapping = {"source": "test", "columns": {"external_id": "id", "name": "name", "email": "email"}}
    result = desk.bring(
        "id,name,email\n1,Ann,nobody\n2,Bob,bob@test.example\n3,Rob,rob@acme.example\n", "people", mapping
    )
    assert (result["created"], result["refused"]) == (1, 2)
    assert problems(result) == [
        (2, "email", "nobody", "refused"),
        (4, "email", "rob@acme.example", "refused"),
    ]


def test_contacts_without_their_account_are_taken_and_reported(desk, acme):
    desk.bring("id,name,industry\n1,Kestrel,Food\n")
    mapping = {"source": "test", "columns": {"external_id": "id", "name": "name", "account": "account"}}
    result = desk.bring("id,name,account\n1,Marta,1\n2,Piet,9\n3,Sam,\n", "contacts", mapping)
    assert (result["created"], result["warned"]) == (3, 1)
    assert problems(result) == [(3, "account", "9", "warning")]
    with acme.scope():
        assert Contact.objects.get(name="Marta").account.name == "Kestrel"


def test_opportunities_bring_their_stage_and_the_credit_of_the_team_at_the_time(desk, acme):
    desk.bring("id,name,industry\n1,Kestrel,Food\n")
    content = (
        f"{DEALS_HEADER}a,Rob Rep,1,Won,99.99,2026-03-02,GTX Pro\nb,Sol South,0,Open,,,\n"
        "c,Rita Rep,,Lost,0,2026-04-01,\n"
    )
    result = desk.bring(content, "opportunities", DEALS)
    assert (result["created"], result["issues"]) == (3, [])
    with acme.scope():
        credit = Credit.objects.select_related("team").get(opportunity__external_id="a")
        assert (credit.member_id, credit.share, credit.amount) == (
            acme.rob.pk,
            Decimal(100),
            Decimal("99.99"),
        )
        assert (credit.on, credit.team.name) == (date(2026, 3, 2), "North")
        still_open = Credit.objects.get(opportunity__external_id="b")
        assert (still_open.on, still_open.team_id, still_open.amount) == (None, None, Decimal(0))
        assert Stage.objects.get(key="thinking").kind == "open"
        assert Account.objects.get(external_id="1").kind == "customer"
    assert desk.bring(content, "opportunities", DEALS)["unchanged"] == 3


def test_a_new_owner_takes_the_credit_along(desk, acme):
    content = f"{DEALS_HEADER}a,Rob Rep,,Won,10,2026-03-02,\n"
    desk.bring(content, "opportunities", DEALS)
    assert desk.bring(content.replace("Rob Rep", "Sol South"), "opportunities", DEALS)["updated"] == 1
    with acme.scope():
        credit = Credit.objects.select_related("team").get()
        assert (credit.member_id, credit.team.name) == (acme.sol.pk, "South")


def test_opportunities_that_cant_be_right_are_reported_each_with_its_reason(desk, acme):
    rows = [
        "a,Nobody Known,,Won,1,2026-03-02,", "b,Rob Rep,,Maybe,1,2026-03-02,", "c,Rob Rep,,Won,1.005,2026-03-02,",
        "d,Rob Rep,,Won,x,2026-03-02,", "e,Rob Rep,,Won,1,02/03/2026,",
        "f,Rob Rep,,Won,1,,", "g,Rob Rep,,Won,-1,2026-03-02,",
        "h,Rob Rep,,Won,1,2026-03-02,GTXPro", "i,Rob Rep,,Open,1,2026-03-02,",
    ]  # fmt: skip
    result = desk.bring(DEALS_HEADER + "\n".join(rows), "opportunities", DEALS)
    assert (result["created"], result["refused"], result["warned"]) == (2, 7, 2)
    assert problems(result) == [
        (2, "owner", "Nobody Known", "refused"), (3, "stage", "Maybe", "refused"), (4, "amount", "1.005", "refused"),
        (5, "amount", "x", "refused"), (6, "closed", "02/03/2026", "refused"), (7, "closed", "", "refused"),
        (8, "amount", "-1", "refused"), (9, "product", "GTXPro", "warning"), (10, "closed", "2026-03-02", "warning"),
    ]  # fmt: skip
    with acme.scope():
        assert Opportunity.objects.get(external_id="h").product == "GTXPro"


def test_two_people_of_one_name_are_never_guessed_between(desk, acme):
    desk.bring("id,name,region,boss\n1,Ann One,West,Bea\n2,Ann One,West,Bea\n", "people", PEOPLE)
    result = desk.bring(f"{DEALS_HEADER}a,Ann One,,Open,,,\nb,2,,Open,,,\n", "opportunities", DEALS)
    assert (result["created"], result["refused"]) == (1, 1)
    assert result["issues"][0]["reason"] == "Several people here have this name. Use their ids."


def test_activities_fall_on_the_day_of_their_owners_clock(desk, acme):
    with acme.scope():
        Membership.objects.filter(pk=acme.rob.pk).update(zone="Pacific/Auckland")
    desk.bring("id,name,industry\n1,Kestrel,Food\n")
    content = (
        f"{CALLS_HEADER}a,Rob Rep,1,2026-03-02 23:30:00,60,no_answer\nb,Rob Rep,0,2026-03-02 23:30:00,60,\n"
        "c,Rob Rep,8,2026-03-02 00:10:00,,call_later\nd,Nobody,,2026-03-02 00:10:00,,\n"
        "e,Rob Rep,,2099-03-02 00:10:00,,\nf,Rob Rep,,2026-03-02 00:10:00,,danced\n"
    )
    result = desk.bring(content, "activities", CALLS)
    assert (result["created"], result["refused"], result["warned"]) == (3, 3, 1)
    assert problems(result) == [
        (4, "account", "8", "warning"), (5, "owner", "Nobody", "refused"),
        (6, "at", "2099-03-02 00:10:00", "refused"), (7, "outcome", "danced", "refused"),
    ]  # fmt: skip
    with acme.scope():
        late = Activity.objects.select_related("team", "account").get(external_id="a")
        assert (late.occurred_on, late.occurred_at.isoformat()) == (
            date(2026, 3, 2),
            "2026-03-02T10:30:00+00:00",
        )
        assert (late.team.name, late.account.name, late.evidence) == ("North", "Kestrel", "imported")
        assert late.prospect_key == f"a{late.account_id}"
    assert desk.bring(content, "activities", CALLS)["unchanged"] == 3


def test_amounts_are_read_as_the_mapping_says_they_are_written(desk, acme):
    mapping = DEALS | {"delimiter": ";", "columns": DEALS["columns"] | {
        "amount": {"column": "amount", "decimal": ",", "thousands": ".", "signs": "€"},
        "closed_on": {"column": "closed", "format": "%d.%m.%Y"},
    }}  # fmt: skip
    content = DEALS_HEADER.replace(",", ";") + "a;Rob Rep;;Won;€ 1.054,50;02.03.2026;\n"
    assert desk.bring(content, "opportunities", mapping)["created"] == 1
    with acme.scope():
        assert Opportunity.objects.get().amount == Decimal("1054.50")
