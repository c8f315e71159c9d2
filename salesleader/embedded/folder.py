"""The data folder: what this copy of SalesLeader remembers, and who is using it."""

import contextlib
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from salesleader.embedded.postgres import new_passwords


class Folder:
    """SALESLEADER_DATA. Others may pass through to their own folders in it, but not list it."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.memory = self.path / "servers.json"

    def open(self) -> "Folder":
        self.path.mkdir(parents=True, exist_ok=True)
        self.path.chmod(0o711)
        for private in ("run", "mail", "media"):
            (self.path / private).mkdir(exist_ok=True)
            (self.path / private).chmod(0o700)
        return self

    def pid_file(self, name: str) -> Path:
        return self.path / "run" / f"{name}.pid"

    # --- What it remembers: ports, passwords, what was done already

    def recall(self) -> dict[str, Any]:
        """With new secrets the first time."""
        with self.alone("memory"):
            known = self._read()
            if "passwords" not in known:
                known |= {"passwords": new_passwords(), "secret_key": secrets.token_urlsafe(50)}
                self._write(known)
            return known

    def remember(self, **facts: Any) -> None:
        with self.alone("memory"):
            self._write(self._read() | facts)

    def _read(self) -> dict[str, Any]:
        known: dict[str, Any] = json.loads(self.memory.read_text()) if self.memory.exists() else {}
        return known

    def _write(self, known: dict[str, Any]) -> None:
        """Replaced in one step, so that a power cut leaves the old or the new, and closed to other users."""
        new = self.memory.with_suffix(".new")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(known, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.memory)

    # --- Who uses it. The kernel forgets these locks with their process, however it ends.

    @contextlib.contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """One at a time, in turn."""
        with self._lock_file(name) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def claim(self, name: str) -> IO[str] | None:
        """Held until the file is closed; None while anybody else holds or shares it."""
        file = self._lock_file(name)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        return file

    def share(self, name: str) -> IO[str]:
        file = self._lock_file(name)
        fcntl.flock(file, fcntl.LOCK_SH)
        return file

    def _lock_file(self, name: str) -> IO[str]:
        return (self.path / "run" / f"{name}.lock").open("a")
