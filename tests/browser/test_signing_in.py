"""Signing in and out as a person does it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, violations, watch
from tests.cast import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser, server: str):
    window = chromium.new_context(viewport=PHONE, base_url=server)
    page = window.new_page()
    page.set_default_timeout(15_000)
    watch(page)
    yield page
    window.close()


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_the_right_password_leads_home_and_signing_out_leads_back(page, own_acme):
    sign_in(page, own_acme.rob.user.email, PASSWORD)
    page.wait_for_url(f"**/o/{own_acme.organization.slug}/today/")
    page.goto(f"/o/{own_acme.organization.slug}/more/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"/o/{own_acme.organization.slug}/today/")
    page.wait_for_url("**/accounts/login/**")
    assert page.complaints == []


def test_a_wrong_password_says_so_and_keeps_the_address(page, own_acme):
    sign_in(page, own_acme.rob.user.email, "not this one")
    expect(page.get_by_text("do not match").first).to_be_visible()
    assert page.get_by_label("E-mail").input_value() == own_acme.rob.user.email
    assert violations(page) == []
