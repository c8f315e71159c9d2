"""Every worker's own test database, a copy of one that is migrated once.

Tests log in as the owner and become the application, so that row-level security binds them as it binds the
web. Making, migrating and flushing databases is done as the owner again.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from tests.servers import RUN, database_name, worker_number

APPLICATION = "salesleader_app"


@contextlib.contextmanager
def as_owner(connection) -> Iterator[None]:
    """What only the owner may do: tables, grants, TRUNCATE. Closed connections open as the owner, too."""
    connection.tests_as_owner = True
    if connection.connection is not None:
        become(connection, None)
    try:
        yield
    finally:
        connection.tests_as_owner = False
        if connection.connection is not None:
            become(connection, APPLICATION)


def become(connection, role: str | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}" if role else "RESET ROLE")


def become_the_application(sender, connection, **kwargs) -> None:
    """On every new connection to a test database, in whatever thread."""
    if not getattr(connection, "tests_as_owner", False) and is_test_database(connection):
        become(connection, APPLICATION)


def is_test_database(connection) -> bool:
    return str(connection.settings_dict["NAME"]).startswith("test_")


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    with (Path(os.environ[RUN]) / "database.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def template_of_this_run(connection) -> None:
    """Migrated by the first worker that needs it; left closed, for an open database cannot be copied."""
    made = Path(os.environ[RUN]) / "template.made"
    if not made.exists():
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()
        made.touch()


def copy_for_this_worker(connection) -> None:
    connection.creation.clone_test_db(suffix=str(worker_number()), verbosity=0, autoclobber=True)
    settings = connection.creation.get_test_db_clone_settings(str(worker_number()))
    connection.settings_dict["NAME"] = settings["NAME"]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """This worker's own database; it goes when the run ends."""
    from django.core.management.commands.flush import Command as Flush
    from django.db import connection
    from django.db.backends.signals import connection_created

    connection.settings_dict["TEST"]["NAME"] = database_name(os.environ[RUN])
    with django_db_blocker.unblock(), one_at_a_time(), as_owner(connection):
        template_of_this_run(connection)
        connection.settings_dict["NAME"] = connection.settings_dict["TEST"]["NAME"]
        copy_for_this_worker(connection)
    connection_created.connect(become_the_application)
    with mock.patch.object(Flush, "handle", flush_as_owner(Flush.handle)):
        yield


def flush_as_owner(handle):
    """Transactional tests end with a flush: TRUNCATE, then the rows that every database has."""

    def handle_as_owner(self, **options):
        from django.db import connections

        with as_owner(connections[options["database"]]):
            return handle(self, **options)

    return handle_as_owner
