"""Web, worker and beat as processes of their own: started, watched, started again, and stopped with us."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from salesleader.embedded import processes
from salesleader.embedded.lines import relay, say

ROOT = Path(__file__).resolve().parent.parent.parent
CALM = "ignore:You're running the worker with superuser"  # a container's root, usually; said on every start
HEALTHY_AFTER = 20.0
PATIENCE = 40.0  # a request or a task that is under way may finish
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


class Child:
    """One process and those it starts, with a pid file by which a later run finds it."""

    def __init__(
        self,
        name: str,
        module: list[str],
        pid_file: Path,
        environment: dict[str, str],
        tell: Callable[[str, str], None] = say,
    ) -> None:
        self.name, self.pid_file, self.environment, self.tell = name, pid_file, environment, tell
        # Python does not read unknown -X options: this one lets the command line name the pid file.
        self.command = [sys.executable, "-X", f"owner={pid_file}", "-W", CALM, "-m", *module]
        self.process: subprocess.Popen[str] | None = None
        self.started = 0.0
        self.pause = SHORTEST_PAUSE
        self.again_at: float | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=self.environment, start_new_session=True, text=True, errors="replace",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.pid_file.write_text(str(self.process.pid))
        self.started, self.again_at = time.monotonic(), None
        assert self.process.stdout
        relay(self.name, self.process.stdout, self.tell)

    def revive(self) -> None:
        """Start it again when it has ended: at once at first, more patiently when it keeps ending."""
        if self.process is None or self.process.poll() is None:
            return
        if self.again_at is None:
            self.again_at = time.monotonic() + self._next_pause()
            self.tell(
                "run", f"{self.name} ended (code {self.process.returncode}). Next start in {self.pause:g} s."
            )
            self._end_the_group()
        elif time.monotonic() >= self.again_at:
            self.start()

    def _next_pause(self) -> float:
        lived = time.monotonic() - self.started
        self.pause = SHORTEST_PAUSE if lived > HEALTHY_AFTER else min(self.pause * 2, LONGEST_PAUSE)
        return self.pause

    def stop(self, in_a_hurry: Callable[[], bool]) -> None:
        """Wait for it after it was asked to stop; what is left of its group is killed."""
        if self.process:
            processes.wait_until(lambda: self.has_ended() or in_a_hurry(), PATIENCE)
            self._end_the_group()
            self.process.wait()
        self.pid_file.unlink(missing_ok=True)

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def _end_the_group(self) -> None:
        if self.process:
            processes.kill_group(self.process.pid)


def stop_orphans(pid_files: list[Path]) -> None:
    """Processes of an earlier run that was killed: they would hold the port, and beat would tick twice."""
    left = {pid: file for file in pid_files if (pid := processes.running(file, f"owner={file}"))}
    if left:
        names = ", ".join(file.stem for file in left.values())
        say("run", f"An earlier run was killed and left {names} running. Stopping that.")
    for pid in left:
        processes.ask(pid)
    processes.wait_until(lambda: all(processes.gone(pid, f"owner={file}") for pid, file in left.items()), 3)
    for pid in left:
        processes.kill_group(pid)
    for file in pid_files:
        file.unlink(missing_ok=True)
