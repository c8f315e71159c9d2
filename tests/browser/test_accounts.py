"""Signing in as people do: with codes, an app, a passkey; and what an organization may ask of them."""

import re
from functools import partial
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from organizations.mail.boxes import SignInBox
from organizations.mail.delivery import deliver_from
from organizations.services import require_second_factor
from tests.browser.conftest import DESK
from tests.cast import PASSWORD
from tests.sign_in.conftest import code_in, link_in

pytestmark = pytest.mark.browser


@pytest.fixture
def window(open_window, server):
    """`window()`: nobody is signed in. At localhost: passkeys know no bare internet addresses."""
    return partial(open_window, base_url=f"http://localhost:{urlsplit(server).port}")


@pytest.fixture
def newest(django_db_blocker):
    """`newest(address)`: the last mail to it, once what waits is sent."""

    def look(address):
        with django_db_blocker.unblock():
            while deliver_from(SignInBox(), timezone.now).more:
                pass
        return [message for message in mail.outbox if message.to == [address]][-1]

    return look


def by_password(page: Page, email: str, password: str = PASSWORD) -> None:
    if "/accounts/login/" not in page.url:
        page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def code_now(key: str) -> str:
    return format_hotp_value(hotp_value(key, int(timezone.now().timestamp()) // 30))


def with_authenticator(page: Page) -> None:
    """A device with a fingerprint reader whose finger is always right."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    line.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def at_home(page: Page, acme) -> None:
    page.wait_for_url(f"**/o/{acme.organization.slug}/today/")


def test_a_code_from_the_mail_lets_in(own_acme, window, newest):
    page, email = window(), own_acme.rob.user.email
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Get a code by mail").click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send the code").click()
    page.get_by_text("Type the code from your mail").wait_for()
    page.get_by_label("Code").fill(code_in(newest(email)))
    page.get_by_role("button", name="Sign in", exact=True).click()
    at_home(page, own_acme)
    assert page.complaints == []


def test_an_app_is_set_up_from_the_page_of_ones_account_and_used(own_acme, window):
    page, email = window(), own_acme.rob.user.email
    by_password(page, email)
    at_home(page, own_acme)
    page.goto("/accounts/")
    page.get_by_role("link", name="Set up the app").click()
    expect(page.get_by_role("img", name="QR code for your authenticator app")).to_be_visible()
    key = page.locator(".secret code").inner_text()
    page.get_by_label("Code", exact=True).fill(code_now(key))
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Keep your recovery codes").wait_for()
    recovery = page.locator(".recovery code").first.inner_text()
    other = window()
    by_password(other, email)
    other.get_by_text("One more step").wait_for()
    other.get_by_label("Code").fill(recovery)
    other.get_by_role("button", name="Sign in", exact=True).click()
    at_home(other, own_acme)
    assert page.complaints == []
    assert other.complaints == []


def test_a_passkey_is_added_and_signs_in_by_itself(own_acme, window):
    page = window()
    with_authenticator(page)
    by_password(page, own_acme.rob.user.email)
    at_home(page, own_acme)
    page.goto("/accounts/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_text("Keep your recovery codes").wait_for()
    page.goto("/accounts/")
    expect(page.get_by_text("My phone")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    at_home(page, own_acme)
    assert page.complaints == []


def test_a_passkey_is_the_second_step_after_a_password(own_acme, window):
    page = window()
    with_authenticator(page)
    by_password(page, own_acme.rob.user.email)
    at_home(page, own_acme)
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_text("Keep your recovery codes").wait_for()
    page.goto("/accounts/")
    page.get_by_role("button", name="Sign out").click()
    by_password(page, own_acme.rob.user.email)
    page.get_by_text("One more step").wait_for()
    page.get_by_role("button", name="Use a passkey").click()
    at_home(page, own_acme)


def test_a_browser_without_the_passkey_says_so_and_stays(own_acme, window):
    page = window()
    with_authenticator(page)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("Nothing came of it.")).to_be_visible()
    assert urlsplit(page.url).path == "/accounts/login/"


def test_an_organization_that_asks_for_a_second_factor_walks_a_session_through_it_and_back(
    own_acme, window, django_db_blocker
):
    page = window()
    with_authenticator(page)
    by_password(page, own_acme.rob.user.email)
    at_home(page, own_acme)
    with django_db_blocker.unblock(), own_acme.scope():
        require_second_factor(
            organization=own_acme.organization, required=True, by=own_acme.ada, now=timezone.now()
        )
    page.goto(f"/o/{own_acme.organization.slug}/log/")
    expect(page.get_by_role("heading", name="Your organization asks for a second factor.")).to_be_visible()
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("link", name="I have kept them, go on").click()
    page.wait_for_url(f"**/o/{own_acme.organization.slug}/log/")
    expect(page.get_by_label("Who was it?")).to_be_visible()
    # What the device keeps is refused until then, and a browser notes every such answer.
    assert [one for one in page.complaints if "status of 403" not in one] == []


def test_a_session_on_another_device_is_ended(own_acme, window):
    here, there = window(DESK), window(user_agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
    for page in (here, there):
        by_password(page, own_acme.rob.user.email)
        at_home(page, own_acme)
    here.goto("/accounts/")
    here.get_by_role("link", name="where you are signed in").click()
    here.get_by_role("button", name=re.compile("Sign out Firefox 140 on Linux")).click()
    here.get_by_text("That device is signed out.").wait_for()
    there.reload()
    there.wait_for_url("**/accounts/login/**")


def test_a_forgotten_password_is_replaced_from_the_mail(own_acme, window, newest):
    page, email = window(), own_acme.rob.user.email
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send the link").click()
    page.get_by_text("Look into your mail.").wait_for()
    page.goto(link_in(newest(email)))
    page.get_by_label("New password", exact=True).fill("a lamp beside the stair")
    page.get_by_label("New password, once more").fill("a lamp beside the stair")
    page.get_by_role("button", name="Save password").click()
    page.get_by_role("link", name="Sign in").click()
    by_password(page, email, "a lamp beside the stair")
    at_home(page, own_acme)
    assert page.complaints == []


def test_a_passkey_is_named_anew_and_removed_with_a_way_back_at_each_step(own_acme, window):
    page = window(DESK)
    with_authenticator(page)
    by_password(page, own_acme.rob.user.email)
    at_home(page, own_acme)
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_text("Keep your recovery codes").wait_for()
    page.goto("/accounts/")
    page.get_by_role("link", name="Manage passkeys").click()
    page.get_by_role("link", name="My phone", exact=True).click()
    page.get_by_label("Name").fill("The old phone")
    page.get_by_role("button", name="Save name").click()
    page.get_by_role("link", name="Remove The old phone").click()
    page.get_by_role("link", name="Keep it").click()
    page.get_by_role("link", name="Remove The old phone").click()
    page.get_by_role("button", name="Remove the passkey").click()
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()
    expect(page.get_by_role("link", name="Add a passkey")).to_be_visible()
    expect(page.get_by_text("The old phone")).to_have_count(0)
    assert page.complaints == []


def test_key_and_recovery_codes_are_copied_downloaded_and_ready_for_paper(own_acme, window):
    page, email = window(), own_acme.rob.user.email
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    by_password(page, email)
    at_home(page, own_acme)
    page.goto("/accounts/2fa/totp/activate/")
    page.get_by_role("button", name="Copy the key").click()
    page.locator("[data-copied=yes]").wait_for()
    key = page.evaluate("() => navigator.clipboard.readText()")
    page.get_by_label("Code", exact=True).fill(code_now(key))
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Keep your recovery codes").wait_for()
    codes = page.locator(".recovery code").all_inner_texts()
    page.get_by_role("button", name="Copy").click()
    page.locator("[data-copied=yes]").wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()").split() == codes
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert set(codes) <= set(download.value.path().read_text().split())
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".recovery")).to_be_visible()
    expect(page.get_by_text(f"They are for {email}.")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    assert page.complaints == []
