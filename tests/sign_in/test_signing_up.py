"""Signing up: who may, and what proves the address."""

import re

import pytest
from django.core import mail
from django.test import Client

from organizations.models import Organization, User
from organizations.services import start_organization
from tests.cast import NOW, PASSWORD

FORM = {"email": "Nina@Start.example", "password1": "a boat under the bridge"}


@pytest.fixture
def no_organization(db):
    """A new installation: nobody is there yet but demos."""
    Organization.objects.update(is_demo=True)


def sign_up(client: Client, **changes):
    return client.post("/accounts/signup/", {**FORM, **changes})


def code_in(message) -> str:
    return re.search(r"\b([A-Z]{4}-[A-Z]{4})\b", message.body).group(1)


def test_somebody_signs_up_confirms_the_address_and_is_in(db, settings):
    settings.SIGN_UP = "open"
    client = Client()
    assert sign_up(client).url == "/accounts/confirm-email/"
    assert "_auth_user_id" not in client.session
    done = client.post("/accounts/confirm-email/", {"code": code_in(mail.outbox[0])})
    assert (done.status_code, done.url) == (302, "/")
    user = User.objects.get(email="nina@start.example")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.joined_at is not None
    assert user.emailaddress_set.get().verified


@pytest.mark.parametrize("way", ["invited", "first"])
def test_sign_up_is_closed_where_people_are_invited_or_an_organization_is_there(acme, settings, way):
    settings.SIGN_UP = way
    assert b"People join by invitation" in Client().get("/accounts/signup/").content
    assert b"People join by invitation" in sign_up(Client()).content
    assert not User.objects.filter(email__iexact=FORM["email"]).exists()


def test_the_first_may_sign_up_until_an_organization_is_there(no_organization, settings):
    settings.SIGN_UP = "first"
    assert b"Make an account" in Client().get("/accounts/signup/").content
    begin("mine", is_demo=True)
    assert b"Make an account" in Client().get("/accounts/signup/").content
    begin("real")
    assert b"People join by invitation" in Client().get("/accounts/signup/").content


def begin(slug, **more):
    return start_organization(
        name=slug, slug=slug, zone="UTC", admin_name="A", admin_email=f"a@{slug}.example", password=PASSWORD,
        now=NOW, **more,
    )  # fmt: skip
