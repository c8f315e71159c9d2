"""Acme in the pseudo-language, with one record of every kind."""

from collections.abc import Iterator

import pytest

from organizations.models import Membership
from tests.texts.collecting import Texts, collect
from tests.texts.names import known, pattern_of
from tests.texts.pseudo import CODE, Pseudo, spoken
from tests.texts.reading import Reader
from tests.world import World, make_world


@pytest.fixture
def pseudo(tmp_path) -> Iterator[Pseudo]:
    with spoken(tmp_path) as catalogue:
        yield catalogue


@pytest.fixture
def world(acme, pseudo) -> World:
    with acme.scope():
        Membership.objects.update(language=CODE)
        return make_world(member=acme.rob, team=acme.north, leader=acme.lea)


@pytest.fixture
def reader(acme, world) -> Reader:
    with acme.scope():
        return Reader(pattern_of(known()))


@pytest.fixture(scope="session")
def texts() -> Texts:
    """Every text of the source that a translator is given."""
    return collect()
