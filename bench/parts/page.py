"""The log page on a phone, by Lighthouse: its slow network and slow processor, signed in, nothing kept from before.

Lighthouse is no part of the product and not of what builds it: it is installed here, when it is first asked for,
from `bench/lighthouse/package-lock.json`.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from bench.api import reps
from bench.data import Data, say
from bench.report import Result
from bench.web import OURS, all_served, free_port
from organizations.links import link
from organizations.models import Membership

ROOT = Path(__file__).resolve().parents[2]
LOCKED = ROOT / "bench" / "lighthouse"
RUNS = 3
CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
}
SECONDS = {"first-contentful-paint": "first paint", "largest-contentful-paint": "largest paint"}
LIMIT, MOST_KB = 95, 150


def measure(data: Data) -> list[Result]:
    command = lighthouse()
    if command is None:
        say("There is no npm or no Chromium here (CHROMIUM=/path names one): the log page is left out")
        return []
    (rep,) = reps(data.firm, 1)
    with all_served(OURS) as (port,), browser_of(rep, port) as devtools:
        address = f"http://127.0.0.1:{port}{link(data.firm, 'activities:log')}"
        found = [ask(command, devtools, address) for _ in range(RUNS)]
    return results(found)


def results(found: list[dict[str, Any]]) -> list[Result]:
    """The middle of the runs: what a machine does besides moves a single one by some points."""

    def score(name: str) -> float:
        return median(one["categories"][name]["score"] for one in found) * 100

    def audit(name: str) -> float:
        return median(one["audits"][name]["numericValue"] for one in found)

    page = "log page on a phone"
    return [
        *(Result(f"{page}: {words}", score(name), None, "of 100", LIMIT, True) for name, words in CATEGORIES.items()),
        *(Result(f"{page}: {words}", audit(name) / 1000, None, "s") for name, words in SECONDS.items()),
        Result(f"{page}: main thread held up", audit("total-blocking-time"), None, "ms"),
        Result(f"{page}: bytes of the first load", audit("total-byte-weight") / 1000, None, "kB", MOST_KB),
    ]  # fmt: skip


def lighthouse() -> list[str] | None:
    """The command; None where it can't be had."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node and chromium()):
        return None
    place = settings.DATA_DIR / "lighthouse"
    place.mkdir(parents=True, exist_ok=True)
    for file in (LOCKED / "package.json", LOCKED / "package-lock.json", ROOT / ".npmrc"):
        shutil.copy(file, place / file.name)
    program = place / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not program.exists():
        say("Installing Lighthouse")
        subprocess.run([npm, "ci", "--loglevel=error"], cwd=place, check=True)
    return [node, str(program)]


def chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@contextmanager
def browser_of(member: Membership, port: int) -> Iterator[int]:
    """A browser in which the member is signed in; the port at which Lighthouse steers it."""
    devtools, cookie = free_port(), session_of(member, port)
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        window = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-dev-shm-usage", f"--remote-debugging-port={devtools}"],
        )
        try:
            window.add_cookies([cookie])  # type: ignore[list-item]
            yield devtools
        finally:
            window.close()


def session_of(member: Membership, port: int) -> dict[str, str]:
    """The cookie of a session of that member."""
    client, name = Client(), settings.SESSION_COOKIE_NAME
    client.force_login(member.user)
    return {"name": name, "value": client.cookies[name].value, "url": f"http://127.0.0.1:{port}"}


def ask(command: list[str], devtools: int, address: str) -> dict[str, Any]:
    """One run: what Lighthouse found, as it writes it."""
    asked = [
        *command, address, f"--port={devtools}", "--output=json", "--output-path=stdout", "--quiet",
        f"--only-categories={','.join(CATEGORIES)}",
    ]  # fmt: skip
    done = subprocess.run(asked, capture_output=True, text=True, timeout=180)
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed:\n{done.stderr[-3000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    if found["finalDisplayedUrl"] != address:
        raise RuntimeError(f"Lighthouse was sent to {found['finalDisplayedUrl']}")
    for audit in found["audits"].values():
        if audit["score"] == 0 and audit.get("scoreDisplayMode") == "binary":
            say(f"  Lighthouse: {audit['title']}")
    return found
