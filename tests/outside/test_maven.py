"""The Maven pipeline: 8,800 opportunities of 35 agents under 6 managers in 3 regions, to the unit."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from crm.models import Account, Credit, Opportunity, Stage
from imports.models import ImportBatch
from metrics.engine import rows, tally
from metrics.models import Metric
from organizations.models import Membership, Organization, Placement, Team
from organizations.periods import Period
from organizations.tenancy.scope import organization_scope
from tests.cast import start
from tests.outside.conftest import bring_in, taken_back

ALL_TIME = Period(date(2016, 1, 1), date(2018, 1, 1))
WITHOUT_DEALS = {"Carl Lin", "Carol Thompson", "Elizabeth Anderson", "Mei-Mei Johns", "Natalya Ivanova"}
FILES = [("people", "sales_teams"), ("accounts", "accounts"), ("opportunities", "sales_pipeline")]
MANAGERS = {
    "Melvin Marxen": (882, 2_251_930), "Summer Sewald": (828, 1_964_750), "Rocco Neubert": (691, 1_960_545),
    "Celia Rouche": (610, 1_603_897), "Cara Losch": (480, 1_130_049), "Dustin Brinkmann": (747, 1_094_363),
}  # fmt: skip
MONTHS = [
    (531, 1_134_672), (285, 721_932), (438, 1_025_713), (531, 1_338_466), (308, 696_932),
    (446, 1_050_059), (503, 1_235_264), (279, 731_980), (406, 938_943), (511, 1_131_573),
]  # fmt: skip


@pytest.fixture(scope="module")
def maven(outside, django_db_setup, django_db_blocker):
    with taken_back(django_db_blocker):
        organization = start("maven", "Maven", "admin@maven.example", "Ada Maven")
        results = {}
        for kind, name in FILES:
            results[kind] = bring_in(kind, outside / "maven-crm" / f"{name}.csv", "maven", f"maven/{kind}")
        with organization_scope(organization.pk):
            yield organization, results


@pytest.fixture
def organization(maven) -> Organization:
    return maven[0]


def figures(organization, by, every=None, period=ALL_TIME, **more):
    return tally(
        ["opportunities_won", "won_value", "win_rate"],
        period,
        by=by,
        every=every,
        organization=organization,
        **more,
    )


def test_every_row_is_taken_and_the_mismatched_product_is_reported_not_guessed(maven):
    result = maven[1]["opportunities"]
    assert {key: result[key] for key in ("rows", "created", "refused", "warned")} == {
        "rows": 8800, "created": 8800, "refused": 0, "warned": 1480
    }  # fmt: skip
    first = result["issues"][0]
    assert (first["line"], first["column"], first["value"], first["severity"]) == (
        3,
        "product",
        "GTXPro",
        "warning",
    )
    assert first["reason"] == "'GTXPro' is not known (there is 'GTX Pro'). It was kept as it is."
    assert len(result["issues"]) == 1480
    assert Opportunity.objects.filter(product="GTXPro").count() == 1480
    assert not Opportunity.objects.filter(product="GTX Pro").exists()


def test_stages_have_the_counts_of_the_file(maven):
    counts = {stage.key: stage.opportunities.count() for stage in Stage.objects.all()}
    assert {key: n for key, n in counts.items() if n} == {
        "won": 4238, "lost": 2473, "engaging": 1589, "prospecting": 500
    }  # fmt: skip


def test_blanks_stay_blank(maven):
    blank = Opportunity.objects.filter(account__isnull=True)
    assert blank.count() == 1425
    assert blank.filter(stage__key="engaging").count() == 1088
    assert blank.filter(stage__key="prospecting").count() == 337
    assert Opportunity.objects.filter(opened_on__isnull=True).count() == 500
    assert Opportunity.objects.filter(closed_on__isnull=True).count() == 2089
    assert Opportunity.objects.filter(amount__isnull=True).count() == 2089


def test_accounts_keep_their_spelling_and_their_parents(maven):
    assert maven[1]["accounts"]["created"] == 85
    assert maven[1]["accounts"]["issues"] == []
    assert Account.objects.filter(industry="technolgy").count() == 12
    assert Account.objects.filter(country="Philipines").exists()
    assert Account.objects.filter(parent__isnull=False).count() == 15
    assert Account.objects.get(name="Bluth Company").parent.name == "Acme Corporation"


def test_managers_lead_their_teams_below_the_regions_and_are_no_reps(maven):
    teams = {team.name: team for team in Team.objects.select_related("parent", "leader")}
    assert {name for name, team in teams.items() if team.parent is None} == {"West", "Central", "East"}
    assert {team.leader.name for team in teams.values() if team.leader} == set(MANAGERS)
    for manager in MANAGERS:
        assert teams[manager].leader.name == manager
        assert not teams[manager].leader.is_rep
    assert teams["Melvin Marxen"].parent.name == "Central"
    assert Membership.objects.reps().count() == 35
    assert Placement.objects.filter(ends_on=None).count() == 41
    assert not any(
        member.user.has_usable_password() for member in Membership.objects.filter(import_source="maven")
    )


def test_the_organization_won_what_the_file_says(organization):
    total = figures(organization, "organization")
    assert total.value("won_value") == 10_005_534
    assert total.value("opportunities_won") == 4238
    assert total.value("win_rate") == Fraction(4238, 6711)
    amounts = (
        Credit.objects.filter(opportunity__stage__kind="won")
        .order_by("amount")
        .values_list("amount", flat=True)
    )
    assert (amounts.first(), amounts.last()) == (Decimal(38), Decimal(30288))
    assert set(Credit.objects.filter(opportunity__stage__kind="lost").values_list("amount", flat=True)) == {
        Decimal(0)
    }


def test_agents_won_what_the_file_says_and_those_without_deals_are_there_with_0(organization):
    people = figures(organization, "person")
    won = {
        row.name: (people.value("opportunities_won", row.id), people.value("won_value", row.id))
        for row in people.rows
    }
    closed = {row.name: people.parts("win_rate", row.id)[1] for row in people.rows}
    assert len(won) == 35
    assert {name for name, figures_ in won.items() if figures_ == (0, 0)} == WITHOUT_DEALS
    assert won["Darcel Schlecht"] == (349, 1_153_214)
    assert won["Vicki Laflamme"] == (221, 478_396)
    assert won["Violet Mclelland"] == (122, 123_431)
    expected = {
        "Darcel Schlecht": 553, "Vicki Laflamme": 347, "Violet Mclelland": 193, "Hayden Neloms": 152,
        "Lajuana Vencill": 231,
    }  # fmt: skip
    assert {name: closed[name] for name in expected} == expected
    assert won["Hayden Neloms"][0] == 107
    assert won["Lajuana Vencill"][0] == 127
    working = {name: won[name] for name in won if won[name][0]}
    assert min(working, key=lambda name: working[name][1]) == "Violet Mclelland"
    rates = {name: Fraction(working[name][0]) / Fraction(closed[name]) for name in working}
    assert (max(rates, key=rates.get), min(rates, key=rates.get)) == ("Hayden Neloms", "Lajuana Vencill")
    assert sum(value for _, value in won.values()) == 10_005_534


def test_managers_and_regions_won_what_the_file_says(organization):
    teams = figures(organization, "team")
    won = {
        row.name: (teams.value("opportunities_won", row.id), teams.value("won_value", row.id))
        for row in teams.rows
    }
    assert {name: won[name] for name in MANAGERS} == MANAGERS
    assert {name: won[name][1] for name in ("West", "Central", "East")} == {
        "West": 3_568_647, "Central": 3_346_293, "East": 3_090_594
    }  # fmt: skip


def test_months_won_what_the_file_says(organization):
    assert won_by(organization, "month", Period(date(2017, 3, 1), date(2018, 1, 1))) == MONTHS


def test_calendar_quarters_won_what_the_file_says(organization):
    won = won_by(organization, "quarter", Period(date(2017, 1, 1), date(2018, 1, 1)))
    assert [value for _, value in won] == [1_134_672, 3_086_111, 2_982_255, 2_802_496]


def test_the_fiscal_year_from_february_won_what_the_file_says(organization):
    fiscal = Organization.objects.get(pk=organization.pk)
    fiscal.fiscal_month = 2
    year = Period(date(2017, 2, 1), date(2018, 2, 1))
    assert won_by(fiscal, "quarter", year) == [
        (816, 1_856_604),
        (1277, 3_061_111),
        (1228, 3_017_303),
        (917, 2_070_516),
    ]
    assert won_by(fiscal, "year", year) == [(4238, 10_005_534)]


def won_by(organization, every, period):
    found = figures(organization, "organization", every, period)
    return [
        (found.value("opportunities_won", bucket=b.start), found.value("won_value", bucket=b.start))
        for b in found.buckets
    ]


def test_iso_week_52_has_131_won(organization):
    week = Period(date(2017, 12, 25), date(2018, 1, 1))
    assert won_by(organization, "week", week)[0][0] == 131


def test_the_rows_behind_the_number_add_up_to_it(organization):
    won = rows(Metric.objects.get(key="won_value"), ALL_TIME)
    assert won.count() == 4238
    assert sum(record.worth for record in won) == 10_005_534
    weekend = [record for record in won if record.on.weekday() >= 5]
    assert len(weekend) == 1198


def test_cycles_of_won_deals_are_those_of_the_file(maven):
    days = sorted(
        (won - opened).days
        for opened, won in Opportunity.objects.filter(stage__kind="won").values_list("opened_on", "closed_on")
    )
    assert (days[0], days[-1], days[len(days) // 2]) == (1, 138, 57)
    assert round(Fraction(sum(days), len(days)), 2) == Fraction("51.78")


def test_all_of_it_again_changes_nothing(maven, outside):
    before = (
        Opportunity.objects.count(),
        Credit.objects.count(),
        Account.objects.count(),
        Membership.objects.count(),
    )
    for kind, name in FILES:
        again = bring_in(kind, outside / "maven-crm" / f"{name}.csv", "maven", f"maven/{kind}")
        assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, again["rows"])
    after = (
        Opportunity.objects.count(),
        Credit.objects.count(),
        Account.objects.count(),
        Membership.objects.count(),
    )
    assert after == before
    assert not ImportBatch.objects.filter(state="running").exists()
