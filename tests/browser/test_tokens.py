"""Making a token and copying it, as a person does."""

import pytest

from tests.browser.conftest import DESK, PHONE, violations, watch, wider_than_the_window
from tests.cast import PASSWORD

pytestmark = pytest.mark.browser


def sign_in(page, member) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(member.user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/o/**")


def fits(page) -> None:
    assert page.complaints == []
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")])
def test_a_token_is_made_copied_and_revoked(own_acme, chromium, server, size, scheme):
    window = chromium.new_context(viewport=size, color_scheme=scheme, base_url=server)
    window.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    page = window.new_page()
    page.set_default_timeout(15_000)
    watch(page)
    sign_in(page, own_acme.rob)
    page.goto(f"/o/{own_acme.organization.slug}/you/tokens/")
    fits(page)
    page.get_by_role("link", name="Make a token").first.click()
    page.get_by_label("What it is for").fill("Dialler")
    page.get_by_role("group", name="Activities").get_by_text("Read and change", exact=True).click()
    fits(page)
    page.get_by_role("button", name="Make the token").click()
    secret = page.get_by_label("Your token").input_value()
    assert secret.startswith("slt_")
    page.get_by_role("button", name="Copy token").click()
    page.locator("[data-copy][data-copied=yes]").wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()") == secret
    fits(page)
    page.get_by_role("link", name="Done").click()
    assert "Activities: read and change" in page.locator("main").inner_text()
    page.get_by_role("link", name="Revoke").click()
    fits(page)
    page.get_by_role("button", name="Revoke it").click()
    page.get_by_text("No token opens the API in your name.").wait_for()
    assert "Revoked" in page.locator("main").inner_text()
    window.close()
