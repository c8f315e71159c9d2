"""Runs: once or twice, stopped and gone on with, rehearsed."""

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.importing import AccountImporter
from crm.models import Account
from imports.models import ImportBatch, ImportIssue
from imports.registry import importers
from organizations.models import Event
from tests.imports.conftest import ACCOUNTS


def file_of(count, industry="Food"):
    return "id,name,industry\n" + "".join(f"{n},Account {n},{industry}\n" for n in range(1, count + 1))


def test_the_same_file_again_changes_nothing_and_a_changed_row_is_updated(desk, acme):
    desk.bring(file_of(3))
    again = desk.bring(file_of(3))
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 3)
    changed = desk.bring(file_of(3).replace("2,Account 2,Food", "2,Account 2,Drink"))
    assert (changed["created"], changed["updated"], changed["unchanged"]) == (0, 1, 2)
    with acme.scope():
        assert Account.objects.get(external_id="2").industry == "Drink"


def test_what_the_mapping_does_not_fill_stays_as_people_made_it(desk, acme):
    desk.bring(file_of(1))
    with acme.scope():
        Account.objects.update(phone="+44 20 7946 0000")
    desk.bring(file_of(1, "Drink"))
    with acme.scope():
        assert Account.objects.get().phone == "+44 20 7946 0000"


class Stopped(Exception):
    """Stands for the plug being pulled."""


@pytest.fixture
def stopping(monkeypatch):
    """The importer of accounts fails in its second chunk, once."""

    class Stopping(AccountImporter):
        chunks = 0

        def take(self, chunk):
            Stopping.chunks += 1
            super().take(chunk)
            if Stopping.chunks == 2:
                raise Stopped

    monkeypatch.setitem(importers, "accounts", Stopping)


def test_a_run_that_was_stopped_goes_on_and_takes_every_good_row_once(stopping, desk, acme):
    content = (
        file_of(1200).replace("7,Account 7,Food", "7,,Food").replace("1100,Account 1100,Food", "1100,,Food")
    )
    with pytest.raises(Stopped):
        desk.bring(content)
    with acme.scope():
        assert Account.objects.filter(import_source="test").count() == 499
    result = desk.bring(content)
    assert result["resumed_after_line"] == 501
    assert (result["rows"], result["created"], result["refused"]) == (1200, 1198, 2)
    assert [issue["line"] for issue in result["issues"]] == [8, 1101]
    with acme.scope():
        assert Account.objects.filter(import_source="test").count() == 1198
        assert ImportBatch.objects.get().state == "done"


def test_a_parent_is_found_wherever_it_stands_and_across_a_stop(stopping, desk, acme):
    mapping = {"source": "test", "columns": ACCOUNTS["columns"] | {"parent": "industry"}}
    content = file_of(1200, "").replace("1,Account 1,\n", "1,Account 1,1200\n", 1)
    content = content.replace("1199,Account 1199,\n", "1199,Account 1199,Nobody\n")
    with pytest.raises(Stopped):
        desk.bring(content, "accounts", mapping)
    result = desk.bring(content, "accounts", mapping)
    assert (result["created"], result["updated"], result["unchanged"], result["warned"]) == (1200, 0, 0, 1)
    assert [(issue["line"], issue["value"]) for issue in result["issues"]] == [(1200, "Nobody")]
    with acme.scope():
        assert Account.objects.get(external_id="1").parent.external_id == "1200"
    again = desk.bring(content, "accounts", mapping)
    assert (again["created"], again["updated"], again["unchanged"], again["warned"]) == (0, 0, 1200, 1)


def test_a_dry_run_says_the_same_and_writes_nothing(desk, acme):
    content = file_of(700).replace("7,Account 7,Food", "7,,Food")
    with acme.scope():
        before = Event.objects.count()
    rehearsed = desk.bring(content, "accounts", ACCOUNTS, "--dry-run")
    with acme.scope():
        assert not Account.objects.filter(import_source="test").exists()
        assert (ImportBatch.objects.count(), ImportIssue.objects.count(), Event.objects.count()) == (
            0,
            0,
            before,
        )
    real = desk.bring(content)
    assert rehearsed.pop("dry_run")
    assert not real.pop("dry_run")
    assert rehearsed == real


def test_a_chunk_costs_the_same_queries_whatever_is_in_it(desk, acme):
    def queries(count):
        with CaptureQueriesContext(connection) as captured:
            desk.bring(file_of(count), "accounts", ACCOUNTS | {"source": f"q{count}"})
        return len(captured)

    assert queries(500) == queries(5)


def test_one_event_tells_of_a_chunk_not_of_every_row(desk, acme):
    desk.bring(file_of(600))
    with acme.scope():
        verbs = list(
            Event.objects.filter(verb__startswith="import").order_by("pk").values_list("verb", flat=True)
        )
        assert verbs == ["import_started", "import_ended"]
        assert Event.objects.filter(verb="records_imported").count() == 2


def test_people_read_a_summary(desk):
    said = desk.say(file_of(30).replace("Account 2,", ","))
    assert said.startswith(
        "file.csv: 30 rows of accounts. 29 created, 0 updated, 0 unchanged, 1 refused, 0 warned."
    )
    assert "line 3, name: It is empty, and every row needs it. (refused)" in said


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("{", "is not JSON"),
        ("[]", "A mapping is"),
        ({"columns": {}}, 'needs a "source"'),
        ({"source": "x", "columns": {"name": "name"}}, 'says nothing for "external_id"'),
        (
            {"source": "x", "columns": {"external_id": "id", "name": "name", "shoe": "x"}},
            "'shoe' is no field",
        ),
        (
            {"source": "x", "columns": {"external_id": "id", "name": {"colum": "x"}}},
            '"name" needs a column name',
        ),
        ({"source": "x", "columns": {"external_id": "id", "name": {"column": "x", "y": 1}}}, "'y' is no key"),
        ({"source": "x", "colour": 1, "columns": {}}, "'colour' is no part"),
        (ACCOUNTS | {"encoding": "klingon"}, "'klingon' is not known"),
        (
            {"source": "x", "columns": {"external_id": "id", "name": {"column": "name", "values": 3}}},
            "is not right",
        ),
    ],
)
def test_a_wrong_mapping_is_refused_with_a_sentence(mapping, said, desk):
    with pytest.raises(CommandError, match=said) as refusal:
        desk.bring(file_of(1), "accounts", mapping)
    assert refusal.value.returncode == 1


def test_a_missing_file_kind_or_organization_is_refused_with_a_sentence(desk, tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        desk.bring(tmp_path / "nowhere.csv")
    with pytest.raises(CommandError, match="'shoes' can't be imported"):
        desk.bring(file_of(1), "shoes")
    desk.slug = "nobody"
    with pytest.raises(CommandError, match="There is no organization 'nobody'"):
        desk.bring(file_of(1))


def test_another_organization_sees_nothing_of_it(desk, rival):
    desk.bring(file_of(2))
    with rival.scope():
        assert not Account.objects.filter(import_source="test").exists()
        assert not ImportBatch.objects.exists()
