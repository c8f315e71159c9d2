"""Acme in the pseudo-language, with one record of every kind."""

from collections.abc import Iterator

import pytest

from organizations.models import Membership
from tests.texts.names import known, pattern_of
from tests.texts.pseudo import CODE, spoken
from tests.texts.reading import Reader
from tests.world import World, make_world


@pytest.fixture
def pseudo(tmp_path) -> Iterator[None]:
    with spoken(tmp_path):
        yield


@pytest.fixture
def world(acme, pseudo) -> World:
    with acme.scope():
        Membership.objects.update(language=CODE)
        return make_world(member=acme.rob, team=acme.north, leader=acme.lea)


@pytest.fixture
def reader(acme, world) -> Reader:
    with acme.scope():
        return Reader(pattern_of(known()))
