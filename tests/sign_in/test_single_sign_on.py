"""Single sign-on, against a provider that speaks OpenID Connect over HTTP."""

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from organizations.models import Event, User
from organizations.services import require_second_factor
from salesleader.single_sign_on import single_sign_on
from tests.cast import NOW
from tests.sign_in.conftest import LEAVE, browser, by_password, is_in, through

TODAY = "/o/acme/today/"


def test_the_button_leads_there_with_a_page_that_the_content_policy_allows(named, provider, db):
    named()
    client = browser()
    page = client.get("/accounts/login/").content.decode()
    assert "Continue with Okta" in page
    assert f'action="{LEAVE}?process=login"' in page
    leaving = client.post(LEAVE)
    assert leaving.status_code == 200
    assert f'href="{provider.url}/authorize?' in leaving.content.decode()
    assert "Continue with Okta" in client.get(LEAVE).content.decode()  # a bare link signs nobody in


def test_without_settings_there_is_no_button_and_no_way(db):
    assert "Continue with" not in browser().get("/accounts/login/").content.decode()
    assert browser().post(LEAVE).status_code == 404


def test_an_address_in_a_domain_the_operator_named_opens_its_account(acme, named, provider):
    named(DOMAINS="acme.example, acme.test")
    provider.person("u1", "Rob@Acme.example")
    client = browser()
    assert through(client, next=TODAY).url == TODAY
    assert client.get(TODAY).status_code == 200
    provider.person("u1", "rob.rep@elsewhere.example")  # connected now: the address may change there
    again = browser()
    through(again)
    assert again.get(TODAY).status_code == 200
    with acme.scope():
        assert Event.objects.filter(verb="signed_in", data__methods=["socialaccount"]).count() == 2


@pytest.mark.parametrize(
    ("domains", "claims"),
    [("", {}), ("other.example", {}), ("acme.example", {"email_verified": False}), ("example", {})],
)
def test_otherwise_an_address_alone_opens_nothing(acme, named, provider, mailbox, settings, domains, claims):
    settings.SIGN_UP = "open"
    named(DOMAINS=domains)
    provider.person("u1", "rob@acme.example", **claims)
    client = browser()
    through(client)
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    assert mailbox("rob@acme.example")[-1].subject == "You have an account already"


def test_somebody_signed_in_connects_it_after_showing_who_they_are_and_signs_in_with_it_then(
    acme, named, provider, signed_in, mailbox
):
    named()
    provider.person("u1", "r.rep@private.example")
    client = signed_in(acme.rob)
    assert through(client, process="connect").url == "/accounts/3rdparty/"
    assert mailbox("rob@acme.example")[-1].subject == "Single sign-on connected"
    again = browser()
    through(again)
    assert again.get(TODAY).status_code == 200
    page = client.get("/accounts/3rdparty/").content.decode()
    assert "r.rep@private.example" in page
    client.post("/accounts/3rdparty/", {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()


def test_an_account_of_somebody_else_is_not_connected_twice(acme, named, provider, signed_in):
    named()
    provider.person("u1", "shared@private.example")
    through(signed_in(acme.rob), process="connect")
    through(signed_in(acme.rita), process="connect")
    assert [account.user.email for account in SocialAccount.objects.all()] == ["rob@acme.example"]


def test_a_newcomer_signs_up_where_that_is_open_and_nowhere_else(acme, named, provider, settings):
    named(DOMAINS="new.example")
    provider.person("u9", "nina@new.example")
    settings.SIGN_UP = "invited"
    assert b"People join by invitation" in through(browser()).content
    settings.SIGN_UP = "open"
    client = browser()
    through(client)
    assert is_in(client)
    assert User.objects.get(email="nina@new.example").joined_at


def test_a_token_that_somebody_else_signed_is_refused(acme, named, provider):
    named(DOMAINS="acme.example")
    provider.person("u1", "rob@acme.example")
    provider.forge = True
    client = browser()
    answer = through(client)
    assert (answer.status_code, b"That sign-in did not work." in answer.content) == (401, True)
    assert not is_in(client)


@pytest.mark.parametrize("claims", [{"aud": "another"}, {"iss": "http://evil.example"}, {"exp": 1}])
def test_a_token_for_another_from_another_or_of_yesterday_is_refused(acme, named, provider, claims):
    named(DOMAINS="acme.example")
    provider.person("u1", "rob@acme.example", **claims)
    client = browser()
    assert through(client).status_code == 401
    assert not is_in(client)


def test_an_answer_that_nobody_asked_for_is_refused(acme, named, provider):
    """Somebody else's answer, laid before a victim's browser, signs nobody in."""
    named(DOMAINS="acme.example")
    provider.person("u1", "rob@acme.example")
    client = browser()
    answer = client.get("/accounts/oidc/okta/login/callback/?code=stolen&state=made-up")
    assert answer.status_code == 401
    assert not is_in(client)


def test_a_provider_that_is_away_is_said_in_words(named, provider, db):
    named(URL="http://127.0.0.1:9")
    answer = browser().post(LEAVE)
    assert (answer.status_code, b"That sign-in did not work." in answer.content) == (401, True)


@pytest.mark.parametrize(
    ("said", "claims", "counts"),
    [
        ({}, {}, False),
        ({}, {"amr": ["pwd"]}, False),
        ({}, {"amr": ["pwd", "mfa"]}, True),
        ({}, {"amr": "mfa"}, False),
        ({"SECOND_FACTOR": "yes"}, {}, True),
    ],
)
def test_it_counts_as_a_second_factor_if_the_token_or_the_operator_says_so(
    acme, named, provider, said, claims, counts
):
    named(DOMAINS="acme.example", **said)
    with acme.scope():
        require_second_factor(organization=acme.organization, required=True, by=acme.ada, now=NOW)
    provider.person("u1", "rob@acme.example", **claims)
    client = browser()
    through(client)
    assert client.get(TODAY).status_code == (200 if counts else 302)


def test_a_disabled_user_does_not_come_in_this_way_either(acme, named, provider):
    named(DOMAINS="acme.example")
    provider.person("u1", "rob@acme.example")
    acme.rob.user.is_active = False
    acme.rob.user.save(update_fields=["is_active"])
    client = browser()
    through(client)
    assert not is_in(client)


def test_a_password_that_somebody_else_chose_goes_when_the_owner_comes(named, provider, settings, db):
    settings.SIGN_UP = "open"
    browser().post("/accounts/signup/", {"email": "nina@new.example", "password1": "known to the thief"})
    named(DOMAINS="new.example")
    provider.person("u9", "nina@new.example")
    through(browser())
    thief = browser()
    by_password(thief, "nina@new.example", "known to the thief")
    assert not is_in(thief)


# --- The settings


def env(monkeypatch, **values):
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return Env()


def test_google_and_microsoft_are_known_by_name(monkeypatch):
    found = single_sign_on(
        env(
            monkeypatch, SSO="google,microsoft", SSO_GOOGLE_CLIENT_ID="g", SSO_GOOGLE_SECRET="s",
            SSO_MICROSOFT_CLIENT_ID="m", SSO_MICROSOFT_SECRET="s", SSO_MICROSOFT_TENANT="9122040d",
        )
    )  # fmt: skip
    google, microsoft = found["openid_connect"]["APPS"]
    assert (google["name"], google["settings"]["server_url"]) == ("Google", "https://accounts.google.com")
    assert microsoft["settings"]["server_url"] == "https://login.microsoftonline.com/9122040d/v2.0"


def test_nothing_said_is_nobody(monkeypatch):
    monkeypatch.delenv("SSO", raising=False)
    assert single_sign_on(Env()) == {}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"SSO": "okta"}, "SSO_OKTA_CLIENT_ID has to be set"),
        ({"SSO": "okta", "SSO_OKTA_CLIENT_ID": "x", "SSO_OKTA_SECRET": "y"}, "SSO_OKTA_URL has to be set"),
        (
            {
                "SSO": "microsoft", "SSO_MICROSOFT_CLIENT_ID": "x", "SSO_MICROSOFT_SECRET": "y",
                "SSO_MICROSOFT_TENANT": "common",
            },
            "lets in people of every directory",
        ),
        ({"SSO": "ok/ta"}, "letters, digits and hyphens"),
    ],
)  # fmt: skip
def test_what_is_missing_or_unsafe_stops_the_start_in_words(monkeypatch, values, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        single_sign_on(env(monkeypatch, **values))
