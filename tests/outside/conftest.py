"""Outside data: found by SALESLEADER_OUTSIDE_DATA, by default ../shared/data beside the repository."""

import json
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.outside_data import REPOSITORY, outside_data


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.outside)


@pytest.fixture(scope="session")
def outside() -> Path:
    return outside_data()


@contextmanager
def taken_back(blocker):
    """What a module's fixture makes stays for the module's tests and is rolled back after them."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def bring_in(kind: str, file: Path, slug: str, mapping: str, *more: str) -> dict:
    """What `manage.py import_records … --json` prints."""
    out = StringIO()
    path = REPOSITORY / "mappings" / f"{mapping}.json"
    call_command(
        "import_records",
        kind,
        str(file),
        "--organization",
        slug,
        "--mapping",
        str(path),
        "--json",
        *more,
        stdout=out,
    )
    return json.loads(out.getvalue())
