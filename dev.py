#!/usr/bin/env python3
"""Everything a developer or a first visitor needs, from a fresh clone: `python3 dev.py help`.

Standard library only. It makes its own tools (.tools), the environment (.venv) and the front end, once, and
then hands over to the programs in there.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
TOOLS, VENV = ROOT / ".tools", ROOT / ".venv"
UV_VERSION = "0.13.9"
OLDEST_NODE = 20
BUILT = ROOT / "salesleader" / "static" / "build"
PYTHON = str(VENV / "bin" / "python")

NO_VENV = (
    "This Python cannot make virtual environments. On Debian and Ubuntu:"
    " apt-get update && apt-get install -y python3-venv"
)
NO_PIP = (
    "pip could not install uv; the lines above say why."
    " Without a way to the Python package index nothing can be installed."
)
GOES_ON = "the lines above say why. The same command goes on where it stopped."
NO_SYNC = f"The Python packages could not be installed; {GOES_ON}"
NO_NPM = f"The front end could not be built; {GOES_ON}"
NO_CHROMIUM = (
    "The browser tests need Chromium, and there is none: not in CHROMIUM, not on PATH, and neither apt-get"
    " nor Playwright could install one (the lines above say why). Install it, or name it:"
    " CHROMIUM=/path/to/chromium"
)
# A mirror that somebody uses must not end up in the lock files.
UV_MIRRORS = ("UV_INDEX", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS")


def main() -> None:
    refuse_what_cannot_work()
    name, *rest = sys.argv[1:] or ["run"]
    if name in ("help", "-h", "--help"):
        sys.exit(help_())
    if name not in COMMANDS:
        sys.exit(f"There is no command {name}. These are: {', '.join(COMMANDS)}, help.")
    os.chdir(ROOT)
    try:
        sys.exit(COMMANDS[name](rest))
    except KeyboardInterrupt:
        sys.exit(130)


def refuse_what_cannot_work() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 (this file alone may be read by an older Python)
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if os.name == "nt":
        sys.exit("On Windows, use docker-compose.yml, or this command inside WSL.")


# --- The commands


def run(rest: list[str]) -> int:
    """start everything, with a demo to look around in (PORT, SALESLEADER_DATA choose another place)"""
    prepare("embedded", front_end=True)
    os.execv(PYTHON, [PYTHON, "-m", "salesleader.embedded", "run", *rest])


def test(rest: list[str]) -> int:
    """run the tests, all in parallel or what pytest's arguments choose"""
    prepare("embedded", "test", front_end=True)
    arguments = rest or ["-n", str(cores())]
    return call([PYTHON, "-m", "pytest", *arguments], CHROMIUM=chromium())


def lint(rest: list[str]) -> int:
    """check style, types, imports, migrations, templates, deployment settings and the API's schema"""
    prepare("embedded", "test", "lint", front_end=True)
    failed = [name for name, command, environment in lint_steps() if not passes(name, command, environment)]
    say(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def bench(rest: list[str]) -> int:
    """measure the speed on a database of its own (--json for machines)"""
    return on_a_folder_of_its_own("bench", ["-m", "bench", *rest])


def faults(rest: list[str]) -> int:
    """kill, cut and fill things at full length, and count what was lost"""
    return on_a_folder_of_its_own("faults", ["-m", "bench.faults", *rest])


def manage(rest: list[str]) -> int:
    """any of Django's management commands on the data of `run`, whether that is running or not"""
    prepare("embedded")
    return call([*with_servers(), "manage.py", *rest])


def demo_reset(rest: list[str]) -> int:
    """put the demo back to its beginning"""
    return manage(["reset_demo", *rest])


def assets(rest: list[str]) -> int:
    """build the front end"""
    prepare("embedded", front_end=True)
    return 0


def lock(rest: list[str]) -> int:
    """write the lock files anew, with public hosts only"""
    private = [name for name in os.environ if name.startswith("PIP_")]
    public = dict.fromkeys([*private, *UV_MIRRORS, "npm_config_registry"], "")
    only = ["--package-lock-only", "--omit-lockfile-registry-resolved"]
    python = call([uv(), "lock", "--python", base_python()], **public)
    return python or call([*npm_command(), "install", *only], **public)


def help_() -> int:
    print("python3 dev.py COMMAND\n")
    for name, command in COMMANDS.items():
        print(f"  {name:<12}{command.__doc__}")
    print("\nMore: README.md to begin, docs/operating.md to run it for real.")
    return 0


COMMANDS = {
    "run": run,
    "test": test,
    "lint": lint,
    "bench": bench,
    "faults": faults,
    "manage": manage,
    "demo-reset": demo_reset,
    "assets": assets,
    "lock": lock,
}


# --- What they are made of


def say(text: str) -> None:
    print(f"==> {text}", flush=True)


def call(command: list[str], **environment: str) -> int:
    """Run it here; a variable that is given as an empty string is taken away."""
    kept = {name: value for name, value in os.environ.items() if name not in environment}
    given = {name: value for name, value in environment.items() if value}
    child = subprocess.Popen(command, cwd=ROOT, env=kept | given)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # it got Ctrl-C, too, and may still have something to put away
            continue


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def with_servers() -> list[str]:
    return [PYTHON, "-m", "salesleader.embedded", "with", PYTHON]


def data_folder() -> Path:
    return Path(os.environ.get("SALESLEADER_DATA") or ROOT / ".data").resolve()


def on_a_folder_of_its_own(name: str, arguments: list[str]) -> int:
    """So that a measurement never touches the data of `run`."""
    prepare("embedded", "test", front_end=True)
    return call([*with_servers(), *arguments], SALESLEADER_DATA=str(data_folder() / name))


def lint_steps() -> list[tuple[str, list[str], dict[str, str]]]:
    """Name, command and environment of each check."""
    bin_ = VENV / "bin"
    nowhere = {
        "SECRET_KEY": hashlib.sha512(os.urandom(64)).hexdigest(),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
        "DATABASE_OWNER_URL": "postgres://nobody@127.0.0.1:1/nothing",
        "REDIS_URL": "redis://127.0.0.1:1",
    }
    # The defaults that ship, for an https address; on servers of its own.
    shipped = dict.fromkeys(("DEBUG", "ALLOWED_HOSTS", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"), "")
    shipped |= {"SALESLEADER_DATA": str(data_folder() / "lint"), "BASE_URL": "https://salesleader.example"}
    shipped |= {"SECRET_KEY": nowhere["SECRET_KEY"]}
    silent = ["--file", os.devnull]
    django = [*with_servers(), "-W", "error::RuntimeWarning", "manage.py"]
    return [
        ("ruff check", [str(bin_ / "ruff"), "check", "."], {}),
        ("ruff format", [str(bin_ / "ruff"), "format", "--check", "."], {}),
        ("mypy", [str(bin_ / "mypy"), "."], nowhere),
        ("import-linter", [str(bin_ / "lint-imports")], nowhere),
        ("migrations", [*django, "makemigrations", "--check", "--dry-run"], shipped),
        ("djlint", [str(bin_ / "djlint"), "--lint", "--quiet", "templates"], {}),
        ("deployment", [*django, "check", "--deploy", "--fail-level", "WARNING"], shipped),
        ("API schema", [*django, "spectacular", "--validate", "--fail-on-warn", *silent], shipped),
        ("TypeScript", [*npm_command(), "run", "--silent", "check"], {}),
    ]


def passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    say(name)
    return call(command, **environment) == 0


# --- Getting ready. Stamps remember what was done with which files, so that nothing is done twice.


def prepare(*groups: str, front_end: bool = False) -> None:
    with one_at_a_time():
        sync(*groups)
        if front_end:
            build_front_end()


@contextlib.contextmanager
def one_at_a_time():
    """Two commands in two terminals do not get ready in each other's way."""
    import fcntl

    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Stamp:
    """Whether something was done with exactly these files; kept inside what was made, to go with it."""

    def __init__(self, place: Path, files: list[Path], extra: str = "") -> None:
        digest = hashlib.sha256(extra.encode())
        for file in sorted(files):
            digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
        self.place, self.now = place, digest.hexdigest()

    def is_fresh(self) -> bool:
        return self.place.exists() and self.place.read_text() == self.now

    def set(self) -> None:
        self.place.parent.mkdir(parents=True, exist_ok=True)
        self.place.write_text(self.now)


def sync(*groups: str) -> None:
    """The packages of the lock file, with those of the groups; other groups' packages may stay."""
    files = [ROOT / "uv.lock", ROOT / "pyproject.toml"]
    stamp = Stamp(VENV / f".stamp-{'-'.join(groups)}", files, extra=sys.version)
    if stamp.is_fresh() and Path(PYTHON).exists():
        return
    say(f"Installing the Python packages ({', '.join(groups)})")
    chosen = [word for group in groups for word in ("--group", group)]
    how = ["--frozen", "--inexact", "--compile-bytecode", "--quiet", "--python", base_python()]
    only_here = {"UV_PROJECT_ENVIRONMENT": str(VENV), "UV_PYTHON_DOWNLOADS": "never", "VIRTUAL_ENV": ""}
    if call([uv(), "sync", *how, *chosen], **only_here):
        sys.exit(NO_SYNC)
    stamp.set()


def base_python() -> str:
    """The Python under the virtual environment that this may have been started from."""
    return getattr(sys, "_base_executable", None) or sys.executable


def uv() -> str:
    """Our own copy, of a known version; one from PATH where this Python cannot make a virtual environment."""
    own = TOOLS / f"uv-{UV_VERSION}"
    if not (own / "finished").exists():
        say(f"Installing uv {UV_VERSION}")
        shutil.rmtree(own, ignore_errors=True)
        made = subprocess.run([base_python(), "-m", "venv", str(own)], capture_output=True, text=True)
        if made.returncode:
            shutil.rmtree(own, ignore_errors=True)
            return shutil.which("uv") or sys.exit(why_no_venv(made.stdout + made.stderr))
        install_uv(own)
    return str(own / "bin" / "uv")


def why_no_venv(words: str) -> str:
    return NO_VENV if "ensurepip" in words else f"A virtual environment could not be made:\n{words.strip()}"


def install_uv(own: Path) -> None:
    pip = [str(own / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if call([*pip, f"uv=={UV_VERSION}"]):
        sys.exit(NO_PIP)
    (own / "finished").touch()


# --- The front end


def build_front_end() -> None:
    install_npm_packages()
    files = [ROOT / name for name in ("package.json", "package-lock.json", "tsconfig.json")]
    files += [path for path in (ROOT / "frontend").rglob("*") if path.is_file()]
    stamp = Stamp(TOOLS / "stamps" / "front-end", [file for file in files if file.exists()])
    if stamp.is_fresh() and (BUILT / "app.css").exists():
        return
    say("Building the front end")
    if call([*npm_command(), "run", "--silent", "build"]):
        sys.exit(NO_NPM)
    stamp.set()


def install_npm_packages() -> None:
    stamp = Stamp(ROOT / "node_modules" / ".stamp", [ROOT / "package.json", ROOT / "package-lock.json"])
    if stamp.is_fresh():
        return
    say("Installing the packages of the front end")
    if call([*npm_command(), "ci", "--loglevel=error"]):
        sys.exit(NO_NPM)
    stamp.set()


def npm_command() -> list[str]:
    """npm of the machine where Node is new enough, of a Python package where there is none."""
    if node_is_new_enough():
        return ["npm"]
    sync("assets")
    return ["env", f"PATH={VENV / 'bin'}{os.pathsep}{os.environ['PATH']}", "npm"]


def node_is_new_enough() -> bool:
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
    major = answer.strip().lstrip("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


# --- The browser of the browser tests


def chromium() -> str:
    """CHROMIUM, or one that is there, or one that apt-get or Playwright can bring."""
    if named := os.environ.get("CHROMIUM"):
        return named if starts(named) else sys.exit(f"CHROMIUM={named} does not start.")
    found = chromium_on_path() or chromium_of_playwright()
    if not found and install_chromium():
        found = chromium_on_path() or chromium_of_playwright()
    return found or sys.exit(NO_CHROMIUM)


def starts(browser: str) -> bool:
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        return subprocess.run([browser, "--version"], capture_output=True, timeout=60).returncode == 0
    return False


def chromium_on_path() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    places = [shutil.which(name) for name in names]
    places.append("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    return next((place for place in places if place and starts(place)), None)


def chromium_of_playwright() -> str | None:
    ask = "from playwright.sync_api import sync_playwright as start\n"
    ask += "with start() as it: print(it.chromium.executable_path)"
    place = subprocess.run([PYTHON, "-c", ask], capture_output=True, text=True).stdout.strip()
    return place if place and starts(place) else None


def install_chromium() -> bool:
    say("Installing Chromium for the browser tests")
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        call(["apt-get", "-qq", "update"], **quiet)
        if not call(["apt-get", "-qq", "install", "-y", "--no-install-recommends", "chromium"], **quiet):
            return True
    return call([PYTHON, "-m", "playwright", "install", "chromium"]) == 0


if __name__ == "__main__":
    main()
