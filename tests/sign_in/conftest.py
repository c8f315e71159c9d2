"""Mail through the real outbox, and people who sign in as people do."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urlsplit

import pytest
import requests
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone
from environs import Env

from organizations.mail.boxes import SignInBox
from organizations.mail.delivery import deliver_from
from salesleader.single_sign_on import single_sign_on
from tests.cast import PASSWORD
from tests.sign_in.provider import CLIENT, SECRET, Provider

LEAVE = "/accounts/oidc/okta/login/"
SET_UP = "/accounts/2fa/totp/activate/"
Mailbox = Callable[[str], list[EmailMultiAlternatives]]


@pytest.fixture
def mailbox(db) -> Mailbox:
    """`mailbox(address)`: everything that was mailed there, oldest first, after sending what waits."""

    def look(address: str) -> list[EmailMultiAlternatives]:
        while deliver_from(SignInBox(), timezone.now).more:
            pass
        return [message for message in mail.outbox if message.to == [address]]

    return look


def code_in(message: EmailMultiAlternatives) -> str:
    """The code of a mail. It stands by itself, so that a person finds it."""
    return re.search(r"^(\d{4}-\d{4})$", message.body, re.M).group(1)


def link_in(message: EmailMultiAlternatives) -> str:
    """The path of the first address in a mail."""
    address = urlsplit(re.search(r"^https?://\S+$", message.body, re.M).group(0))
    return address.path


def by_password(client: Client, email: str, password: str = PASSWORD, **more):
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def browser(address: str = "203.0.113.7", **headers) -> Client:
    """A browser at an internet address, so that limits by place can be seen."""
    return Client(REMOTE_ADDR=address, headers=headers or None)


@pytest.fixture
def signed_in(clock):
    """`signed_in(member)`: a browser in which they typed their password just now."""

    def enter(member, **more) -> Client:
        client = browser(**more)
        answer = by_password(client, member.user.email)
        assert answer.status_code == 302, answer.content.decode()
        return client

    return enter


def code_now(secret: str) -> str:
    """What an authenticator app shows: RFC 6238, six digits, half a minute."""
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))


@pytest.fixture
def set_up(django_capture_on_commit_callbacks):
    """`set_up(client)`: an authenticator app set up as a person does; its key."""

    def act(client) -> str:
        page = client.get(SET_UP).content.decode()
        secret = re.search(r'<code id="key">([A-Z2-7]{32})</code>', page).group(1)
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(SET_UP, {"code": code_now(secret)}).url == "/accounts/2fa/recovery-codes/"
        return secret

    return act


@pytest.fixture
def provider():
    found = Provider()
    yield found
    found.close()


@pytest.fixture
def named(provider, settings, monkeypatch):
    """`named(DOMAINS=…)`: the provider in the environment, with what the operator says of it besides."""

    def name(**said):
        values = {"NAME": "Okta", "URL": provider.url, "CLIENT_ID": CLIENT, "SECRET": SECRET, **said}
        monkeypatch.setenv("SSO", "okta")
        for key, value in values.items():
            monkeypatch.setenv(f"SSO_OKTA_{key}", value)
        settings.SOCIALACCOUNT_PROVIDERS = single_sign_on(Env())

    return name


def through(client, path=LEAVE, **query):
    """Press the button, go where the page leads, and come back with what the provider says."""
    page = client.post(path, query_params=query).content.decode()
    there = unescape(re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page).group(1))
    back = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]
    address = urlsplit(back)
    return client.get(f"{address.path}?{address.query}")
