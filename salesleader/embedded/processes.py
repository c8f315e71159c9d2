"""Processes that may outlive the one that started them: recognised, waited for and stopped by their id."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

GLANCE = 0.05
_children: list[
    subprocess.Popen[bytes]
] = []  # kept, or Python complains of servers that outlive their object


class CannotRun(Exception):
    """Something outside the program is in the way; the text tells a person what it is and what to do."""


def wait_until(condition: Callable[[], object], seconds: float) -> bool:
    """Look again and again until the condition holds; False when it still does not after so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(GLANCE)
    return True


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answers(port: int, host: str = "127.0.0.1") -> bool:
    """Does anything accept connections there?"""
    try:
        socket.create_connection((host, port), 0.5).close()
    except OSError:
        return False
    return True


def wait_for_the_dead(port: int) -> None:
    """A server that was killed goes on accepting for a moment, when its id says already that nothing runs.

    Its successor would find the port taken, or be taken for answering before it does. Whoever still answers after
    that is somebody else, of whom the successor complains.
    """
    wait_until(lambda: not answers(port), 3)


def keep_or_choose(port: int | None) -> int:
    """The remembered port while nobody else has taken it, a free one otherwise."""
    return port if port and not answers(port) else free_port()


def command_line(pid: int) -> str:
    """What the process was started with; empty when there is none, or only its zombie."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return "" if Path("/proc/self").exists() else _command_line_from_ps(pid)


def _command_line_from_ps(pid: int) -> str:
    if not (ps := shutil.which("ps")):
        return ""
    asked = subprocess.run([ps, "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True)
    return asked.stdout.strip()


def launch(command: list[Any], log: Path, **how: Any) -> subprocess.Popen[bytes]:
    """Start a server in a session of its own: Ctrl-C in the terminal is for us, and we stop it in turn."""
    with log.open("ab") as output:
        how |= {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": output}
        child = subprocess.Popen(command, start_new_session=True, **how)
    _children.append(child)
    return child


def last_words(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-8:])


def read_pid(path: Path) -> int | None:
    """The first line of a pid file as a number; None when there is no file or it was only half written."""
    try:
        return int(path.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def exists(pid: int) -> bool:
    """Has any process this id, a dead one that nobody has buried included?"""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def running(pid_file: Path, mark: str) -> int | None:
    """The process of this pid file, if it still runs and its command line carries the mark.

    Ids are reused, after a restart of the machine above all, so the id alone proves nothing.
    """
    bury_the_dead()
    pid = read_pid(pid_file)
    return pid if pid and mark in command_line(pid) else None


def ask(pid: int, how: signal.Signals = signal.SIGTERM) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, how)


def stop(pid: int, mark: str, how: signal.Signals = signal.SIGTERM, patience: float = 30) -> None:
    """Ask the process to stop and wait; kill its whole group when it does not."""
    ask(pid, how)
    if not wait_until(lambda: gone(pid, mark), patience):
        kill_group(pid)
        wait_until(lambda: gone(pid, mark), 10)


def kill_group(pid: int) -> None:
    """Whatever is left of a process that led its own session."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def bury_the_dead() -> None:
    """A child that is dead keeps its id until somebody has asked how it ended."""
    for child in _children:
        child.poll()


def gone(pid: int, mark: str) -> bool:
    bury_the_dead()
    return mark not in command_line(pid)
