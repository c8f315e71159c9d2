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


@pytest.fixture(scope="package")
def working_house(standing_house):
    """Its processes are stopped after the last fault: no worker waits idle beside other tests."""
    yield standing_house
    standing_house.at_rest()


@pytest.fixture
def house(working_house, request):
    """A fault takes over the processes that the one before left, unless that one failed."""
    failed = request.session.testsfailed
    yield working_house
    if request.session.testsfailed > failed:
        working_house.at_rest()
    else:
        working_house.as_usual()
