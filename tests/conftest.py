"""Fixtures of every test. The application's clock stands at NOW unless a test moves it (`clock`)."""

import gc
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import transaction
from django.test import Client

from tests.cast import NOW, Acme, Rival, find_acme, find_rival, make_the_cast

if TYPE_CHECKING:
    from tests.world import World

# The tests log in as the owner and become the application: from here on they behave as the application.
django_settings.DB_ROLE = "application"
# Passwords are hashed quickly here: what is tested is who gets in, not how slow scrypt is.
django_settings.PASSWORD_HASHERS = [f"{MD5PasswordHasher.__module__}.{MD5PasswordHasher.__qualname__}"]
# Static files are looked up when they are asked for, and not listed again for every new client.
django_settings.WHITENOISE_AUTOREFRESH = True


@pytest.hookimpl(wrapper=True)
def pytest_collection(session):
    """What is collected stays until the end: nobody looks for garbage in it, now or during the tests."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def standing_cast(django_db_setup, django_db_blocker):
    """Acme and the rival, made once per worker and committed; each test changes its own copy and rolls back."""
    with django_db_blocker.unblock():
        make_the_cast()


@pytest.fixture
def cast(standing_cast, db) -> None:
    """Made anew after a test that committed and was cleared away. Where one of the two is, the other is as well."""
    make_the_cast()


@pytest.fixture
def acme(cast) -> Acme:
    return find_acme()


@pytest.fixture
def rival(cast) -> Rival:
    return find_rival()


@pytest.fixture(scope="module")
def around_the_module(standing_cast, django_db_blocker) -> Iterator[None]:
    """A transaction around all tests of a module: what a fixture of the module makes in it, they share.

    Each test still changes things in a savepoint of its own, inside it. Not for tests that commit.
    """
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
        make_the_cast()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture(scope="module")
def shared_world(around_the_module, django_db_blocker) -> "World":
    """One record of every kind, all of Rob's: made once for all tests of a module."""
    from tests.world import make_world

    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        acme = find_acme()
        with acme.scope():
            return make_world(member=acme.rob, team=acme.north, leader=acme.lea)


@pytest.fixture
def clock():
    """The application's clock, standing at NOW. `clock.move_to(…)` and `clock.shift(…)` move it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def enter(clock):
    """`enter(member)` is a browser of that member, signed in, at NOW."""

    def sign_in(member) -> Client:
        client = Client()
        client.force_login(member.user)
        return client

    return sign_in


@pytest.fixture
def bearer(clock):
    """`bearer(member)` is an API client that sends a token of that member; it opens everything unless told."""
    from organizations.services import make_token
    from organizations.tenancy.scope import organization_scope
    from organizations.tokens.scopes import EVERYTHING

    def with_token(member, scopes=EVERYTHING, **more) -> Client:
        with organization_scope(member.organization_id):
            _, secret = make_token(membership=member, name="test", scopes=scopes, by=member, now=NOW, **more)
        return Client(headers={"authorization": f"Bearer {secret}"})

    return with_token


class UndefinedVariable(Exception):
    """A template used a name that its view did not give it."""


class Undefined(str):
    """Django prints nothing for an unknown name; here it raises."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        return True

    def __mod__(self, variable: object) -> str:
        raise UndefinedVariable(str(variable))


django_settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("undefined: %s")
