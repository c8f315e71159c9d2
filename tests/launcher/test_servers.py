"""PostgreSQL and Valkey from wheels: first start, second start, and after every bad end."""

import contextlib
import os
import stat

import pytest

from salesleader.embedded import processes
from salesleader.embedded.processes import CannotRun
from tests.launcher.around import ask, kill, rights


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
