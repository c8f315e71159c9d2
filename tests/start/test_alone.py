"""Who sells alone is told in one quiet line that nobody asks how the week went, until somebody does."""

import pytest
from django.test import Client

from organizations.models import Membership
from organizations.services import add_member
from tests.cast import NOW
from tests.start.conftest import answer

LINE = 'id="unasked"'


def today(browser: Client) -> str:
    return browser.get("/o/bright-water/today/").content.decode()


@pytest.fixture
def alone(browser, inside) -> Membership:
    answer(browser, "leads", leading="alone")
    return inside


def test_it_leads_to_naming_someone_and_to_inviting(browser, alone):
    page = today(browser)
    assert page.count(LINE) == 1
    assert 'href="/o/bright-water/observers/"' in page
    assert 'href="/o/bright-water/invitations/new/"' in page


def test_it_goes_once_somebody_is_named(browser, alone):
    answer(browser, "partner", name="Rosa Ruiz", address="rosa@mentor.example")
    assert LINE not in today(browser)


def test_it_goes_once_somebody_sells_along(browser, alone):
    add_member(name="Rosa Ruiz", email="rosa@new.example", zone="UTC", by=alone, now=NOW)
    assert LINE not in today(browser)


def test_it_goes_with_the_reminder_of_the_set_up(browser, alone):
    browser.post("/o/bright-water/set-up/close/")
    assert LINE not in today(browser)


def test_who_leads_others_does_not_read_it(browser, inside):
    answer(browser, "leads", leading="sells")
    assert LINE not in today(browser)
