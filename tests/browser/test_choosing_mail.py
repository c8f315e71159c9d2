"""Choosing which mails one gets: in the app, and from a mail without signing in."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from organizations.mail.stopping import stopping_page
from tests.browser.conftest import DESK, PHONE, violations, wider_than_the_window

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_person_turns_the_weekly_card_off_and_undoes_it(own_acme, enter_page, size):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/you/", size)
    page.get_by_role("link", name="Which mails you get").click()
    page.get_by_role("button", name="Turn off Weekly card").click()
    expect(page.get_by_text("You get no more of these.")).to_be_visible()
    expect(page.get_by_role("button", name="Turn on Weekly card")).to_be_visible()
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Turn off Weekly card")).to_be_visible()
    assert page.complaints == []


def test_whoever_reads_the_mail_stops_it_without_signing_in(own_acme, chromium, server):
    address = server + stopping_page(own_acme.rob, "card").removeprefix(settings.BASE_URL)
    window = chromium.new_context(viewport=PHONE)
    page = window.new_page()
    page.goto(address)
    expect(page.get_by_role("heading", name="You get “Weekly card” from Acme.")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Send me no more of these").click()
    expect(page.get_by_text("is turned off")).to_be_visible()
    assert wider_than_the_window(page) <= 0
    page.get_by_role("button", name="Get it again").click()
    expect(page.get_by_role("heading", name="You get “Weekly card” from Acme.")).to_be_visible()
    window.close()
