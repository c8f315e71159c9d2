"""Mail through the real outbox, and people who sign in as people do."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from organizations.mail.boxes import SignInBox
from organizations.mail.delivery import deliver_from
from tests.cast import PASSWORD

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
