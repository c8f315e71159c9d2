"""Every page below /accounts/ in a real browser, as somebody sees it who has much and somebody who has nothing."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from organizations.sign_in.factors import keyring
from tests.browser.conftest import DESK, PHONE, violations, wider_than_the_window
from tests.cast import PASSWORD
from tests.sign_in.conftest import by_password

pytestmark = pytest.mark.browser
WAYS = [(PHONE, "light"), (DESK, "dark")]
SIGNED_OUT = [
    "login/", "login/?next=/o/x/", "signup/", "login/code/", "password/reset/", "password/reset/done/",
    "password/reset/key/1-no/", "password/reset/key/done/", "inactive/", "3rdparty/login/cancelled/",
    "3rdparty/login/error/",
]  # fmt: skip
SIGNED_IN = [
    "", "email/", "password/change/", "sessions/", "logout/", "2fa/totp/activate/", "2fa/webauthn/",
    "2fa/webauthn/add/",
    "second-factor/", "reauthenticate/", "3rdparty/",
]  # fmt: skip
WITH_FACTORS = [
    "", "second-factor/", "2fa/totp/deactivate/", "2fa/recovery-codes/", "2fa/recovery-codes/generate/",
    "2fa/webauthn/",
    "2fa/reauthenticate/",
]  # fmt: skip


@pytest.fixture
def window(open_window, server):
    def new(size, scheme, cookies=()):
        there = [{**cookie, "url": server} for cookie in cookies]
        return open_window(size, there, color_scheme=scheme, has_touch=size == PHONE)

    return new


def assert_well_made(page, path):
    page.goto(f"/accounts/{path}")
    complaints = [text for text in page.complaints if "401" not in text]  # of the page that says so
    assert complaints == []
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    page.complaints.clear()


@pytest.mark.parametrize(("size", "scheme"), WAYS, ids=["phone, light", "desk, dark"])
def test_the_pages_before_signing_in(window, settings, size, scheme):
    settings.SIGN_UP = "open"
    page = window(size, scheme)
    for path in SIGNED_OUT:
        assert_well_made(page, path)
    settings.SIGN_UP = "invited"
    assert_well_made(page, "signup/")


@pytest.mark.parametrize(("size", "scheme"), WAYS, ids=["phone, light", "desk, dark"])
def test_the_pages_of_somebody_with_a_password_alone(own_acme, window, django_db_blocker, size, scheme):
    with django_db_blocker.unblock():
        page = window(size, scheme, cookies_of(own_acme.rob))
    for path in SIGNED_IN:
        assert_well_made(page, path)
    fail(page, "password/change/")
    fail(page, "2fa/totp/activate/")


@pytest.mark.parametrize(("size", "scheme"), WAYS, ids=["phone, light", "desk, dark"])
def test_the_pages_of_somebody_with_second_factors(own_acme, window, django_db_blocker, size, scheme):
    with django_db_blocker.unblock():
        page = window(size, scheme, cookies_of(own_acme.rob))
        give_factors(own_acme.rob.user)
    for path in WITH_FACTORS:
        assert_well_made(page, path)


@pytest.mark.parametrize(("size", "scheme"), WAYS, ids=["phone, light", "desk, dark"])
def test_the_pages_between(own_acme, window, django_db_blocker, settings, size, scheme):
    """Those that one sees only on the way: a code from the mail, a code of the app, a new address."""
    settings.SIGN_UP = "open"
    page = window(size, scheme)
    page.goto("/accounts/login/code/")
    press(page, email="nobody@acme.example")
    assert_well_made(page, "login/code/confirm/")
    fail(page, "login/code/confirm/", code="0000-0000")
    page.get_by_role("button", name="Sign in another way").click()
    page.goto("/accounts/signup/")
    press(page, email=f"nina@{own_acme.organization.slug}.example", password1="a boat under the bridge")
    assert_well_made(page, "confirm-email/")
    with django_db_blocker.unblock():
        give_factors(own_acme.rita.user)
    page = window(size, scheme)
    page.goto("/accounts/login/")
    press(page, login=own_acme.rita.user.email, password=PASSWORD)
    assert_well_made(page, "2fa/authenticate/")
    fail(page, "2fa/authenticate/", code="000000")


def cookies_of(member):
    """Of a browser in which that member typed their password just now."""
    client = Client()
    by_password(client, member.user.email)
    return [{"name": name, "value": cookie.value} for name, cookie in client.cookies.items()]


def press(page, **fields):
    for name, value in fields.items():
        page.locator(f"main input[name={name}]").fill(value)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def fail(page, path, **fields):
    """The same page with what is wrong."""
    page.goto(f"/accounts/{path}")
    press(page, **fields)
    page.locator("[data-errors], .error").first.wait_for()
    assert violations(page) == []
    page.complaints.clear()


def give_factors(user):
    now = timezone.now()
    secret = keyring().encrypt(b"JBSWY3DPEHPK3PXP").decode()
    seed = keyring().encrypt(b"ab" * 40).decode()
    Authenticator.objects.create(user=user, type="totp", data={"secret": secret}, created_at=now)
    Authenticator.objects.create(
        user=user, type="recovery_codes", data={"seed": seed, "used_mask": 3}, created_at=now
    )
