"""Servers and data folders of a test's own."""

import tempfile
from pathlib import Path

import pytest

from salesleader.embedded import processes
from salesleader.embedded.folder import Folder
from salesleader.embedded.postgres import THROW_AWAY, Postgres, new_passwords
from salesleader.embedded.servers import Servers
from salesleader.embedded.valkey import Valkey
from tests.launcher.around import OF_THIS_RUN
from tests.servers import open_temporary_folder


@pytest.fixture
def place():
    """A folder that PostgreSQL's user can get to, too; pytest's own are closed."""
    with tempfile.TemporaryDirectory(prefix="salesleader-", dir=open_temporary_folder()) as path:
        Path(path).chmod(0o711)
        yield Path(path)


@pytest.fixture
def postgres(place):
    server = Postgres(place / "postgres", processes.free_port(), new_passwords(), options=THROW_AWAY)
    yield server
    server.stop()


@pytest.fixture
def valkey(place):
    server = Valkey(place / "valkey", processes.free_port(), "word")
    yield server
    server.stop()


@pytest.fixture
def folder(place, monkeypatch):
    for name in OF_THIS_RUN:
        monkeypatch.delenv(name, raising=False)
    opened = Folder(place / "data").open()
    yield opened
    for server in Servers(opened).mine.values():
        server.stop()
