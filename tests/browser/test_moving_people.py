"""People between teams: a move with its day, taken back, ended with the access; and a team that nobody leads."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from organizations.models import Placement
from organizations.services import name_leader
from tests.browser.conftest import DESK, PHONE, violations, wider_than_the_window

pytestmark = pytest.mark.browser
WAYS = [(PHONE, "light"), (DESK, "dark")]


def plan_a_move(own_acme, enter_page, size, scheme="light"):
    """Ada plans that Rob goes to South in ten days; the page of Rob."""
    slug, day = own_acme.organization.slug, timezone.now().date() + timedelta(days=10)
    page = enter_page(own_acme.ada, f"/o/{slug}/people/{own_acme.rob.pk}/", size, scheme)
    page.get_by_role("link", name="Move to another team").click()
    page.get_by_label("Team").select_option(label="South")
    page.get_by_label("From").fill(day.isoformat())
    assert violations(page) == []
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_text("Planned: Rob Rep moves on")).to_be_visible()
    expect(page.locator("#planned-move")).to_contain_text("Moves to South on")
    return page


@pytest.mark.parametrize(("size", "scheme"), WAYS, ids=["phone, light", "desk, dark"])
def test_a_planned_move_stands_on_the_persons_page_and_is_taken_back(own_acme, enter_page, size, scheme):
    page = plan_a_move(own_acme, enter_page, size, scheme)
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    page.locator("#planned-move").get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("The move is taken back.")).to_be_visible()
    expect(page.locator("#planned-move")).to_have_count(0)
    assert page.complaints == []


def test_whoever_leaves_changes_no_team_any_more(own_acme, enter_page, django_db_blocker):
    page = plan_a_move(own_acme, enter_page, DESK)
    page.get_by_role("link", name="End access").click()
    expect(page.get_by_text("1 planned move to another team")).to_be_visible()
    page.get_by_role("button", name="End access").click()
    expect(page.get_by_text("Rob Rep has no access any more.")).to_be_visible()
    expect(page.locator("#planned-move")).to_have_count(0)
    with django_db_blocker.unblock(), own_acme.scope():
        stays = Placement.objects.filter(membership=own_acme.rob)
        assert [(stay.team_id, stay.ends_on) for stay in stays] == [(own_acme.north.pk, None)]


@pytest.mark.parametrize(("size", "scheme"), WAYS, ids=["phone, light", "desk, dark"])
def test_home_says_that_nobody_leads_a_team_until_somebody_does(
    own_acme, enter_page, django_db_blocker, size, scheme
):
    with django_db_blocker.unblock(), own_acme.scope():
        name_leader(team=own_acme.south, leader=None, by=own_acme.ada, now=timezone.now())
    home = f"/o/{own_acme.organization.slug}/admin/"
    page = enter_page(own_acme.ada, home, size, scheme)
    missing = page.locator("#coverage")
    expect(missing).to_contain_text("South")
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    missing.get_by_role("link", name="South").click()
    page.get_by_label("Leader").select_option(label="Rita Rep")
    page.get_by_role("button", name="Save leader").click()
    page.goto(home)
    expect(page.locator("main")).not_to_contain_text("South has no leader")
    assert page.complaints == []
