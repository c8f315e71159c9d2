"""A real Chromium against a real server in this process, on committed data.

Every test gets an Acme of its own (own slug, own addresses), so nothing is flushed and nothing is shared.
"""

import functools
import itertools
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Error, Locator, Page, sync_playwright

from organizations.models import SignInMail, Tries
from tests.cast import Acme, make_acme

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
number = itertools.count(1)

# Playwright's sync API runs an event loop in this thread; our queries in it are quick and meant.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def patiently(act: Callable[..., None]) -> Callable[..., None]:
    """Playwright waits until a press has led to the next page, not until that page is read to its end.

    A test that looks at once would find half a page, or none.
    """

    @functools.wraps(act)
    def acted(one: Locator, *args, **more) -> None:
        act(one, *args, **more)
        if not one.page.is_closed():
            one.page.wait_for_load_state("domcontentloaded")

    return acted


for act in ("click", "tap", "press"):
    setattr(Locator, act, patiently(getattr(Locator, act)))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The address of a live server on this worker's test database."""
    with django_db_blocker.unblock():
        thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        yield f"http://127.0.0.1:{thread.port}"
        thread.terminate()


@pytest.fixture
def own_acme(server, django_db_blocker) -> Iterator[Acme]:
    """An Acme that is there for good: committed, with a slug that no other test has."""
    key = f"acme-{os.environ.get('PYTEST_XDIST_WORKER', 'w')}-{next(number)}"
    with django_db_blocker.unblock():
        yield make_acme(slug=key, domain=f"{key}.example")


@pytest.fixture(scope="module", autouse=True)
def nothing_left_at_the_door(server, django_db_blocker) -> Iterator[None]:
    """What signing in writes belongs to no organization: tests that count it would find what was left here."""
    yield
    with django_db_blocker.unblock():
        for model in (Session, SignInMail, Tries):
            model.objects.all().delete()


@pytest.fixture
def open_window(chromium, server) -> Iterator[Callable[..., Page]]:
    """`open_window(size=PHONE, cookies=(), **context)`: a page in a window of its own; nobody is signed in."""
    windows = []

    def new(size: dict = PHONE, cookies: Sequence[dict] = (), **more) -> Page:
        windows.append(chromium.new_context(viewport=size, **{"base_url": server} | more))
        windows[-1].add_cookies(list(cookies))
        page = windows[-1].new_page()
        page.set_default_timeout(15_000)
        watch(page)
        return page

    yield new
    for window in windows:
        window.close()


@pytest.fixture
def enter_page(open_window, server) -> Callable[..., Page]:
    """`enter_page(member, path, size=PHONE)`: a window in which that member is signed in."""

    def sign_in(member, path: str, size: dict = PHONE, scheme: str = "light", **more) -> Page:
        page = open_window(
            size, [session_of(member, server)], color_scheme=scheme, has_touch=size == PHONE, **more
        )
        page.goto(path)
        return page

    return sign_in


def session_of(member, server: str) -> dict:
    """The cookie of a session of that member. The sign-in page has a test of its own."""
    client = Client()
    client.force_login(member.user)
    name = django_settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": server}


def watch(page: Page) -> None:
    """Errors in the page's own scripts and refusals by its security policy, kept on the page."""
    page.complaints = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda message: page.complaints.append(message.text) if message.type == "error" else None,
    )


# A color halfway through a change is nobody's color.
AT_REST = """() => Promise.all(
    document.getAnimations()
        .filter(one => one.playState === "running" && one.effect.getComputedTiming().iterations !== Infinity)
        .map(one => one.finished.catch(() => null))
).then(() => true)"""


def violations(page: Page) -> list[str]:
    """What axe finds on the page once it is at rest, WCAG 2.2 AA and good practice."""
    page.wait_for_load_state()
    page.evaluate(AT_REST)
    if not page.evaluate("typeof window.axe !== 'undefined'"):
        page.evaluate(AXE.read_text())
    found = page.evaluate(
        "() => axe.run(document, {resultTypes: ['violations'],"
        " runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [
        f"{v['id']}: {v['help']} at {[node['target'] for node in v['nodes']][:3]}"
        for v in found["violations"]
    ]


def wider_than_the_window(page: Page) -> int:
    """How many pixels the page scrolls sideways; 0 is right."""
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def wait_for(page: Page, look: Callable[[], object], what: str, seconds: float = 20) -> Any:
    """What `look` finds, once it finds something: for what no locator can wait for."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        try:
            if found := look():
                return found
        except Error as error:
            if "Execution context was destroyed" not in error.message:  # the page was loaded anew meanwhile
                raise
        page.wait_for_timeout(50)
    raise AssertionError(f"not within {seconds} s: {what}")
