"""`python3 dev.py bench`: ours beside a floor measured in the same run. `--help` says what else."""

import argparse
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter

import django

ROOT = Path(__file__).resolve().parent.parent
PARTS = {
    "engine": "counting: the engine beside SQL by hand",
    "log": "logging one activity through the API",
    "replay": "replaying 500 entries of a phone",
    "taps": "three taps on a phone, from open to saved",
    "list": "listing 50 activities through the API",
    "home": "the leader's home",
    "close": "closing a week: cards and mails",
    "page": "the log page on a phone, by Lighthouse",
}


def main() -> int:
    asked = arguments()
    prepare()
    from bench import report
    from bench.data import SMALL, Size, load, say

    begun = perf_counter()
    data = load(SMALL if asked.small else Size())
    results = []
    for name in [asked.only] if asked.only else PARTS:
        say(f"Measuring {PARTS[name]}")
        results += import_module(f"bench.parts.{name}").measure(data)
    say(f"Done in {perf_counter() - begun:.0f} s")
    sys.stdout.write((report.as_json(results) if asked.json else report.as_table(results)) + "\n")
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python3 dev.py bench", description="Measure the speed, as ratios to a floor."
    )
    parser.add_argument("--json", action="store_true", help="one JSON object, by name of what was measured")
    parser.add_argument(
        "--small", action="store_true", help="few rows: checks that everything works, says nothing"
    )
    parser.add_argument("--only", choices=PARTS, help="one part of it")
    return parser.parse_args()


def prepare() -> None:
    """The database as the code wants it, the styles where the pages look for them, Django ready."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesleader.settings")
    os.environ["LOG_LEVEL"] = "WARNING"
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"]):
        subprocess.run([sys.executable, str(ROOT / "manage.py"), *command], cwd=ROOT, check=True)
    django.setup()


if __name__ == "__main__":
    sys.exit(main())
