"""One PostgreSQL cluster on this machine: made, started, stopped, and found again after a crash."""

import hashlib
import os
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salesleader.embedded import binaries, processes
from salesleader.embedded.processes import CannotRun

ROLES = Path(__file__).with_name("roles.sql")
# As in docker-compose.yml, so that both sort the same way.
LOCALE = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
# For data that is thrown away: nothing is made safe against a power cut.
THROW_AWAY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")

# Recovery after a crash may take a while; it is never a reason to give up quickly.
PATIENCE = 120
# Logged while processes of a killed server still hold its memory; they end by themselves.
ORPHANS = "pre-existing shared memory block"


def new_passwords() -> dict[str, str]:
    return {role: secrets.token_urlsafe(24) for role in ("superuser", "owner", "app")}


def place(wanted: Path) -> Path:
    """The folder itself, or an open one named after it when PostgreSQL's user could not walk to it."""
    if not binaries.is_root() or binaries.reachable(wanted.parent):
        return wanted
    return binaries.OPEN_HOME / f"data-{hashlib.sha256(bytes(wanted)).hexdigest()[:12]}"


@dataclass
class Postgres:
    """A cluster below `folder`, which PostgreSQL's user owns, listening on 127.0.0.1 alone."""

    folder: Path
    port: int
    passwords: dict[str, str]
    options: tuple[str, ...] = ("max_connections=100",)

    @property
    def cluster(self) -> Path:
        return self.folder / "18"

    @property
    def log(self) -> Path:
        return self.folder / "postgresql.log"

    @property
    def mark(self) -> str:
        return f"-D {self.cluster} "

    def start(self) -> None:
        """Make the cluster unless it is there, start it unless it runs, and see to its roles and database."""
        self._own_the_folder()
        if not (self.cluster / "PG_VERSION").exists():
            self._make()
        if not self.pid():
            self._boot()
        if not processes.wait_until(self._ready, PATIENCE):
            raise CannotRun(
                f"PostgreSQL runs but does not answer. The end of {self.log}:\n{self._last_words()}"
            )
        self._psql(ROLES)

    def pid(self) -> int | None:
        return processes.running(self.cluster / "postmaster.pid", self.mark)

    def stop(self) -> None:
        """Fast shutdown: sessions are ended, everything committed is kept."""
        if pid := self.pid():
            processes.stop(pid, self.mark, how=processes.signal.SIGINT)

    def url(self, role: str, database: str = "salesleader") -> str:
        return f"postgres://salesleader_{role}:{self.passwords[role]}@127.0.0.1:{self.port}/{database}"

    def port_of_the_running(self) -> int | None:
        """The port of a server that an earlier, killed start left running on this cluster."""
        if not self.pid():
            return None
        lines = (self.cluster / "postmaster.pid").read_text().splitlines()
        return int(lines[3]) if len(lines) > 3 else None

    def _own_the_folder(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if user := binaries.unprivileged(self.folder):
            os.chown(self.folder, user["user"], user["group"])
        self.folder.chmod(0o700)

    def _make(self) -> None:
        """In a folder that is renamed when all went well: a half-made cluster is never taken for one."""
        unfinished, password = self.folder / "18.unfinished", self.folder / "password"
        shutil.rmtree(unfinished, ignore_errors=True)
        self._write_for_postgres(password, self.passwords["superuser"])
        arguments = ["-U", "postgres", "-A", "scram-sha-256", f"--pwfile={password}", "--no-instructions"]
        made = self._tool("initdb", "-D", unfinished, *arguments, *LOCALE, *self._sync())
        password.unlink()
        if made.returncode:
            raise CannotRun(f"PostgreSQL could not make {self.cluster}:\n{made.stderr.strip()}")
        unfinished.rename(self.cluster)

    def _sync(self) -> list[str]:
        return ["--no-sync"] if "fsync=off" in self.options else []

    def _write_for_postgres(self, path: Path, text: str) -> None:
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
        if user := binaries.unprivileged(self.folder):
            os.chown(path, user["user"], user["group"])

    def _boot(self) -> None:
        self._forget_a_stranger()
        processes.wait_for_the_dead(self.port)
        server = self._launch()
        if server.poll() is not None and ORPHANS in self._last_words():
            processes.wait_until(lambda: self._launch().poll() is None, PATIENCE)
        elif server.poll() is not None:
            raise CannotRun(f"PostgreSQL did not start. The end of {self.log}:\n{self._last_words()}")

    def _forget_a_stranger(self) -> None:
        """After a restart of the machine a stranger may have the old server's id, which stops PostgreSQL."""
        pid_file = self.cluster / "postmaster.pid"
        pid = processes.read_pid(pid_file)
        if pid and not self.pid() and processes.exists(pid):
            pid_file.unlink()

    def _launch(self) -> Any:
        """A server that answers, or that has ended again."""
        settings = [
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            *self.options,
        ]
        flags = [word for setting in settings for word in ("-c", setting)]
        command = [binaries.postgres_binaries() / "postgres", "-D", self.cluster, *flags]
        server = processes.launch(command, self.log, **self._as_postgres())
        processes.wait_until(lambda: server.poll() is not None or self._ready(), PATIENCE)
        return server

    def _last_words(self) -> str:
        return processes.last_words(self.log)

    def _ready(self) -> bool:
        asked = self._tool("pg_isready", "-h", "127.0.0.1", "-p", str(self.port), "-q")
        return asked.returncode == 0

    def _psql(self, script: Path) -> None:
        target = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", "postgres"]
        done = self._tool(
            "psql", "-X", "-q", *target, "-f", "-", stdin=script.read_text(),
            PGPASSWORD=self.passwords["superuser"],
            SALESLEADER_OWNER_PASSWORD=self.passwords["owner"],
            SALESLEADER_APP_PASSWORD=self.passwords["app"],
        )  # fmt: skip
        if done.returncode:
            raise CannotRun(f"PostgreSQL refused to set up its roles:\n{done.stderr.strip()}")

    def _tool(self, name: str, *arguments: Any, stdin: str = "", **environment: str) -> Any:
        command = [binaries.postgres_binaries() / name, *arguments]
        how = self._as_postgres()
        how["env"] |= environment
        return subprocess.run(command, input=stdin, capture_output=True, text=True, **how)

    def _as_postgres(self) -> dict[str, Any]:
        """Not root, from a folder that everybody may enter, and without the PG… variables of the shell."""
        kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
        return {**binaries.unprivileged(self.folder), "cwd": "/", "env": {**kept, "LC_ALL": "C", "TZ": "UTC"}}
