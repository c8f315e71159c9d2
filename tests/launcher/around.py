"""What the tests of the launcher do from outside."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from salesleader.embedded import processes

ROOT = Path(__file__).resolve().parent.parent.parent
OF_THIS_RUN = {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "DEBUG", "PORT", "BASE_URL", "SECRET_KEY"}
OF_THIS_RUN |= {"SALESLEADER_DATA", "SALESLEADER_DB_ROLE"}


def launch(*arguments, **environment):
    kept = {name: value for name, value in os.environ.items() if name not in OF_THIS_RUN}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=kept | environment, capture_output=True, text=True)


def ask(server, sql, role="app"):
    """One value, as text, through psql of the wheel."""
    target = ["-h", "127.0.0.1", "-p", str(server.port), "-U", f"salesleader_{role}", "-d", "salesleader"]
    return server._tool("psql", "-XAtq", *target, "-c", sql, PGPASSWORD=server.passwords[role])


def rights(server, role):
    """Which of the rights that go past everything this role has."""
    every = ("rolsuper", "rolbypassrls", "rolcreatedb", "rolcreaterole", "rolreplication")
    had = ask(server, f"SELECT {', '.join(every)} FROM pg_roles WHERE rolname = current_user", role)
    return {name for name, has in zip(every, had.stdout.strip().split("|"), strict=True) if has == "t"}


def kill(server):
    os.kill(server.pid(), signal.SIGKILL)
    assert processes.wait_until(lambda: not server.pid(), 10)
