"""One data folder, and all that use it at the same time or after each other."""

import socket
import stat
import sys

from salesleader.embedded.servers import Servers
from tests.launcher.around import kill, launch


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
