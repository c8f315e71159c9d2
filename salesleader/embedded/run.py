"""`python3 dev.py run`: everything up, watched, and down again on Ctrl-C or SIGTERM."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from salesleader.embedded import processes
from salesleader.embedded.folder import Folder
from salesleader.embedded.lines import relay, say
from salesleader.embedded.processes import CannotRun
from salesleader.embedded.servers import Servers
from salesleader.embedded.supervisor import ROOT, Child, stop_orphans

PAUSE = 5.0
WEB = ["--workers", "2", "--threads", "4", "--no-control-socket", "--log-level", "warning"]
CELERY = ["celery", "--quiet", "-A", "salesleader"]
WORKER = ["worker", "--concurrency", "2", "--without-gossip", "--without-mingle"]


class Stopped(Exception):
    """Somebody asked us to stop while something was still being prepared."""


class Run:
    """One `dev.py run`, from the claim on the data folder to the last process that ends."""

    def __init__(self, folder: Folder, port: int) -> None:
        self.folder, self.port = folder, port
        self.signals = 0
        self.children: list[Child] = []
        self.address = f"http://localhost:{port}"
        self.sign_ins: subprocess.Popen[str] | None = None
        self.welcomed = False

    def __call__(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        claim = self.folder.claim("run")
        if not claim:
            raise CannotRun(self._somebody_else_runs())
        with claim:
            self._run()

    def _on_signal(self, *_: object) -> None:
        """The first asks everything to finish; a second does not wait for it."""
        self.signals += 1

    def _run(self) -> None:
        stop_orphans([self.folder.pid_file(name) for name in ("web", "worker", "beat")])
        refuse_a_busy_port(self.port)
        self.folder.remember(port=self.port, pid=os.getpid())
        self.servers = Servers(self.folder)
        try:
            self._start()
            self._watch()
        except Stopped:
            pass
        finally:
            self._stop()
        say("run", "Stopped. Everything is saved.")

    def _start(self) -> None:
        self.servers.start()
        defaults = {"LOG_FORMAT": "console", "PORT": str(self.port), "BASE_URL": self.address}
        self.environment = {**defaults, **self.servers.environment(), "PYTHONUNBUFFERED": "1"}
        self._migrate()
        self._collect_static_files()
        self._load_the_demo_once()
        self.children = self._processes()
        for child in self.children:
            child.start()
        if self.folder.recall().get("demo"):
            self.sign_ins = self._command("load_demo", "--sign-ins")  # while the web is still waking up

    def _processes(self) -> list[Child]:
        modules = modules_of(self.folder, self.port)
        return [Child(name, modules[name], self.folder.pid_file(name), self.environment) for name in modules]

    def _watch(self) -> None:
        while not self.signals:
            self._revive_servers()
            for child in self.children:
                child.revive()
            self._welcome_once()
            processes.wait_until(lambda: self.signals, 0.5)

    def _revive_servers(self) -> None:
        try:
            for name in self.servers.revive():
                say("run", f"{name} had ended. It runs again.")
        except CannotRun as reason:
            say("run", f"{reason}\nTrying again.")
            processes.wait_until(lambda: self.signals, PAUSE)

    def _stop(self) -> None:
        say("run", "Stopping. What is under way may finish; Ctrl-C again does not wait for it.")
        asked_before = max(self.signals, 1)
        for child in self.children:
            child.ask_to_stop()
        if self.sign_ins and self.sign_ins.poll() is None:
            self.sign_ins.kill()
        for child in self.children:
            child.stop(in_a_hurry=lambda: self.signals > asked_before)
        self.servers.stop()

    # --- Before the first page

    def _migrate(self) -> None:
        if self._manage("migrate", "--verbosity", "0"):
            raise CannotRun("The database could not be brought up to date; the lines above say why.")

    def _collect_static_files(self) -> None:
        """Only when one has changed: hashing and compressing them takes longer than the rest of the start."""
        now = fingerprint_of_static_files()
        if self.folder.recall().get("static") == now:
            return
        if self._manage("collectstatic", "--noinput", "--clear", "--verbosity", "0"):
            raise CannotRun("The styles and scripts could not be collected; the lines above say why.")
        self.folder.remember(static=now)

    def _load_the_demo_once(self) -> None:
        """Into a database of ours only: one that somebody has named may hold their own people."""
        known = self.folder.recall().get("demo")
        if known or not self.servers.has_own_database or not has_command("load_demo"):
            return
        say("run", "First start: making an organization to look around in. This takes half a minute.")
        if self._manage("load_demo"):
            raise CannotRun("The demo could not be loaded; the lines above say why.")
        self.folder.remember(demo=True)

    def _manage(self, *arguments: str) -> int:
        """One management command to its end, its lines among ours; given up when we are asked to stop."""
        process = self._command(*arguments)
        assert process.stdout
        lines = relay(arguments[0].removeprefix("load_"), process.stdout)
        processes.wait_until(lambda: process.poll() is not None or self.signals, 24 * 3600)
        if self.signals:
            processes.kill_group(process.pid)
            process.wait()
            raise Stopped
        lines.join()
        return process.returncode or 0

    def _command(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment, start_new_session=True,
            text=True, errors="replace",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    # --- The first page

    def _welcome_once(self) -> None:
        if self.welcomed or not is_served(self.address):
            return
        self.welcomed = True
        say("run", f"SalesLeader is at {self.environment['BASE_URL']}   (Ctrl-C stops it)")
        if self.sign_ins:
            say("demo", self.sign_ins.communicate()[0])

    def _somebody_else_runs(self) -> str:
        known = self.folder.recall()
        port = int(known.get("port", 8000))
        return (
            f"SalesLeader already runs on the data folder {self.folder.path}, at http://localhost:{port}"
            f" (process {known.get('pid')}). Stop that one, or give a second one its own folder and port:"
            f" SALESLEADER_DATA=.data2 PORT={port + 1} python3 dev.py run"
        )


def modules_of(folder: Folder, port: int) -> dict[str, list[str]]:
    """What web, worker and beat are started with, after `python -m`."""
    return {
        "web": ["gunicorn", "salesleader.wsgi", "--bind", f"127.0.0.1:{port}", *WEB],
        "worker": [*CELERY, *WORKER],
        "beat": [*CELERY, "beat", "--schedule", str(folder.path / "run" / "beat-schedule")],
    }


def refuse_a_busy_port(port: int) -> None:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except PermissionError:
            raise CannotRun(
                f"Only root may use port {port}. Choose one above 1023: PORT=8000 python3 dev.py run"
            ) from None
        except OSError:
            raise CannotRun(
                f"Port {port} is in use by another program. Stop that one, or choose another port:"
                f" PORT={port + 1} python3 dev.py run"
            ) from None


def is_served(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5):  # noqa: S310 (it is our own)
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def has_command(name: str) -> bool:
    return any(ROOT.glob(f"*/management/commands/{name}.py"))


def fingerprint_of_static_files() -> str:
    """Of the files that we make, and of the packages that bring theirs."""
    files = sorted(path for path in ROOT.glob("*/static/**/*") if path.is_file())
    seen = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in [*files, ROOT / "uv.lock"]]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()


def folder_of_this_copy() -> Folder:
    return Folder(Path(os.environ.get("SALESLEADER_DATA") or ROOT / ".data")).open()
