"""One Valkey server on this machine, speaking Redis' protocol."""

import os
from dataclasses import dataclass
from pathlib import Path

from salesleader.embedded import binaries, processes
from salesleader.embedded.processes import CannotRun


@dataclass
class Valkey:
    """A server with its data below `folder`, listening on 127.0.0.1 alone, with a password."""

    folder: Path
    port: int
    password: str
    append_only: bool = True

    @property
    def pid_file(self) -> Path:
        return self.folder / "valkey.pid"

    @property
    def config(self) -> Path:
        return self.folder / "valkey.conf"

    def start(self) -> None:
        """Start it unless it runs."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        if not self.pid():
            self._boot()

    def pid(self) -> int | None:
        return processes.running(self.pid_file, str(self.config))

    def stop(self) -> None:
        if pid := self.pid():
            processes.stop(pid, str(self.config))

    def url(self, number: int = 0) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/{number}"

    def port_of_the_running(self) -> int | None:
        """The port of a server that an earlier, killed start left running on this folder."""
        if not self.pid():
            return None
        settings = dict(line.split(maxsplit=1) for line in self.config.read_text().splitlines())
        return int(settings["port"])

    def _write_config(self) -> None:
        """In a file and not in arguments, which everybody on the machine can read: it holds the password."""
        settings = {
            "bind": "127.0.0.1",
            "port": self.port,
            "requirepass": self.password,
            "dir": f'"{self.folder}"',
            "databases": 64,
            "appendonly": "yes" if self.append_only else "no",
            "save": '""',
            "maxmemory-policy": "noeviction",
            "set-proc-title": "no",
        }
        with os.fdopen(os.open(self.config, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.writelines(f"{name} {value}\n" for name, value in settings.items())

    def _boot(self) -> None:
        processes.wait_for_the_dead(self.port)
        self._write_config()
        log = self.folder / "valkey.log"
        server = processes.launch([binaries.valkey_binary(), self.config], log, cwd=self.folder)
        self.pid_file.write_text(str(server.pid))
        processes.wait_until(lambda: server.poll() is not None or processes.answers(self.port), 30)
        if server.poll() is not None or not processes.answers(self.port):
            raise CannotRun(f"Valkey did not start. The end of {log}:\n{processes.last_words(log)}")
