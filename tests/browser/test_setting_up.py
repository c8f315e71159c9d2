"""From signing up to the first useful screen, with everything answered, everything skipped, and a break between.

What a person needs is counted: presses, fields to type in and pages to read. The five minutes are held against
a slow hand, and the clock of the walk itself is kept beside it.
"""

import re
import time
from datetime import UTC, datetime
from functools import partial

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from organizations.mail.boxes import SignInBox
from organizations.mail.delivery import deliver_from
from organizations.models import Invitation, Membership, Organization
from organizations.tenancy.scope import organization_scope
from scorecards.models import CardTemplate, TemplateAssignment
from tests.browser.conftest import DESK, PHONE, violations, wider_than_the_window
from tests.sign_in.conftest import code_in

pytestmark = pytest.mark.browser

PASSWORD = "a boat under the bridge"
FIVE_MINUTES = 300
# A slow hand: to read a page, to type a line, to press.
A_PAGE, A_FIELD, A_PRESS = 10, 10, 2


class Walk:
    """One person at one window; `seconds` is without what the test itself looks at."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = self.fields = self.pages = 0
        self.began, self.looked = time.monotonic(), 0.0

    def fill(self, label: str, text: str) -> None:
        self.fields += 1
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, text: str) -> None:
        self.presses += 1
        self.page.locator("label", has_text=text).first.click()

    def tick(self, name: str) -> None:
        self.presses += 1
        self.page.get_by_role("group", name="Others that you have").get_by_text(name, exact=True).click()

    def press(self, name: str) -> None:
        self.presses += 1
        self.page.get_by_role("button", name=name, exact=True).click()

    def at(self, address: str) -> None:
        """Arrived there; the page is accessible, fits, and has no error of its own."""
        self.page.wait_for_url(f"**{address}")
        self.pages += 1
        before = time.monotonic()
        assert violations(self.page) == [], address
        assert wider_than_the_window(self.page) <= 0, address
        assert self.page.complaints == []  # type: ignore[attr-defined]
        self.looked += time.monotonic() - before

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began - self.looked

    @property
    def by_hand(self) -> int:
        """Seconds that a slow hand needs."""
        return self.pages * A_PAGE + self.fields * A_FIELD + self.presses * A_PRESS


@pytest.fixture
def window(open_window, settings):
    """`window(size)`: nobody is signed in, somewhere in Germany."""
    settings.SIGN_UP = "open"
    return partial(open_window, timezone_id="Europe/Berlin")


@pytest.fixture
def key() -> str:
    return f"nina{datetime.now(UTC).timestamp():.6f}".replace(".", "")


@pytest.fixture
def sign_up(django_db_blocker):
    """From the first page of all to the first question inside."""

    def code_for(address: str) -> str:
        with django_db_blocker.unblock():
            while deliver_from(SignInBox(), timezone.now).more:
                pass
        return code_in([message for message in mail.outbox if message.to == [address]][-1])

    def go(page: Page, key: str) -> Walk:
        page.goto("/accounts/signup/")
        walk = Walk(page)
        walk.at("/accounts/signup/")
        walk.fill("E-mail", f"nina@{key}.example")
        walk.fill("Password", PASSWORD)
        walk.press("Make the account")
        walk.at("/accounts/confirm-email/")
        walk.fill("Code", code_for(f"nina@{key}.example"))
        walk.press("Confirm")
        walk.at("/start/")
        walk.fill("Name of the organization", f"Works {key}")
        walk.fill("Your name", "Nina New")
        walk.press("Start")
        walk.at("/set-up/leads/")
        return walk

    return go


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_everything_is_answered_well_under_five_minutes(
    size, window, key, sign_up, django_db_blocker, record_property
):
    page = window(size)
    walk = sign_up(page, key)
    walk.choose("I lead and sell, with others")
    walk.press("Save and go on")
    walk.at("/set-up/teams/")
    walk.fields += 1
    page.get_by_label("Team").first.fill("North")
    walk.press("Save and go on")
    for step in ("week", "holidays", "money"):
        walk.at(f"/set-up/{step}/")
        walk.press("Save and go on")
    walk.at("/set-up/card/")
    walk.choose("Who prospects, sells and closes")
    walk.tick("Account manager")
    walk.press("Save and go on")
    walk.at("/set-up/people/")
    walk.fill("Who", f"Rosa Ruiz <rosa@{key}.example>\ntom@{key}.example; uma@{key}.example")
    walk.press("Invite, then add more")
    expect(page.get_by_text("3 people invited.")).to_be_visible()
    walk.at("/set-up/people/")
    walk.fill("Who optional", f"vera@{key}.example")
    walk.presses += 2
    page.get_by_label("Weekly card").select_option("Account manager")
    walk.press("Invite and go on")
    walk.at("/set-up/targets/")
    expect(page.get_by_text("1 person invited.")).to_be_visible()
    walk.press("Save and go on")
    walk.at("/set-up/done/")
    record_property("pages, fields, presses", (walk.pages, walk.fields, walk.presses))
    record_property("seconds of a slow hand, and of this walk", (walk.by_hand, walk.seconds))
    assert walk.by_hand < FIVE_MINUTES
    assert walk.seconds < 60
    expect(page.get_by_role("heading", level=1)).to_contain_text("The first week closes on")
    expect(page.get_by_text("Rosa Ruiz")).to_be_visible()
    page.locator("main").get_by_role("link", name="Log a call").click()
    page.wait_for_url("**/log/**")
    with django_db_blocker.unblock():
        made = Organization.objects.get(name=f"Works {key}")
        with organization_scope(made.pk):
            assert TemplateAssignment.objects.get().template.role == "ae"
            assert Invitation.objects.filter(team__name="North", is_rep=True).count() == 4
            keeper = CardTemplate.objects.get(role="am")
            assert Invitation.objects.get(card_template=keeper.pk).email == f"vera@{key}.example"
            assert Membership.objects.get().is_rep


def test_everything_can_be_skipped_and_the_end_says_what_to_do(window, key, sign_up):
    page = window(PHONE)
    walk = sign_up(page, key)
    for step in ("leads", "teams", "week", "holidays", "money", "card", "people"):
        walk.at(f"/set-up/{step}/")
        walk.press("Skip for now")
    walk.at("/set-up/done/")
    assert walk.by_hand < FIVE_MINUTES
    main = page.locator("main")
    expect(main.get_by_role("link", name="Invite people")).to_be_visible()
    expect(main.get_by_text("Left for later")).to_be_visible()
    expect(main.locator(".btn-main")).to_have_count(1)
    main.get_by_role("link", name="Who leads").click()
    walk.at("/set-up/leads/")


def test_left_in_the_middle_it_goes_on_after_signing_in_on_another_device(window, key, sign_up):
    phone = window(PHONE)
    walk = sign_up(phone, key)
    walk.choose("I lead, others sell")
    walk.press("Save and go on")
    walk.at("/set-up/teams/")
    walk.press("Skip for now")
    walk.at("/set-up/week/")
    phone.get_by_role("link", name="Leave, and go on later").click()
    phone.goto(phone.url.split("/admin/")[0] + "/more/")
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url(lambda address: "/o/" not in address)

    desk = window(DESK)
    desk.goto("/accounts/login/")
    desk.get_by_label("E-mail").fill(f"nina@{key}.example")
    desk.get_by_label("Password", exact=True).fill(PASSWORD)
    desk.get_by_role("button", name="Sign in", exact=True).click()
    desk.wait_for_url("**/o/**")
    expect(desk.get_by_text("Set-up: 1 of 7 steps")).to_be_visible()
    desk.get_by_role("link", name="Go on").click()
    desk.wait_for_url("**/set-up/week/")
    back = desk.get_by_role("navigation", name="Way back").get_by_role("link")
    expect(back).to_have_text(re.compile("Teams"))
    back.click()
    desk.wait_for_url("**/set-up/teams/")
    assert violations(desk) == []
