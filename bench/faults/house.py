"""A whole SalesLeader of our own: PostgreSQL, Valkey, web, worker, beat and a mail server, all to be killed.

The processes are those of `dev.py run`, with their supervisor; folder, ports and data are the house's alone. Nothing
of the product runs in this process: it is asked over HTTP, over Redis' protocol, and in SQL as the tables' owner.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
from redis import Redis

from salesleader.embedded import processes
from salesleader.embedded.folder import Folder
from salesleader.embedded.postgres import Postgres, new_passwords
from salesleader.embedded.run import is_served, modules_of
from salesleader.embedded.supervisor import ROOT, Child
from salesleader.embedded.valkey import Valkey

from .sink import Sink

WATCH = 0.5  # as `dev.py run` does
# Ours, and not those of whoever started us.
FOREIGN = {
    "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "DEBUG", "PORT", "BASE_URL", "SECRET_KEY", "SALESLEADER_DATA",
    "SALESLEADER_DB_ROLE", "EMAIL_URL", "STATIC_ROOT", "PYTHONWARNINGS",
}  # fmt: skip
# Everything an hour does in a minute: for the suite.
HURRY = {"TICK_SECONDS": "1", "SWEEP_SECONDS": "1", "EMAIL_TIMEOUT": "1"}
NO_SYNC = ("fsync=off", "full_page_writes=off", "max_connections=100")


class TooLate(Exception):
    """What had to happen has not happened in time."""


@dataclass(frozen=True)
class Firm:
    """An organization in the house."""

    id: int
    slug: str
    people: int
    weeks: tuple[str, ...]
    tokens: tuple[str, ...]

    @property
    def cards(self) -> int:
        return self.people * len(self.weeks)


class House:
    """`hurry` makes beat, sweeper and leases quick, and spares the disk."""

    def __init__(self, folder: Path, *, hurry: bool) -> None:
        self.folder = Folder(folder).open()
        options = NO_SYNC if hurry else ("max_connections=100",)
        self.postgres = Postgres(folder / "postgres", processes.free_port(), new_passwords(), options=options)
        self.valkey = Valkey(folder / "valkey", processes.free_port(), "house")
        self.port = processes.free_port()
        self.sink = Sink()
        self.hurry = HURRY if hurry else {}
        self.children: dict[str, Child] = {}
        self.said: dict[str, list[str]] = defaultdict(list)
        self.lock, self.closing = threading.RLock(), threading.Event()
        self.firms = 0
        self.maker: subprocess.Popen[str] | None = None

    # --- Opening and closing

    def open(self) -> "House":
        self.postgres.start()
        self.valkey.start()
        self.sink.open()
        self.inside("manage.py", "collectstatic", "--noinput", "--verbosity", "0")
        self.inside("manage.py", "migrate", "--verbosity", "0")
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def close(self) -> None:
        self.closing.set()
        self.stop(*self.children)
        self._end_the_maker()
        self.sink.close()
        self.valkey.stop()
        self.postgres.stop()

    def environment(self) -> dict[str, str]:
        mine = {
            "SALESLEADER_DATA": str(self.folder.path), "DJANGO_SETTINGS_MODULE": "salesleader.settings",
            "SECRET_KEY": self.folder.recall()["secret_key"], "REDIS_URL": self.valkey.url(),
            "DATABASE_URL": self.postgres.url("app"), "DATABASE_OWNER_URL": self.postgres.url("owner"),
            "EMAIL_URL": f"smtp://127.0.0.1:{self.sink.port}", "BASE_URL": f"http://127.0.0.1:{self.port}",
            "PORT": str(self.port), "PYTHONUNBUFFERED": "1", "API_CALLS_A_MINUTE": "0",
        }  # fmt: skip
        return {name: value for name, value in os.environ.items() if name not in FOREIGN} | mine | self.hurry

    # --- Processes

    def start(self, *names: str, command: list[str] | None = None, **environment: str) -> None:
        """Start processes under the supervisor, the usual ones or another command under a name of its own."""
        modules = modules_of(self.folder, self.port)
        for name in names:
            module, pid_file = command or modules[name], self.folder.pid_file(name)
            child = Child(name, module, pid_file, self.environment() | environment, tell=self._hear)
            child.start()
            with self.lock:
                self.children[name] = child
        for name in names:
            if name == "web":
                self.until(lambda: is_served(f"http://127.0.0.1:{self.port}"), 120, "the web answers")
            elif "worker" in name:
                self.until(lambda name=name: self.pool(name), 30, f"{name} has started")

    def stop(self, *names: str) -> None:
        """Ask them to stop, together, and wait until they have."""
        with self.lock:
            ending = [self.children.pop(name) for name in names if name in self.children]
        for child in ending:
            child.ask_to_stop()
        for child in ending:
            child.stop(in_a_hurry=lambda: False)

    def only(self, *names: str) -> None:
        """Exactly these run, as usual."""
        self.stop(*[name for name in self.children if name not in names or self.children[name].has_ended()])
        self.start(*[name for name in names if name not in self.children])

    def at_rest(self) -> None:
        """Nothing runs but the servers, and nothing waits: whatever a fault left behind, done or half-way.

        A tick that nobody had taken yet would otherwise close a week in the next fault, which waits for a beat.
        """
        self.stop(*self.children)
        self.sink.seconds_each = 0.0
        self.postgres.start()
        self.valkey.start()
        with Redis.from_url(self.valkey.url()) as queue:
            queue.flushall()

    def pid(self, name: str) -> int:
        """Of the process itself; 0 while it is down."""
        with self.lock:
            child = self.children[name]
            return 0 if child.has_ended() or not child.process else child.process.pid

    def pool(self, name: str) -> list[int]:
        """The processes that it has started, oldest first."""
        pid = self.pid(name)
        try:
            return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        except OSError:
            return []

    def kill(self, pid: int, how: signal.Signals = signal.SIGKILL) -> None:
        processes.ask(pid, how)

    def _watch(self) -> None:
        while not self.closing.wait(WATCH):
            with self.lock:
                for child in self.children.values():
                    child.revive()

    def _hear(self, who: str, text: str) -> None:
        self.said[who].append(text)
        with (self.folder.path / "processes.log").open("a") as log:
            log.write(f"{who:<7} | {text.rstrip()}\n")

    def heard(self, who: str, words: str) -> int:
        """How many lines with these words it has said so far."""
        return sum(words in line for line in list(self.said[who]))

    # --- Programs of the product, run to their end

    def inside(self, *arguments: str) -> str:
        """A program in the environment of the house; its output. Raises with its last words when it fails."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment(), capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)[:100]} failed:\n{done.stderr[-3000:]}")
        return done.stdout

    def organization(
        self, people: int, *, weeks: int = 1, due_in: float | None = None, tokens: int = 0
    ) -> Firm:
        """With so many reps, whose last `weeks` weeks are over: due now, or in so many seconds."""
        self.firms += 1
        wanted = {"people": people, "weeks": weeks, "due_in": due_in, "tokens": tokens}
        wanted["slug"] = f"firm-{self.firms}"
        made = json.loads(self._make(json.dumps(wanted)))
        return Firm(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in made.items()}
        )

    def _make(self, wanted: str) -> str:
        """One program makes all organizations: starting one for each takes longer than the making."""
        log = self.folder.path / "maker.log"
        if not self.maker:
            with log.open("a") as errors:
                self.maker = subprocess.Popen(
                    [sys.executable, "-m", "bench.faults.seed"], cwd=ROOT, env=self.environment(), text=True,
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
                )  # fmt: skip
        into, out_of = self.maker.stdin, self.maker.stdout
        assert into
        assert out_of
        into.write(f"{wanted}\n")
        into.flush()
        if not (made := out_of.readline()):
            raise RuntimeError(f"No organization was made:\n{processes.last_words(log)}")
        return made

    def _end_the_maker(self) -> None:
        if self.maker:
            self.maker.communicate()
            self.maker = None

    def send_task(self, name: str, times: int = 1, **arguments: Any) -> None:
        from celery import Celery

        with Celery("outside", broker=self.valkey.url(), set_as_current=False, fixups=[]) as app:
            for _ in range(times):
                app.send_task(name, kwargs=arguments, ignore_result=True)

    # --- The database, as its owner

    def ask(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        with self.session() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

    def number(self, sql: str, *parameters: Any) -> Any:
        return self.ask(sql, *parameters)[0][0]

    @contextmanager
    def session(self) -> Iterator[Any]:
        owner = psycopg2.connect(self.postgres.url("owner"))
        try:
            with owner, owner.cursor() as cursor:
                yield cursor
        finally:
            owner.close()

    @contextmanager
    def cards_locked(self) -> Iterator[None]:
        """Nobody can write a card meanwhile: whoever closes a week has to wait."""
        with self.session() as cursor:
            cursor.execute("LOCK TABLE scorecards_card IN SHARE ROW EXCLUSIVE MODE")
            yield

    def waiting_for_the_lock(self) -> int:
        return int(self.number("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted"))

    # --- Waiting

    def until(self, condition: Callable[[], object], seconds: float, what: str) -> None:
        if not processes.wait_until(condition, seconds):
            raise TooLate(f"Not within {seconds:g} s: {what}. The log: {self.folder.path / 'processes.log'}")
