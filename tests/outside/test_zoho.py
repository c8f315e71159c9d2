"""The Zoho sample: 4,100 calls with owner, contact, length and local time."""

import csv
from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from activities.models import Activity
from crm.models import Account, Contact
from metrics.engine import rows, tally
from metrics.models import Metric
from organizations.models import Membership
from organizations.periods import Period
from organizations.tenancy.scope import organization_scope
from tests.cast import start
from tests.outside.conftest import bring_in, taken_back

SPRING = Period(date(2021, 2, 1), date(2021, 5, 1))
FILES = [("people", "Users"), ("accounts", "Accounts"), ("contacts", "Contacts"), ("activities", "Calls")]
CALLS = {
    "Harold Pawlan": (1090, "6570"), "Jasmine Frank": (700, "0"), "Roger Terrence": (690, "3720"),
    "David Love": (460, "5590"), "Lazar Mathew": (390, "2920.33"), "Thomas Mondrake": (190, "2110"),
    "Rozario Diego": (160, "532.83"), "Pete Zachariah": (130, "1261"), "Santa Cruz Clara": (130, "3657.5"),
    "Augustine Paul": (90, "500"), "Tina Thomas": (70, "900"),
}  # fmt: skip
LONG = {
    "Harold Pawlan": 960, "Roger Terrence": 690, "David Love": 400, "Lazar Mathew": 280, "Thomas Mondrake": 170,
    "Santa Cruz Clara": 120, "Augustine Paul": 90, "Tina Thomas": 70, "Pete Zachariah": 60, "Rozario Diego": 40,
}  # fmt: skip


@pytest.fixture(scope="module")
def zoho(outside, django_db_setup, django_db_blocker):
    """In a zone far from UTC: the day of a call is that of the clock that its owner looked at."""
    with taken_back(django_db_blocker):
        organization = start("zoho", "Zoho", "admin@zoho.example", "Ada Zoho")
        organization.zone = "America/Los_Angeles"
        organization.save(update_fields=["zone"])
        results = {}
        for kind, name in FILES:
            results[kind] = bring_in(kind, outside / "zoho-crm" / f"{name}.csv", "zoho", f"zoho/{kind}")
        with organization_scope(organization.pk):
            yield organization, results


@pytest.fixture
def organization(zoho):
    return zoho[0]


def figures(organization, by, every=None):
    return tally(["calls", "dials", "talk_time"], SPRING, by=by, every=every, organization=organization)


def test_everybody_and_everything_is_taken(zoho):
    assert {kind: result["created"] for kind, result in zoho[1].items()} == {
        "people": 11, "accounts": 2229, "contacts": 1265, "activities": 4100
    }  # fmt: skip
    assert {kind: result["refused"] for kind, result in zoho[1].items()} == dict.fromkeys(zoho[1], 0)
    assert set(Membership.objects.filter(import_source="zoho").values_list("name", flat=True)) == set(CALLS)


def test_accounts_without_a_name_are_taken_and_reported(zoho):
    issues = zoho[1]["accounts"]["issues"]
    assert [(issue["line"], issue["column"], issue["severity"]) for issue in issues] == [
        (1093, "Account Name", "warning"), (1948, "Account Name", "warning"), (2100, "Account Name", "warning")
    ]  # fmt: skip
    names = Counter(Account.objects.values_list("name", flat=True))
    assert sum(names.values()) == 2229
    assert sum(count - 1 for count in names.values()) == 1318


def test_every_contact_found_its_account_and_no_address_is_there_twice(zoho):
    assert Contact.objects.filter(account__isnull=False).count() == 1265
    assert Contact.objects.values("email").distinct().count() == 1265


def test_damaged_letters_stay_as_they_are(zoho):
    assert Account.objects.filter(name="Official All Star CafÌ©").exists()


def test_directions_and_lengths_are_those_of_the_file(organization):
    total = figures(organization, "organization")
    assert total.value("calls") == 4100
    assert total.value("dials") == 540
    assert Activity.objects.filter(inbound=True).count() == 3560
    assert total.value("talk_time") == 1_665_700
    assert Activity.objects.filter(seconds=0).count() == 760


def test_owners_have_their_calls_and_minutes(organization):
    people = figures(organization, "person")
    found = {
        row.name: (
            people.value("calls", row.id),
            (Decimal(people.value("talk_time", row.id)) / 60).quantize(Decimal("0.01")),
        )
        for row in people.rows
        if row.name in CALLS
    }
    assert found == {
        name: (calls, Decimal(minutes).quantize(Decimal("0.01"))) for name, (calls, minutes) in CALLS.items()
    }


def test_months_have_their_calls(organization):
    months = figures(organization, "organization", "month")
    assert [months.value("calls", bucket=b.start) for b in months.buckets] == [1750, 1250, 1100]


def test_iso_weeks_have_their_calls(organization):
    weeks = figures(organization, "organization", "week")
    found = {b.start.isocalendar().week: weeks.value("calls", bucket=b.start) for b in weeks.buckets}
    assert [found[week] for week in range(6, 16)] == [240, 1470, 40, 100, 160, 370, 370, 410, 400, 540]
    assert sum(found.values()) == 4100


def test_the_day_of_a_call_is_the_day_of_its_owners_clock(zoho, outside):
    with (outside / "zoho-crm" / "Calls.csv").open(encoding="utf-8", newline="") as file:
        days = {row["TASKID"]: row["Call Start Time"][:10] for row in csv.DictReader(file)}
    found = {key: str(day) for key, day in Activity.objects.values_list("external_id", "occurred_on")}
    assert found == days
    late = Activity.objects.get(external_id="5000309")
    assert late.occurred_at.isoformat() == "2021-04-16T06:03:00+00:00"
    assert (late.occurred_on, late.note, late.seconds, late.evidence) == (
        date(2021, 4, 15), "US INVOICE CALL", 420, "imported"
    )  # fmt: skip


def test_calls_of_two_minutes_and_more(zoho):
    long = Counter(Activity.objects.filter(seconds__gte=120).values_list("member__name", flat=True))
    assert long == LONG


def test_links_are_made_where_there_is_somebody_and_orphans_are_reported(zoho):
    assert Activity.objects.filter(contact__isnull=False).count() == 2100
    assert Activity.objects.filter(account__isnull=False).count() == 1010 - 20
    issues = zoho[1]["activities"]["issues"]
    assert len(issues) == 20
    assert {issue["value"] for issue in issues} == {"2238", "2243"}
    assert {issue["column"] for issue in issues} == {"ACCOUNTID"}
    assert {issue["severity"] for issue in issues} == {"warning"}
    assert len({issue["line"] for issue in issues}) == 20
    assert {issue["reason"] for issue in issues} == {
        "There is no account of this id. The entry was taken without the link."
    }


def test_0_means_none(zoho):
    """1,250 calls say POTENTIALID 0: none of them is linked to an opportunity, and none is reported."""
    assert not Activity.objects.filter(opportunity__isnull=False).exists()


def test_repeats_with_their_own_id_stay(zoho, outside):
    with (outside / "zoho-crm" / "Calls.csv").open(encoding="utf-8", newline="") as file:
        lines = [
            tuple(value for key, value in row.items() if key != "TASKID") for row in csv.DictReader(file)
        ]
    assert len(lines) - len(set(lines)) == 2572
    assert Activity.objects.count() == 4100


def test_the_rows_behind_the_number_are_the_number(organization):
    assert rows(Metric.objects.get(key="calls"), SPRING).count() == 4100
    talk = rows(Metric.objects.get(key="talk_time"), SPRING)
    assert sum(Fraction(record.worth) for record in talk if record.worth) == 1_665_700


def test_all_of_it_again_changes_nothing(zoho, outside):
    for kind, name in FILES:
        again = bring_in(kind, outside / "zoho-crm" / f"{name}.csv", "zoho", f"zoho/{kind}")
        assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, again["rows"])
    assert Activity.objects.count() == 4100
