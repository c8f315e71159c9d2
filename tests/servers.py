"""Real servers for every test run (loaded with `-p tests.servers`).

One throw-away PostgreSQL and Valkey per run, unless DATABASE_URL and REDIS_URL name others. Every worker
has a database of its own in both (tests/databases.py).
"""

import atexit
import contextlib
import os
import re
import shutil
import signal
import tempfile
from pathlib import Path

import pytest

from salesleader.embedded import processes
from salesleader.embedded.postgres import THROW_AWAY, Postgres, new_passwords
from salesleader.embedded.valkey import Valkey

PREFIX = "salesleader-tests-"
RUN = "SALESLEADER_TEST_RUN"  # the folder of this run; set in the controller, inherited by its workers
started: list[Postgres | Valkey] = []


def worker_number() -> int:
    return int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config, parser, args):
    """Before pytest-django reads the settings."""
    if RUN not in os.environ:
        start_run()
    data = Path(os.environ[RUN]) / f"data-{worker_number()}"
    (data / "static").mkdir(
        parents=True, exist_ok=True
    )  # empty: in tests, files are served from their sources
    os.environ["SALESLEADER_DATA"] = str(data)
    os.environ["REDIS_URL"] = os.environ["TEST_REDIS_URL"].rsplit("/", 1)[0] + f"/{worker_number()}"


def pytest_configure(config):
    """So late that our fixtures win over those of the same name in pytest-django."""
    from tests import databases, distribution

    config.pluginmanager.register(databases, "tests.databases")
    config.pluginmanager.register(distribution, "tests.distribution")
    config.pluginmanager.register(distribution.LongOnesFirst(), "long ones first")


def start_run() -> None:
    sweep_killed_runs()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=open_temporary_folder()))
    folder.chmod(0o711)
    os.environ[RUN] = str(folder)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the same end as with Ctrl-C
    atexit.register(end_run, folder)  # and not a hook of pytest: those are left out when the start fails
    os.environ.setdefault("SECRET_KEY", "for tests only, and long enough that nothing warns about it")
    os.environ.setdefault("DEBUG", "1")
    os.environ["SALESLEADER_DB_ROLE"] = "owner"
    if "DATABASE_URL" not in os.environ:
        start_postgres(folder)
    os.environ.setdefault("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])
    os.environ["TEST_REDIS_URL"] = os.environ.get("REDIS_URL") or start_valkey(folder)


def open_temporary_folder() -> str:
    """Where PostgreSQL's user can get to when root runs the tests."""
    usual = Path(tempfile.gettempdir())
    return str(usual if usual.stat().st_mode & 0o001 else "/var/tmp")


def start_postgres(folder: Path) -> None:
    server = Postgres(folder / "postgres", processes.free_port(), new_passwords(), options=THROW_AWAY)
    started.append(server)
    server.start()
    os.environ["DATABASE_URL"] = server.url("app")
    os.environ["DATABASE_OWNER_URL"] = server.url("owner")


def start_valkey(folder: Path) -> str:
    server = Valkey(folder / "valkey", processes.free_port(), "for-tests", append_only=False)
    started.append(server)
    server.start()
    return server.url()


def end_run(folder: Path) -> None:
    """In the controller, after every worker has gone."""
    if not any(isinstance(server, Postgres) for server in started):
        drop_databases(folder)
    for server in started:
        server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def database_name(folder: str | Path) -> str:
    """Of the template; the workers' have a suffix."""
    return f"test_{Path(folder).name.replace('-', '_')}"


def drop_databases(folder: Path) -> None:
    """From a server that outlives this run."""
    import psycopg2

    with contextlib.closing(psycopg2.connect(os.environ["DATABASE_OWNER_URL"])) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [database_name(folder)]
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP DATABASE "{name}"')


def sweep_killed_runs() -> None:
    """Stop what a test run that was killed left running; its folder's name tells its process."""
    for folder in Path(open_temporary_folder()).glob(f"{PREFIX}*"):
        if not processes.command_line(int(folder.name.removeprefix(PREFIX).split("-")[0])):
            for server in (Postgres(folder / "postgres", 0, {}), Valkey(folder / "valkey", 0, "")):
                with contextlib.suppress(PermissionError):
                    server.stop()
            shutil.rmtree(folder, ignore_errors=True)
