"""Somebody who is signed in and belongs nowhere yet, and a way to answer what is asked."""

import pytest
from django.test import Client

from organizations.models import Membership, Organization, User
from organizations.tenancy.scope import organization_scope
from tests.cast import NOW

BEGIN = {"name": "Bright Water", "slug": "", "your_name": "Nina New", "zone": "Europe/Berlin"}


@pytest.fixture
def nina(db, settings):
    settings.SIGN_UP = "open"
    return User.objects.create_user("nina@new.example", joined_at=NOW)


@pytest.fixture
def browser(nina, clock) -> Client:
    client = Client()
    client.force_login(nina)
    return client


@pytest.fixture
def fresh(browser) -> Organization:
    """An organization that Nina has just started."""
    browser.post("/start/", BEGIN)
    return Organization.objects.get(slug="bright-water")


@pytest.fixture
def inside(fresh):
    """Its scope, with Nina as `inside`."""
    with organization_scope(fresh.pk):
        yield Membership.objects.get()


def answer(client: Client, step: str, **data):
    return client.post(f"/o/bright-water/set-up/{step}/", data)
