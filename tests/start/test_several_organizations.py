"""One person in several organizations: each at its own address, with its own roles, and a way between them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.services import add_member
from tests.cast import NOW


@pytest.fixture
def rob_at_both(acme, rival):
    """Rob sells at Acme and is admin at Rival."""
    with rival.scope():
        add_member(
            name="Robert R.", email="rob@acme.example", zone="UTC", is_admin=True, is_rep=False, by=rival.mallory,
            now=NOW,
        )  # fmt: skip
    return acme.rob


def test_the_first_page_asks_where_to(rob_at_both, enter):
    page = enter(rob_at_both).get("/").content.decode()
    assert "You belong to 2 organizations." in page
    assert 'href="/o/acme/"' in page
    assert 'href="/o/rival/"' in page


def test_roles_are_those_of_the_organization_one_is_in(rob_at_both, enter):
    rob = enter(rob_at_both)
    assert rob.get("/o/acme/admin/").status_code == 403
    assert rob.get("/o/rival/admin/").status_code == 200
    assert "Robert R." in rob.get("/o/rival/more/").content.decode()
    assert "Rob Rep" in rob.get("/o/acme/more/").content.decode()


def test_a_link_in_a_mail_opens_the_organization_it_is_of(rob_at_both, enter):
    rob = enter(rob_at_both)
    assert rob.get("/o/rival/outbox/").context["organization"].slug == "rival"
    assert rob.get("/o/acme/outbox/").context["organization"].slug == "acme"


def test_more_leads_to_the_others_and_to_none_where_there_is_one(rob_at_both, acme, enter):
    assert 'href="/o/rival/"' in enter(rob_at_both).get("/o/acme/more/").content.decode()
    assert "Your other organizations" not in enter(acme.rita).get("/o/acme/more/").content.decode()


def test_the_side_bar_asks_for_the_others_only_when_it_is_opened(rob_at_both, enter):
    rob = enter(rob_at_both)
    with CaptureQueriesContext(connection) as asked:
        page = rob.get("/o/acme/numbers/").content.decode()
    assert 'hx-get="/switcher/?here=acme"' in page
    assert not [query for query in asked if "organizations_of" in query["sql"]]
    found = rob.get("/switcher/?here=acme").content.decode()
    assert 'href="/o/acme/" aria-current="true"' in found
    assert 'href="/o/rival/"' in found


def test_nobody_sees_organizations_without_signing_in(db):
    assert Client().get("/switcher/").url.startswith("/accounts/login/")


@pytest.mark.parametrize(("way", "offered"), [("open", True), ("invited", False)])
def test_starting_another_is_offered_where_that_is_open(rob_at_both, enter, settings, way, offered):
    settings.SIGN_UP = way
    rob = enter(rob_at_both)
    assert ("Start another organization" in rob.get("/switcher/").content.decode()) is offered
    assert ("Start another organization" in rob.get("/").content.decode()) is offered


def test_a_link_for_another_account_says_so_and_leads_there(acme, rival, enter):
    mallory = enter(rival.mallory)
    page = mallory.get("/o/acme/cards/?page=2").content.decode()
    assert "You are signed in as mallory@rival.example." in page
    assert "Acme" not in page
    way = "/switch-account/?next=/o/acme/cards/%3Fpage%3D2"
    assert f'href="{way}"' in page
    assert "Go on as somebody else?" in mallory.get(way).content.decode()
    answer = mallory.post("/switch-account/", {"next": "/o/acme/cards/?page=2"})
    assert answer.url == "/accounts/login/?next=/o/acme/cards/%3Fpage%3D2"
    assert "_auth_user_id" not in mallory.session


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "x"]
)
def test_switching_leads_to_no_other_site(rival, enter, address):
    mallory = enter(rival.mallory)
    assert mallory.post("/switch-account/", {"next": address}).url == "/accounts/login/?next=/"


def test_looking_at_the_switch_signs_nobody_out(rival, enter):
    mallory = enter(rival.mallory)
    mallory.get("/switch-account/?next=/o/acme/")
    assert mallory.get("/o/rival/more/").status_code == 200
