"""The team tree as an admin changes it: dragged, by the keyboard alone, and without script."""

import pytest
from playwright.sync_api import expect

from organizations.services import create_team
from tests.browser.conftest import DESK, PHONE, violations, wider_than_the_window
from tests.cast import NOW

pytestmark = pytest.mark.browser


@pytest.fixture
def west(own_acme):
    with own_acme.scope():
        return create_team(name="West", parent=own_acme.north, leader=own_acme.lea, by=own_acme.ada, now=NOW)


def tree(own_acme) -> str:
    return f"/o/{own_acme.organization.slug}/teams/"


def branch(page, team):
    return page.locator(f'[data-branch="{team.pk}"]')


def twig(team) -> str:
    return f':scope > [data-team="{team.pk}"]'


def test_a_team_is_dragged_below_another_and_back_by_undo(own_acme, west, enter_page):
    page = enter_page(own_acme.ada, tree(own_acme), DESK)
    grip = page.locator(f'[data-team="{west.pk}"] .grip').first
    start = grip.bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 10, start["y"] + 20, steps=4)
    expect(page.locator("#team-tree.is-dragging")).to_be_visible()
    for _ in range(3):  # the places to drop it open while it moves
        goal = branch(page, own_acme.south).bounding_box()
        page.mouse.move(goal["x"] + 60, goal["y"] + goal["height"] / 2, steps=6)
    page.mouse.up()
    expect(branch(page, own_acme.south).locator(twig(west))).to_be_visible()
    expect(page.get_by_text("West has moved, with all below it.")).to_be_visible()
    expect(page.locator(f"#team-{west.pk}")).to_be_focused()
    assert violations(page) == []
    page.get_by_role("button", name="Undo").click()
    expect(branch(page, own_acme.north).locator(twig(west))).to_be_visible()
    assert page.complaints == []


def test_the_keyboard_alone_moves_a_team_out_and_below_another(own_acme, west, enter_page):
    page = enter_page(own_acme.ada, tree(own_acme), DESK)
    out = page.get_by_role("button", name="Move West one level up")
    out.focus()
    page.keyboard.press("Enter")
    expect(page.locator('[data-branch="0"]').locator(twig(west))).to_be_visible()
    expect(page.locator(f"#team-{west.pk}")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Move West below South")).to_be_focused()
    page.keyboard.press("Enter")
    expect(branch(page, own_acme.south).locator(twig(west))).to_be_visible()
    page.locator(f"#team-{west.pk}").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Below").select_option(label="At the top")
    page.get_by_role("button", name="Move", exact=True).press("Enter")
    expect(page.locator('[data-branch="0"]').locator(twig(west))).to_be_visible()
    assert page.complaints == []


def test_without_script_the_arrows_and_forms_do_it_on_a_phone(own_acme, west, enter_page):
    page = enter_page(own_acme.ada, tree(own_acme), PHONE, java_script_enabled=False)
    page.get_by_role("button", name="Move West one level up").click()
    expect(page.get_by_text("West has moved, with all below it.")).to_be_visible()
    page.get_by_role("link", name="West", exact=True).click()
    page.get_by_label("Below").select_option(label="South")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(branch(page, own_acme.south).locator(twig(west))).to_be_visible()


def test_an_admin_ends_access_and_hands_over_on_a_phone(own_acme, enter_page):
    slug = own_acme.organization.slug
    page = enter_page(own_acme.ada, f"/o/{slug}/people/{own_acme.lea.pk}/", PHONE)
    page.get_by_role("link", name="End access").click()
    expect(page.get_by_text("1 team to lead")).to_be_visible()
    assert wider_than_the_window(page) <= 0
    page.get_by_label("Who takes it over").select_option(label="Sam South")
    page.get_by_role("button", name="End access").click()
    expect(page.get_by_text("Lea Leader has no access any more.")).to_be_visible()
    page.goto(f"/o/{slug}/teams/")
    expect(page.get_by_text("Led by Sam South").first).to_be_visible()
    assert page.complaints == []
