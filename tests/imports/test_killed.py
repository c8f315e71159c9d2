"""A real process, killed half-way: what it did stays, the next run goes on from there."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from crm.models import Account
from imports.models import ImportBatch
from tests.cast import make_acme
from tests.imports.conftest import ACCOUNTS, Desk
from tests.imports.test_runs import file_of

ROWS = 20_000


@pytest.mark.django_db(transaction=True)
@pytest.mark.processes
@pytest.mark.long
def test_a_run_that_is_killed_goes_on_and_takes_every_row_once(tmp_path):
    acme = make_acme("killed", "killed.example")
    desk = Desk(tmp_path, "killed")
    path, mapping = desk.file(file_of(ROWS)), desk.mapping(ACCOUNTS)
    process = subprocess.Popen(
        [
            sys.executable,
            "manage.py",
            "import_records",
            "accounts",
            path,
            "--organization",
            "killed",
            "--mapping",
            mapping,
        ],
        env=os.environ | {"DATABASE_URL": url_of_test_database(), "SALESLEADER_DB_ROLE": "application"},
        stdout=subprocess.DEVNULL,
    )
    while process.poll() is None and taken(acme) == 0:
        pass
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    before = taken(acme)
    assert 0 < before < ROWS
    result = desk.bring(path)
    assert result["resumed_after_line"] == before + 1
    assert (result["rows"], result["created"], result["refused"]) == (ROWS, ROWS, 0)
    with acme.scope():
        assert Account.objects.filter(import_source="test").count() == ROWS
        assert ImportBatch.objects.get().state == "done"


def taken(acme) -> int:
    with acme.scope():
        return Account.objects.filter(import_source="test").count()


def url_of_test_database() -> str:
    return os.environ["DATABASE_URL"].rsplit("/", 1)[0] + "/" + connection.settings_dict["NAME"]
