"""Single sign-on as a person goes through it, against a provider that really answers."""

import pytest
from environs import Env
from playwright.sync_api import Page, expect

from salesleader.single_sign_on import single_sign_on
from tests.browser.conftest import DESK, PHONE, violations, wider_than_the_window
from tests.cast import PASSWORD
from tests.sign_in.provider import CLIENT, SECRET, Provider

pytestmark = pytest.mark.browser
WAYS = [(PHONE, "light"), (DESK, "dark")]


@pytest.fixture
def provider():
    found = Provider()
    yield found
    found.close()


@pytest.fixture
def named(provider, settings, monkeypatch):
    """`named(DOMAINS=…)`: the provider is offered, with what the operator says of it besides."""

    def name(**said):
        values = {"NAME": "Okta", "URL": provider.url, "CLIENT_ID": CLIENT, "SECRET": SECRET, **said}
        monkeypatch.setenv("SSO", "okta")
        for key, value in values.items():
            monkeypatch.setenv(f"SSO_OKTA_{key}", value)
        settings.SOCIALACCOUNT_PROVIDERS = single_sign_on(Env())

    return name


def domain_of(acme) -> str:
    return f"{acme.organization.slug}.example"


def by_the_button(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Continue with Okta").click()


def by_password(page: Page, member) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(member.user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/o/**")


def says(page: Page, sentence: str) -> None:
    """A page that stopped somebody says why, leads on, and is well made."""
    expect(page.get_by_role("heading", level=1)).to_have_text(sentence)
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0


@pytest.mark.parametrize(("size", "scheme"), WAYS, ids=["phone, light", "desk, dark"])
def test_the_button_leads_there_and_back_to_ones_day(own_acme, named, provider, open_window, size, scheme):
    named(DOMAINS=domain_of(own_acme))
    provider.person(f"u-{domain_of(own_acme)}", own_acme.rob.user.email)
    page = open_window(size, color_scheme=scheme)
    by_the_button(page)
    page.wait_for_url(f"**/o/{own_acme.organization.slug}/today/")
    assert page.complaints == []


def test_where_one_was_going_is_where_one_arrives(own_acme, named, provider, open_window):
    named(DOMAINS=domain_of(own_acme))
    provider.person(f"u-{domain_of(own_acme)}", own_acme.rob.user.email)
    page = open_window(PHONE)
    page.goto(f"/o/{own_acme.organization.slug}/my-calendar/")
    page.get_by_role("button", name="Continue with Okta").click()
    page.wait_for_url(f"**/o/{own_acme.organization.slug}/my-calendar/")


@pytest.mark.parametrize(("size", "scheme"), WAYS, ids=["phone, light", "desk, dark"])
def test_who_turns_back_there_is_told_so_and_can_take_another_way(named, provider, open_window, size, scheme):
    named()
    provider.agrees = False
    page = open_window(size, color_scheme=scheme)
    by_the_button(page)
    says(page, "You came back without signing in.")
    page.get_by_role("link", name="Back to sign-in").click()
    expect(page.get_by_role("button", name="Continue with Okta")).to_be_visible()


@pytest.mark.parametrize(("size", "scheme"), WAYS, ids=["phone, light", "desk, dark"])
def test_a_provider_that_is_away_or_lies_is_said_in_words(named, provider, open_window, size, scheme):
    named(URL="http://127.0.0.1:9")
    page = open_window(size, color_scheme=scheme)
    by_the_button(page)
    says(page, "That sign-in did not work.")
    named()
    provider.person("u1", "somebody@elsewhere.example")
    provider.forge = True
    by_the_button(page)
    says(page, "That sign-in did not work.")


def test_a_stranger_hears_how_people_join(named, provider, open_window, settings):
    settings.SIGN_UP = "invited"
    named()
    provider.person("u-stranger", "stranger@elsewhere.example")
    page = open_window(PHONE)
    by_the_button(page)
    says(page, "People join by invitation.")
    expect(page.get_by_role("link", name="Sign in instead")).to_be_visible()


@pytest.mark.parametrize(("size", "scheme"), WAYS, ids=["phone, light", "desk, dark"])
def test_it_is_connected_used_and_disconnected_from_ones_account(
    own_acme, named, provider, open_window, size, scheme
):
    named()
    provider.person(f"u-{domain_of(own_acme)}", f"r.rep@private-{domain_of(own_acme)}")
    page = open_window(size, color_scheme=scheme)
    by_password(page, own_acme.rob)
    page.goto("/accounts/")
    page.get_by_role("link", name="Connect single sign-on").click()
    page.get_by_role("button", name="Connect Okta").click()
    expect(page.get_by_text("Connected.")).to_be_visible()
    expect(page.get_by_text("r.rep@private-")).to_be_visible()
    says(page, "Single sign-on")
    elsewhere = open_window(PHONE)
    by_the_button(elsewhere)
    elsewhere.wait_for_url(f"**/o/{own_acme.organization.slug}/today/")
    page.get_by_role("button", name="Disconnect Okta").click()
    expect(page.get_by_text("None is connected yet.")).to_be_visible()
    assert page.complaints == elsewhere.complaints == []


def test_who_turns_back_while_connecting_is_led_back_to_their_account(own_acme, named, provider, open_window):
    named()
    provider.agrees = False
    page = open_window(DESK)
    by_password(page, own_acme.rob)
    page.goto("/accounts/3rdparty/")
    page.get_by_role("button", name="Connect Okta").click()
    says(page, "You came back without signing in.")
    page.get_by_role("link", name="Back to single sign-on").click()
    says(page, "Single sign-on")
