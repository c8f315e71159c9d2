"""Web, worker and beat under their supervisor, and all of it together."""

import json
import os
import signal
import subprocess
import sys

import pytest

from salesleader.embedded import processes
from salesleader.embedded.supervisor import Child, stop_orphans
from tests.launcher.around import OF_THIS_RUN, ROOT


@pytest.fixture
def child(folder):
    """A web server of Python's own, in place of ours."""
    made = Child("web", ["http.server", str(processes.free_port())], folder.pid_file("web"), dict(os.environ))
    made.start()
    # Right after a process begins, the system does not know its command line yet.
    assert processes.wait_until(lambda: processes.running(made.pid_file, f"owner={made.pid_file}"), 10)
    yield made
    made.stop(in_a_hurry=lambda: True)
    made.process.stdout.close()


def test_a_process_that_died_is_started_again(child):
    died = child.process.pid
    child.process.kill()
    assert processes.wait_until(lambda: child.revive() or child.process.pid != died, 10)
    assert processes.read_pid(child.pid_file) == child.process.pid


def test_a_process_that_keeps_dying_is_started_more_patiently(child):
    pauses = [child._next_pause() for _ in range(9)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == 30


def test_a_process_that_a_killed_run_left_is_stopped_by_the_next(child):
    stop_orphans([child.pid_file])
    assert child.process.wait(10) is not None
    assert not child.pid_file.exists()


def test_a_stranger_with_the_id_of_an_old_process_is_left_alone(folder):
    folder.pid_file("web").write_text(str(os.getpid()))
    stop_orphans([folder.pid_file("web")])
    assert not folder.pid_file("web").exists()


def test_a_half_written_pid_file_is_no_obstacle(folder):
    folder.pid_file("beat").write_text("")
    stop_orphans([folder.pid_file("beat")])
    assert not folder.pid_file("beat").exists()


@pytest.mark.processes
def test_everything_starts_answers_stops_cleanly_and_starts_again_with_its_data(folder):
    port = processes.free_port()
    environment = {name: value for name, value in os.environ.items() if name not in OF_THIS_RUN}
    environment |= {"SALESLEADER_DATA": str(folder.path), "PORT": str(port)}
    for _ in range(2):
        with subprocess.Popen(
            [sys.executable, "-m", "salesleader.embedded", "run"],
            cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        ) as run:  # fmt: skip
            said = read_until(run.stdout, "SalesLeader is at")
            run.send_signal(signal.SIGTERM)
            said += run.stdout.read()
        assert run.returncode == 0, said
        assert f"SalesLeader is at http://localhost:{port}" in said
        assert said.rstrip().endswith("Stopped. Everything is saved.")
    assert json.loads(folder.memory.read_text())["passwords"]
    assert list((folder.path / "run").glob("*.pid")) == []


def read_until(stream, words):
    said = ""
    for line in stream:
        said += line
        if words in line:
            break
    return said
