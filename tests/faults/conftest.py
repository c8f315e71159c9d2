"""One house a test worker: real processes, started once, with everything an hour does done in a minute."""

import tempfile
from pathlib import Path

import pytest

from bench.faults.house import House
from tests.servers import open_temporary_folder


@pytest.fixture(scope="session")
def standing_house():
    with tempfile.TemporaryDirectory(prefix="salesleader-faults-", dir=open_temporary_folder()) as place:
        Path(place).chmod(0o711)
        house = House(Path(place), hurry=True)
        try:
            yield house.open()
        finally:
            house.close()


@pytest.fixture
def house(standing_house):
    """Its processes are stopped after each test: no worker waits idle beside other tests."""
    yield standing_house
    standing_house.at_rest()
