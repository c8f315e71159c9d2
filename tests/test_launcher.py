"""dev.py and the servers from wheels, from outside: first start, second start, and after every bad end."""

import contextlib
import importlib.util
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from salesleader.embedded import processes
from salesleader.embedded.folder import Folder
from salesleader.embedded.postgres import THROW_AWAY, Postgres, new_passwords
from salesleader.embedded.processes import CannotRun
from salesleader.embedded.run import refuse_a_busy_port
from salesleader.embedded.servers import Servers
from salesleader.embedded.supervisor import Child, stop_orphans
from salesleader.embedded.valkey import Valkey
from tests.servers import open_temporary_folder

ROOT = Path(__file__).resolve().parent.parent
OF_THIS_RUN = {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "DEBUG", "PORT", "BASE_URL", "SECRET_KEY"}
OF_THIS_RUN |= {"SALESLEADER_DATA", "SALESLEADER_DB_ROLE"}


@pytest.fixture
def place():
    """A folder that PostgreSQL's user can get to, too; pytest's own are closed."""
    with tempfile.TemporaryDirectory(prefix="salesleader-", dir=open_temporary_folder()) as path:
        Path(path).chmod(0o711)
        yield Path(path)


@pytest.fixture
def postgres(place):
    server = Postgres(place / "postgres", processes.free_port(), new_passwords(), options=THROW_AWAY)
    yield server
    server.stop()


@pytest.fixture
def valkey(place):
    server = Valkey(place / "valkey", processes.free_port(), "word")
    yield server
    server.stop()


@pytest.fixture
def folder(place, monkeypatch):
    for name in OF_THIS_RUN:
        monkeypatch.delenv(name, raising=False)
    opened = Folder(place / "data").open()
    yield opened
    for server in Servers(opened).mine.values():
        server.stop()


@pytest.fixture
def dev(tmp_path, monkeypatch):
    """dev.py as a module, its tools elsewhere."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "dev", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "TOOLS", tmp_path / "tools")
    return module


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


# --- The command line


def test_an_unknown_command_is_answered_with_those_there_are():
    refused = launch("dev.py", "fly")
    assert refused.returncode == 1
    assert refused.stderr.startswith("There is no command fly. These are: run, test, lint,")


def test_help_names_every_command(dev):
    shown = launch("dev.py", "help").stdout
    assert [name for name in dev.COMMANDS if f"  {name} " not in shown] == []


def test_dev_py_needs_nothing_that_has_to_be_installed():
    bare = launch("-S", "-I", ROOT / "dev.py", "help")
    assert (bare.returncode, bare.stderr) == (0, "")


def test_a_python_without_venv_is_told_which_package_brings_it(dev, tmp_path, monkeypatch):
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho 'ensurepip is not available'; exit 1\n")
    python.chmod(0o755)
    monkeypatch.setattr(dev, "base_python", lambda: str(python))
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match="apt-get install -y python3-venv"):
        dev.uv()


def test_what_was_done_with_the_same_files_is_not_done_again(dev, tmp_path, monkeypatch):
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    file = tmp_path / "a"
    file.write_text("one")
    stamp = dev.Stamp(tmp_path / "made" / "stamp", [file])
    assert not stamp.is_fresh()
    stamp.set()
    assert dev.Stamp(stamp.place, [file]).is_fresh()
    file.write_text("two")
    assert not dev.Stamp(stamp.place, [file]).is_fresh()


def test_node_of_another_age_is_not_used(dev, tmp_path, monkeypatch):
    for name in ("node", "npm"):
        (tmp_path / name).write_text("#!/bin/sh\necho v18.20.1\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    assert not dev.node_is_new_enough()


def test_a_named_chromium_that_is_not_one_is_said(dev, monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(SystemExit, match="CHROMIUM=/nowhere/chromium does not start"):
        dev.chromium()


def test_a_busy_port_is_named_with_the_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotRun, match=rf"Port {port} is in use .* PORT={port + 1} python3 dev.py run"):
            refuse_a_busy_port(port)


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(place, port):
    refused = launch("-m", "salesleader.embedded", "run", PORT=port, SALESLEADER_DATA=str(place / "data"))
    assert refused.stderr.startswith(f"PORT={port} is not a port.")


def test_a_database_of_ones_own_needs_its_owner_too(place):
    refused = launch(
        "-m", "salesleader.embedded", "with", "true",
        SALESLEADER_DATA=str(place / "data"), DATABASE_URL="postgres://somewhere/else",
    )  # fmt: skip
    assert "DATABASE_OWNER_URL" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_second_run_on_the_same_folder_is_told_of_the_first(folder):
    folder.remember(port=8123, pid=4321)
    with folder.claim("run"):
        refused = launch("-m", "salesleader.embedded", "run", SALESLEADER_DATA=str(folder.path), PORT="8124")
    assert refused.returncode == 1
    assert "already runs" in refused.stderr
    assert "http://127.0.0.1:8123 (process 4321)" in refused.stderr


# --- PostgreSQL


def test_data_outlives_a_clean_stop_and_a_kill(postgres):
    postgres.options = ()  # as for data that lasts
    postgres.start()
    ask(postgres, "CREATE TABLE kept AS SELECT 7 AS seven; GRANT SELECT ON kept TO salesleader_app", "owner")
    postgres.stop()
    postgres.start()
    # Committed but not yet in the table's file: only the log of changes brings it back.
    ask(postgres, "UPDATE kept SET seven = 8", "owner")
    kill(postgres)
    postgres.start()
    assert ask(postgres, "SELECT seven FROM kept").stdout.strip() == "8"


def test_a_half_made_cluster_is_made_again(postgres):
    (postgres.folder / "18.unfinished").mkdir(parents=True)
    (postgres.folder / "18.unfinished" / "PG_VERSION").write_text("18")
    postgres.start()
    assert ask(postgres, "SELECT 1").stdout.strip() == "1"


def test_a_stranger_with_the_old_servers_id_does_not_stop_the_start(postgres):
    postgres.start()
    left = (postgres.cluster / "postmaster.pid").read_text().splitlines()
    kill(postgres)
    stranger = [str(os.getpid()), *left[1:]]
    (postgres.cluster / "postmaster.pid").write_text("\n".join(stranger) + "\n")
    assert postgres.pid() is None
    postgres.start()
    assert postgres.pid() not in (None, os.getpid())


def test_the_application_owns_nothing_and_cannot_make_anything(postgres):
    postgres.start()
    assert "permission denied for schema public" in ask(postgres, "CREATE TABLE mine (id int)").stderr
    assert "permission denied" in ask(postgres, "CREATE DATABASE mine").stderr
    assert rights(postgres, "app") == set()


def test_the_owner_is_no_superuser_and_may_become_the_application(postgres):
    postgres.start()
    assert rights(postgres, "owner") == {"rolcreatedb"}
    become = "SET ROLE salesleader_app; SELECT current_user"
    assert ask(postgres, become, "owner").stdout.strip() == "salesleader_app"


def test_a_wrong_password_is_refused(postgres):
    postgres.start()
    postgres.passwords["app"] = "guessed"
    assert "password authentication failed" in ask(postgres, "SELECT 1").stderr


def test_postgresql_listens_on_this_machine_only(postgres):
    postgres.start()
    assert ask(postgres, "SHOW listen_addresses").stdout.strip() == "127.0.0.1"
    assert ask(postgres, "SHOW unix_socket_directories").stdout.strip() == ""


def test_it_sorts_by_code_point_everywhere(postgres):
    postgres.start()
    sorted_ = ask(postgres, "SELECT string_agg(x, ' ' ORDER BY x) FROM unnest(ARRAY['b', 'B', 'a', 'é']) x")
    assert sorted_.stdout.strip() == "B a b é"


def test_a_server_that_cannot_start_says_why(postgres):
    postgres.start()
    postgres.stop()
    postgres.options = ("no_such_setting=1",)
    with pytest.raises(CannotRun, match="no_such_setting"):
        postgres.start()


# --- Valkey


def test_valkey_keeps_what_it_was_told_through_a_kill(valkey):
    import redis

    valkey.start()
    with contextlib.closing(redis.Redis.from_url(valkey.url(3))) as client:
        client.set("kept", "yes")
        assert client.config_get("maxmemory-policy")["maxmemory-policy"] == "noeviction"
    kill(valkey)
    valkey.start()
    with contextlib.closing(redis.Redis.from_url(valkey.url(3))) as client:
        assert client.get("kept") == b"yes"


def test_valkeys_password_is_readable_by_its_owner_only(valkey):
    valkey.start()
    assert stat.S_IMODE(valkey.config.stat().st_mode) == 0o600
    assert "word" not in processes.command_line(valkey.pid())


# --- Both, on one data folder


def test_servers_that_a_killed_run_left_are_joined(folder):
    killed = Servers(folder)
    killed.start()
    pids = {name: server.pid() for name, server in killed.mine.items()}
    killed.in_use.close()  # as the kernel does when a process dies
    next_run = Servers(folder)
    next_run.start()
    assert {name: server.pid() for name, server in next_run.mine.items()} == pids
    assert next_run.environment()["DATABASE_URL"] == killed.environment()["DATABASE_URL"]
    next_run.stop()
    assert [server.pid() for server in next_run.mine.values()] == [None, None]


def test_the_last_to_leave_stops_the_servers(folder):
    run, command = Servers(folder), Servers(folder)
    run.start()
    command.start()
    run.stop()
    assert all(server.pid() for server in command.mine.values())
    command.stop()
    assert not any(server.pid() for server in command.mine.values())


def test_a_port_that_somebody_took_meanwhile_is_left_to_them(folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        folder.remember(postgres_port=taken)
        servers = Servers(folder)
        servers.start()
        assert servers.mine["postgres"].port != taken
        servers.stop()


def test_a_dead_server_is_started_at_the_same_address(folder):
    servers = Servers(folder)
    servers.start()
    before = servers.environment()
    kill(servers.mine["postgres"])
    kill(servers.mine["valkey"])
    assert servers.revive() == ["postgres", "valkey"]
    assert servers.environment() == before
    servers.stop()


def test_secrets_are_kept_and_closed_to_others(folder):
    first = folder.recall()
    assert folder.recall() == first
    assert stat.S_IMODE(folder.memory.stat().st_mode) == 0o600
    assert len(set(first["passwords"].values())) == 3


def test_a_database_whose_passwords_are_gone_is_put_aside_and_not_erased(folder, capsys):
    servers = Servers(folder)
    servers.start()
    servers.stop()
    cluster = servers.mine["postgres"].cluster
    folder.memory.unlink()
    again = Servers(folder)
    again.start()
    assert cluster.with_name("18.old1").is_dir()
    assert "It is kept as" in capsys.readouterr().out
    again.stop()


def test_nothing_is_started_for_what_the_environment_names(folder, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://a/b")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgres://c/b")
    monkeypatch.setenv("REDIS_URL", "redis://d")
    servers = Servers(folder)
    servers.start()
    assert servers.mine == {}
    assert servers.environment()["DATABASE_URL"] == "postgres://a/b"
    servers.stop()


def test_a_command_gets_the_servers_and_its_own_exit_code(folder):
    script = "import os, sys; print(os.environ['DATABASE_URL']); sys.exit(3)"
    command = ["with", sys.executable, "-c", script]
    ran = launch("-m", "salesleader.embedded", *command, SALESLEADER_DATA=str(folder.path))
    assert ran.returncode == 3
    assert ran.stdout.startswith("postgres://salesleader_app:")
    assert not any(server.pid() for server in Servers(folder).mine.values())


# --- The processes of SalesLeader


@pytest.fixture
def child(folder):
    """A web server of Python's own, in place of ours."""
    made = Child("web", ["http.server", str(processes.free_port())], folder.pid_file("web"), dict(os.environ))
    made.start()
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


# --- All of it


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
        assert f"SalesLeader is at http://127.0.0.1:{port}" in said
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
