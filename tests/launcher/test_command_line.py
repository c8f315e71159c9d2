"""dev.py and what it hands over to, from outside."""

import importlib.util
import socket
import sys

import pytest

from salesleader.embedded.processes import CannotRun
from salesleader.embedded.run import refuse_a_busy_port
from tests.launcher.around import ROOT, launch


@pytest.fixture
def dev(tmp_path, monkeypatch):
    """dev.py as a module, its tools elsewhere."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "dev", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "TOOLS", tmp_path / "tools")
    return module


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
    assert "http://localhost:8123 (process 4321)" in refused.stderr
