"""Settings as an admin and a person use them, on a phone and on a desk."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, violations, wider_than_the_window

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_an_admin_plans_another_first_day_and_undoes_it(own_acme, enter_page, size):
    slug = own_acme.organization.slug
    page = enter_page(own_acme.ada, f"/o/{slug}/settings/", size)
    page.get_by_role("link", name="First day of the week").click()
    page.get_by_text("Sunday, from").click()
    page.get_by_role("button", name="Save first day").click()
    expect(page.get_by_text("Planned. It holds from")).to_be_visible()
    expect(page.get_by_text("Monday; Sunday from")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("It stays as it is.")).to_be_visible()
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    assert page.complaints == []


def test_a_person_chooses_dark_once_for_every_device(own_acme, enter_page):
    slug = own_acme.organization.slug
    page = enter_page(own_acme.rob, f"/o/{slug}/you/look/", PHONE)
    page.get_by_text("Dark", exact=True).click()
    page.get_by_role("button", name="Save choice").click()
    expect(page.get_by_text("English, dark")).to_be_visible()
    other = enter_page(own_acme.rob, f"/o/{slug}/you/", DESK)
    assert other.locator("html").get_attribute("data-theme") == "dark"
