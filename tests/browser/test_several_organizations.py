"""Somebody in several organizations: from one to the other by the menu, and by the link of a mail."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from organizations.models import OutboxMail
from organizations.services import add_member, make_token
from tests.browser.conftest import DESK, PHONE, violations, wider_than_the_window
from tests.cast import PASSWORD, make_rival

pytestmark = pytest.mark.browser


@pytest.fixture
def other(own_acme, django_db_blocker):
    """A second organization, in which Rob of Acme is admin."""
    key = own_acme.organization.slug.replace("acme", "rival")
    with django_db_blocker.unblock():
        rival = make_rival(slug=key, domain=f"{key}.example")
        with rival.scope():
            rival.rob = add_member(
                name="Robert R.", email=own_acme.rob.user.email, zone="UTC", is_admin=True, is_rep=False,
                by=rival.mallory, now=timezone.now(),
            )  # fmt: skip
    return rival


@pytest.fixture
def mailed(other, django_db_blocker) -> str:
    """The path of a link that the other organization mailed to Rob."""
    with django_db_blocker.unblock(), other.scope():
        now = timezone.now()
        make_token(
            membership=other.rob, name="Dialler", scopes=["people:read"], by=other.rob, now=now,
            expires_at=now + timedelta(days=30),
        )  # fmt: skip
        text = OutboxMail.objects.get(kind="token").text
    return re.search(r"https?://[^/]+(/o/\S+)", text)[1]


def test_the_menu_of_the_side_bar_leads_from_one_to_the_other_and_back(own_acme, other, enter_page):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/today/", DESK)
    menu = page.locator("details.switcher")
    menu.locator("summary").press("Enter")
    expect(menu.get_by_role("link", name="Acme")).to_have_attribute("aria-current", "true")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(menu.locator("summary")).to_be_focused()
    expect(menu.get_by_role("link", name="Rival")).to_be_hidden()
    menu.locator("summary").click()
    menu.get_by_role("link", name="Rival").click()
    page.wait_for_url(f"**/o/{other.organization.slug}/**")
    page.locator("details.switcher summary").click()
    page.locator("details.switcher").get_by_role("link", name="Acme").click()
    page.wait_for_url(f"**/o/{own_acme.organization.slug}/today/")
    assert page.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_more_leads_to_the_other(own_acme, other, enter_page, scheme):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/more/", PHONE, scheme)
    expect(page.get_by_role("heading", name="Your other organizations")).to_be_visible()
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    page.get_by_role("link", name="Rival").click()
    page.wait_for_url(f"**/o/{other.organization.slug}/**")
    assert page.complaints == []


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESK, "light")])
def test_who_belongs_to_two_is_asked_where_to(own_acme, other, enter_page, size, scheme):
    page = enter_page(own_acme.rob, "/", size, scheme)
    expect(page.get_by_text("You belong to 2 organizations.")).to_be_visible()
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    page.get_by_role("link", name="Rival").click()
    page.wait_for_url(f"**/o/{other.organization.slug}/**")


def test_a_link_of_a_mail_opens_its_own_organization_also_after_signing_in(
    own_acme, other, mailed, enter_page, open_window
):
    there = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/today/", DESK)
    there.goto(mailed)
    expect(there.get_by_role("heading", level=1)).to_contain_text("Dialler")
    stranger = open_window(PHONE)
    stranger.goto(mailed)
    stranger.get_by_label("E-mail").fill(own_acme.rob.user.email)
    stranger.get_by_label("Password", exact=True).fill(PASSWORD)
    stranger.get_by_role("button", name="Sign in", exact=True).click()
    stranger.wait_for_url(f"**{mailed}")
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("Dialler")


def test_where_sign_up_is_closed_a_person_hears_how_to_come_in(open_window, settings):
    settings.SIGN_UP = "invited"
    page = open_window(PHONE)
    page.goto("/accounts/signup/")
    expect(page.get_by_role("heading", level=1)).to_have_text("People join by invitation.")
    page.get_by_role("link", name="Sign in instead").click()
    page.wait_for_url("**/accounts/login/")
    expect(page.get_by_text("No account yet? Your admin invites you by e-mail.")).to_be_visible()
