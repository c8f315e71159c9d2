"""The servers of one data folder, shared by everything that works on it at the same time."""

import os
from pathlib import Path
from typing import IO

from salesleader.embedded import processes
from salesleader.embedded.folder import Folder
from salesleader.embedded.lines import say
from salesleader.embedded.postgres import Postgres, place
from salesleader.embedded.processes import CannotRun
from salesleader.embedded.valkey import Valkey

NO_OWNER = (
    "DATABASE_URL names a PostgreSQL of your own. Name the login that owns its tables as DATABASE_OWNER_URL,"
    " too: migrations run as the owner, everything else as the application (docs/operating.md)."
)


class Servers:
    """PostgreSQL and Valkey, each unless the environment names another; stopped by the last who used them."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        known = folder.recall()
        self.mine: dict[str, Postgres | Valkey] = {}
        if "DATABASE_URL" not in os.environ:
            self.mine["postgres"] = Postgres(self._postgres_folder(), 0, known["passwords"])
        elif "DATABASE_OWNER_URL" not in os.environ:
            raise CannotRun(NO_OWNER)
        if "REDIS_URL" not in os.environ:
            self.mine["valkey"] = Valkey(folder.path / "valkey", 0, known["passwords"]["superuser"])
        self.in_use: IO[str] | None = None

    @property
    def has_own_database(self) -> bool:
        return "postgres" in self.mine

    def start(self) -> None:
        """Start them, or join those that another command of ours, or one that was killed, has running."""
        with self.folder.alone("starting"):
            self.in_use = self.folder.share("servers")
            for name in self.mine:
                self._start(name)

    def revive(self) -> list[str]:
        """Start again those that have died, at the same address; the names of those."""
        dead = [name for name, server in self.mine.items() if not server.pid()]
        for name in dead:
            self.mine[name].start()
        return dead

    def stop(self) -> None:
        """Stop them, unless somebody else still works with them and will."""
        if not self.in_use:
            return
        with self.folder.alone("starting"):
            self.in_use.close()
            if last := self.folder.claim("servers"):
                for server in self.mine.values():
                    server.stop()
                last.close()

    def environment(self) -> dict[str, str]:
        """What settings.py reads: addresses, the secret key, the folder itself."""
        found = {"SALESLEADER_DATA": str(self.folder.path), "DJANGO_SETTINGS_MODULE": "salesleader.settings"}
        found["SECRET_KEY"] = os.environ.get("SECRET_KEY") or self.folder.recall()["secret_key"]
        if isinstance(postgres := self.mine.get("postgres"), Postgres):
            found["DATABASE_URL"] = postgres.url("app")
            found["DATABASE_OWNER_URL"] = postgres.url("owner")
        if isinstance(valkey := self.mine.get("valkey"), Valkey):
            found["REDIS_URL"] = valkey.url()
        return {**os.environ, **found}

    def _start(self, name: str) -> None:
        server, key = self.mine[name], f"{name}_port"
        remembered = self.folder.recall().get(key)
        server.port = server.port_of_the_running() or processes.keep_or_choose(remembered)
        self.folder.remember(**{key: server.port})
        server.start()

    def _postgres_folder(self) -> Path:
        """Usually in the data folder, and moving with it; elsewhere when that is closed to PostgreSQL."""
        if known := self.folder.recall().get("postgres_folder"):
            return self.folder.path / known
        wanted = self.folder.path / "postgres"
        chosen = place(wanted)
        _put_aside(chosen / "18")
        if chosen != wanted:
            say("run", f"PostgreSQL's user cannot get to {wanted}. The database is in {chosen}.")
        self.folder.remember(postgres_folder="postgres" if chosen == wanted else str(chosen))
        return chosen


def _put_aside(cluster: Path) -> None:
    """A cluster whose passwords went with servers.json cannot be opened any more; it is kept, not erased."""
    if cluster.exists():
        Postgres(cluster.parent, 0, {}).stop()
        names = (cluster.with_name(f"{cluster.name}.old{number}") for number in range(1, 1000))
        aside = cluster.rename(next(path for path in names if not path.exists()))
        say("run", f"The passwords of the database in {cluster} are gone. It is kept as {aside}.")
