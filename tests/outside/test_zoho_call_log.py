"""The 4,100 calls of the Zoho sample as a call log: an admin brings the team's export, mapped on the page, and then
each person their own."""

import csv
import io
from collections import Counter
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from activities.call_log import guessed_columns, sheet_of
from activities.models import Activity, CallLog, Outcome
from activities.tasks import bring_rows
from metrics.engine import tally
from organizations.models import Membership
from organizations.tenancy.scope import organization_scope
from tests.cast import start
from tests.outside.conftest import bring_in, taken_back
from tests.outside.test_zoho import CALLS, LONG, SPRING

PAGE = "/o/zoho-calls/log/call-logs/"
# What is meant by the purposes of the file, and how many calls say so.
MEANT = {
    "Demo": ("meeting_booked", 2250), "Prospecting": ("call_later", 1610), "Support": ("referred", 160),
    "Negotiation": ("send_information", 50), "Administrative": ("not_now", 30),
}  # fmt: skip
COLUMNS = {
    "c-at": "Call Start Time", "c-name": "Subject", "c-outcome": "Call Purpose", "c-direction": "Call Type",
    "c-duration": "Call Duration (in seconds)", "format": "%Y-%m-%d",
}  # fmt: skip


def exports(outside) -> dict[str, bytes]:
    """The file as each of its people would export it: their own rows."""
    with (outside / "zoho-crm" / "Calls.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    found = {}
    for name in CALLS:
        text = io.StringIO()
        csv.writer(text).writerows([header, *(row for row in rows if row[3] == name)])
        found[name] = text.getvalue().encode()
    return found


def bring(member: Membership, data: bytes, outcomes: dict[str, int], calls: int, **more: str) -> CallLog:
    """Upload, say what is meant, look, go; then the worker."""
    columns = COLUMNS | more
    client = Client()
    client.force_login(member.user)
    address = client.post(PAGE, {"file": SimpleUploadedFile("calls.csv", data)})["Location"]
    values = [value for value, _guess in client.post(address, columns).context["chosen"]["outcomes"]]
    meant = {f"o-{at}": str(outcomes[MEANT[value][0]]) for at, value in enumerate(values)}
    seen = client.post(address, columns | meant | {"look": "1"})
    assert (seen.context["good"], seen.context["left"]) == (calls, 0)
    assert client.post(address, columns | meant | {"go": "1"}).status_code == 302
    found = CallLog.objects.latest("pk")
    while found.is_under_way:
        bring_rows(organization_id=member.organization_id, call_log_id=found.pk)
        found.refresh_from_db()
    return found


@pytest.fixture(scope="module")
def zoho(outside, django_db_setup, django_db_blocker):
    """In a zone far from UTC, so that a day is that of the clock that its owner looked at."""
    with taken_back(django_db_blocker):
        organization = start("zoho-calls", "Zoho", "admin@zoho-calls.example", "Ada Zoho")
        organization.zone = "America/Los_Angeles"
        organization.save(update_fields=["zone"])
        bring_in("people", outside / "zoho-crm" / "Users.csv", "zoho-calls", "zoho/people")
        with organization_scope(organization.pk):
            outcomes = dict(Outcome.objects.filter(type__key="call").values_list("key", "pk"))
            people = {one.name: one for one in Membership.objects.filter(import_source="zoho")}
            ada = Membership.objects.get(is_admin=True)
            ada.zone = organization.zone
            ada.save(update_fields=["zone"])
            whole = (outside / "zoho-crm" / "Calls.csv").read_bytes()
            log = bring(ada, whole, outcomes, 4100, **{"c-owner": "Call Owner"})
            yield organization, people, exports(outside), outcomes, log


def test_the_column_of_owners_is_found_by_its_name(outside):
    text = (outside / "zoho-crm" / "Calls.csv").read_text(encoding="utf-8")
    assert guessed_columns(sheet_of(text))["owner"] == "Call Owner"


def test_everybodys_calls_come_in_with_the_figures_of_the_file(zoho):
    organization, people, _files, _outcomes, log = zoho
    assert (log.created, log.known, log.refused) == (4100, 0, [])
    counted = tally(["calls", "talk_time"], SPRING, by="person", organization=organization)
    minutes = {name: Decimal(counted.value("talk_time", people[name].pk)) / 60 for name in CALLS}
    assert {name: (counted.value("calls", people[name].pk), round(minutes[name], 2)) for name in CALLS} == {
        name: (calls, round(Decimal(text), 2)) for name, (calls, text) in CALLS.items()
    }
    entries = Activity.objects.kept()
    assert entries.filter(inbound=True).count() == 3560
    assert entries.filter(seconds=0).count() == 760
    assert sum(entries.values_list("seconds", flat=True)) == 1_665_700
    assert Counter(entries.filter(seconds__gte=120).values_list("member__name", flat=True)) == LONG
    assert Counter(entries.values_list("outcome__key", flat=True)) == dict(MEANT.values())
    assert set(entries.values_list("evidence", flat=True)) == {"imported"}


def test_months_and_weeks_are_those_of_the_owners_clocks(zoho):
    days = list(Activity.objects.values_list("occurred_on", flat=True))
    assert Counter(day.month for day in days) == {2: 1750, 3: 1250, 4: 1100}
    weeks = Counter(day.isocalendar().week for day in days)
    assert [weeks[week] for week in range(6, 16)] == [240, 1470, 40, 100, 160, 370, 370, 410, 400, 540]


def test_the_same_calls_brought_by_each_person_make_none(zoho):
    _organization, people, files, outcomes, _log = zoho
    again = [bring(people[name], files[name], outcomes, CALLS[name][0]) for name in CALLS]
    assert (sum(one.created for one in again), sum(one.known for one in again)) == (0, 4100)
    assert Activity.objects.count() == 4100
