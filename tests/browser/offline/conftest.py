"""Phones, and what came in from them."""

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from activities.models import Activity
from tests.browser.conftest import PHONE, session_of, watch
from tests.browser.offline.dropping import BadLine
from tests.browser.offline.phone import prepared, ready, until


@dataclass
class Phone:
    """A browser with its page, at an address (of the server, or of a bad line to it)."""

    window: BrowserContext
    page: Page
    origin: str
    home: str

    def go(self, path: str) -> Page:
        self.page.goto(path)
        return ready(self.page)

    def offline(self) -> Page:
        """Airplane mode, and a fresh look at Today."""
        self.window.set_offline(True)
        until(self.page, "!navigator.onLine", "it knows")
        return self.go(f"{self.home}today/")

    def online(self) -> None:
        self.window.set_offline(False)

    def another_tab(self, path: str) -> Page:
        page = self.window.new_page()
        page.set_default_timeout(20_000)
        watch(page)
        page.goto(path)
        return ready(page)


@pytest.fixture
def phone(chromium: Browser, server: str) -> Iterator[Callable[..., Phone]]:
    """`phone(member)`: signed in, has been online for a moment. `line` is a bad line to go through."""
    windows: list[BrowserContext] = []

    def take(member, line: BadLine | None = None, scheme: str = "light", signed_in: bool = True) -> Phone:
        base = line.address if line else server
        window = chromium.new_context(
            viewport=PHONE, color_scheme=scheme, base_url=base, has_touch=True, reduced_motion="no-preference"
        )
        windows.append(window)
        return opened(window, member, base, signed_in)

    yield take
    for window in windows:
        window.close()


def opened(window: BrowserContext, member, base: str, signed_in: bool = True, again: bool = False) -> Phone:
    """`again`: everything is on it already, and it may have no network."""
    page = window.new_page()
    page.set_default_timeout(20_000)
    watch(page)
    taken = Phone(window, page, base, f"/o/{member.organization.slug}/")
    if signed_in:
        # Kept by the browser, as "Keep me signed in" does.
        window.add_cookies([session_of(member, base) | {"expires": time.time() + 86_400}])
    if signed_in and not again:
        page.goto(f"{taken.home}today/")
        prepared(page)
    return taken


@pytest.fixture
def pocket(chromium: Browser, server: str, tmp_path: Path) -> Iterator[Callable[..., Phone]]:
    """`pocket(member)`: a phone whose browser is a process of its own, to be killed and started again."""
    windows: list[BrowserContext] = []

    def take(member, line: BadLine | None = None, again: bool = False) -> Phone:
        base = line.address if line else server
        window = chromium.browser_type.launch_persistent_context(
            tmp_path / "profile",
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
            viewport=PHONE, has_touch=True, base_url=base,
        )  # fmt: skip
        windows.append(window)
        return opened(window, member, base, again=again)

    take.folder = tmp_path / "profile"  # type: ignore[attr-defined]
    yield take
    for window in windows:
        with contextlib.suppress(Error):  # it was killed, as it should be
            window.close()


@pytest.fixture
def logged(own_acme, django_db_blocker) -> Callable[..., list[Activity]]:
    """What came in, in the order in which it did."""

    def look(member=None) -> list[Activity]:
        with django_db_blocker.unblock(), own_acme.scope():
            found = Activity.objects.kept().filter(member=member or own_acme.rob)
            return list(found.select_related("outcome", "contact").order_by("pk"))

    return look


@pytest.fixture
def here(own_acme, django_db_blocker):
    """`with here():` do something on the server, inside the organization."""

    @contextlib.contextmanager
    def inside():
        with django_db_blocker.unblock(), own_acme.scope():
            yield own_acme

    return inside


@pytest.fixture
def rival_of_rob(own_acme, django_db_blocker):
    """Rob is a member of another organization, too."""
    from datetime import UTC, datetime

    from organizations.models import Membership
    from tests.cast import make_rival

    key = f"{own_acme.organization.slug}-other"
    with django_db_blocker.unblock():
        rival = make_rival(slug=key, domain=f"{key}.example")
        with rival.scope():
            Membership.objects.create(
                user=own_acme.rob.user, name="Rob Elsewhere", zone="UTC", created_at=datetime.now(UTC)
            )
    return rival
