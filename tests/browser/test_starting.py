"""From signing up to the first useful screen, as a person does it; and a founder's partner, from yes to leaving."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from organizations.models import Organization, OutboxMail, User
from organizations.tenancy.scope import organization_scope
from tests.browser.conftest import DESK, PHONE, violations, watch, wider_than_the_window

pytestmark = pytest.mark.browser
MOST_PRESSES = 12  # from the name of the organization to the first screen


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(request, chromium, server, settings):
    settings.SIGN_UP = "open"
    window = chromium.new_context(viewport=request.param, base_url=server, timezone_id="Europe/Berlin")
    page = window.new_page()
    page.set_default_timeout(15_000)
    watch(page)
    yield page
    window.close()


@pytest.fixture
def newcomer(page, server, django_db_blocker):
    """Somebody signed in who belongs nowhere, on the first page."""
    from tests.browser.conftest import session_of

    key = f"nina{datetime.now(UTC).timestamp():.6f}".replace(".", "")
    with django_db_blocker.unblock():
        user = User.objects.create_user(f"{key}@new.example", joined_at=datetime.now(UTC))
        page.context.add_cookies([session_of(SimpleNamespace(user=user), server)])
    page.goto("/")
    page.wait_for_url("**/start/")
    return key


class Presses:
    """Counts what a person presses."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, name: str) -> None:
        self.count += 1
        self.page.get_by_role("button", name=name, exact=True).click()

    def choose(self, text: str) -> None:
        self.count += 1
        self.page.get_by_text(text, exact=True).click()


def begin(page: Page, name: str) -> Presses:
    hand = Presses(page)
    page.get_by_label("Name of the organization").fill(name)
    expect(page.get_by_label("Short name")).to_have_value(re.sub(r"\W+", "-", name.lower()))
    page.get_by_label("Your name").fill("Nina New")
    assert violations(page) == []
    hand.press("Start")
    page.wait_for_url("**/set-up/leads/")
    return hand


def looks_right(page: Page) -> None:
    assert violations(page) == [], page.url
    assert wider_than_the_window(page) <= 0, page.url


def test_a_founder_alone_comes_to_their_day_with_a_number_on_it(page, newcomer, django_db_blocker):
    hand = begin(page, f"Works {newcomer}")
    looks_right(page)
    hand.choose("I lead and sell, alone")
    hand.press("Save and go on")
    for step in ("week", "holidays", "money", "card", "targets"):
        page.wait_for_url(f"**/set-up/{step}/")
        looks_right(page)
        hand.press("Save and go on")
    page.wait_for_url("**/set-up/partner/")
    looks_right(page)
    page.get_by_label("Their name").fill("Rosa Ruiz")
    page.get_by_label("Their e-mail address").fill(f"rosa@{newcomer}.example")
    hand.press("Ask them")
    page.wait_for_url("**/today/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("attempts|off today"))
    assert hand.count <= MOST_PRESSES
    looks_right(page)
    assert page.complaints == []
    with django_db_blocker.unblock():
        made = Organization.objects.get(slug=f"works-{newcomer}")
        assert (made.zone, made.country, made.currency) == ("Europe/Berlin", "DE", "EUR")
        with organization_scope(made.pk):
            link = re.search(r"http://[^/]+(/observer/\S+)", OutboxMail.objects.get().text)[1]
    partner(page, link)


def partner(page: Page, link: str) -> None:
    """Without a login: look, say yes, and leave."""
    page.context.clear_cookies()
    page.goto(link)
    looks_right(page)
    page.get_by_role("button", name="Yes, send me the card").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You get one weekly card.")
    looks_right(page)
    page.get_by_role("button", name="Stop Nina New").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You get no card any more.")
    page.get_by_role("button", name="Get it again Nina New").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You get one weekly card.")


def test_leaving_and_coming_back_goes_on_and_a_team_sees_what_happens_next(page, newcomer):
    hand = begin(page, f"Team {newcomer}")
    hand.choose("I lead, others sell")
    hand.press("Save and go on")
    page.wait_for_url("**/set-up/teams/")
    looks_right(page)
    page.get_by_label("Team").first.fill("North")
    hand.press("Save and go on")
    page.wait_for_url("**/set-up/week/")
    page.get_by_role("link", name="Leave, and go on later").click()
    expect(page.get_by_text("Set-up: 2 of 7 steps")).to_be_visible()
    looks_right(page)
    page.get_by_role("link", name="Go on").click()
    page.wait_for_url("**/set-up/week/")
    for step in ("week", "holidays", "money", "card", "people"):
        page.wait_for_url(f"**/set-up/{step}/")
        hand.press("Skip for now")
    page.wait_for_url("**/set-up/done/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("The first week closes on")
    looks_right(page)
    assert hand.count <= MOST_PRESSES
    assert page.complaints == []
