"""From opening the log to "saved" on a phone: three taps, in Chromium at phone size, on a slow line.

The network is that of `bench/slow_line.py`, the processor four times slower, both as Lighthouse has them. A machine
taps as soon as what it looks for is there: the seconds are what a person waits, without what they think.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter

from playwright.sync_api import BrowserContext, Page, sync_playwright

from bench.api import put_back, reps
from bench.data import Data, say
from bench.parts.page import chromium, session_of
from bench.report import Result
from bench.slow_line import SlowLine
from bench.web import OURS, all_served
from organizations.links import link
from organizations.models import Membership

PHONE = {"width": 390, "height": 844}
# The worker looks after the page, and the member's own state has been fetched.
KEPT = """
async () => {
  if (!navigator.serviceWorker.controller) return false;
  const opened = await new Promise((done) => {
    const asked = indexedDB.open("salesleader");
    asked.onsuccess = () => done(asked.result);
  });
  const found = await new Promise((done) => {
    const asked = opened.transaction("members").objectStore("members").getAll();
    asked.onsuccess = () => done(asked.result);
  });
  opened.close();
  return found.some((one) => one.state && one.key !== null);
}
"""
SLOWER, TIMES, LIMIT = 4, 5, 10.0


def measure(data: Data) -> list[Result]:
    if chromium() is None:
        say("There is no Chromium here (CHROMIUM=/path names one): the three taps are left out")
        return []
    (rep,) = reps(data.firm, 1)
    page_of_log = link(data.firm, "activities:log")
    first: list[float] = []
    again: list[float] = []
    offline: list[float] = []
    with put_back(data.firm), all_served(OURS) as (port,), SlowLine(port) as line:
        for _ in range(TIMES):
            with phone_of(rep, line.port) as window:
                page = slowed(window)
                first.append(open_to_saved(page, page_of_log, "Saved: no answer"))
                kept_on_the_phone(page)
                again.append(open_to_saved(page, page_of_log, "Saved: no answer"))
                window.set_offline(True)
                offline.append(open_to_saved(page, page_of_log, "Saved on this phone: No answer"))
    return [
        Result("three taps on a phone, the page never seen before", median(first), None, "s", LIMIT),
        Result("three taps on a phone that has been here before", median(again), None, "s", LIMIT),
        Result("three taps on a phone without a network", median(offline), None, "s", LIMIT),
    ]


@contextmanager
def phone_of(member: Membership, port: int) -> Iterator[BrowserContext]:
    """A new browser in which the member is signed in, as "Keep me signed in" does."""
    cookie = session_of(member, port)
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        window = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"],
            viewport=PHONE, has_touch=True, base_url=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
        )  # fmt: skip
        try:
            window.add_cookies([cookie])  # type: ignore[list-item]
            yield window
        finally:
            window.close()


def slowed(window: BrowserContext) -> Page:
    page = window.pages[0]
    page.set_default_timeout(60_000)
    window.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def open_to_saved(page: Page, address: str, words: str) -> float:
    """Seconds from asking for the page until it says that the entry is saved."""
    begun = perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("#people a").first.tap()
    page.locator("#log-form label").get_by_text("No answer", exact=True).tap()
    page.get_by_role("button", name="Save call").tap()
    page.get_by_text(words).wait_for()
    return perf_counter() - begun


def kept_on_the_phone(page: Page) -> None:
    """Until everything is there that opens without a network. Asked again and again: nothing in our pages may be
    made of text, so the browser can't be told to wait for it.
    """
    for _ in range(600):
        if page.evaluate(KEPT):
            return
        page.wait_for_timeout(100)
    raise AssertionError("The phone does not keep what it needs within a minute.")
