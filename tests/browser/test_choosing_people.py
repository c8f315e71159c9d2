"""Choosing a leader among many: names are suggested while one types, and the keyboard alone is enough."""

import pytest
from playwright.sync_api import expect

from organizations.models import Membership, Team, User
from tests.browser.conftest import DESK, PHONE, violations, wider_than_the_window
from tests.cast import NOW

pytestmark = pytest.mark.browser
LONG = "Maximiliana Wolkenstein-Trostburg " * 8


@pytest.fixture
def crowded(own_acme, django_db_blocker):
    """Sixty people more, two of one name and one of a very long one."""
    names = ["Kim Park", "Kim Park", f"{LONG}Kim", *(f"Person {n:02}" for n in range(57))]
    users = User.objects.bulk_create(
        User(email=f"p{n}@{own_acme.organization.slug}.example", joined_at=NOW) for n in range(60)
    )
    with own_acme.scope():
        Membership.objects.bulk_create(
            Membership(organization=own_acme.organization, user=user, name=name, zone="UTC", created_at=NOW)
            for user, name in zip(users, names, strict=True)
        )
    return own_acme


def test_a_leader_is_searched_suggested_and_chosen_by_the_keyboard_alone(crowded, enter_page):
    acme = crowded
    page = enter_page(acme.ada, f"/o/{acme.organization.slug}/teams/{acme.north.pk}/leader/", DESK)
    field = page.get_by_role("combobox", name="Leader")
    field.fill("")
    field.press_sequentially("kim")
    options = page.locator("#id_leader-people option")
    expect(options).to_have_count(3)
    assert options.first.get_attribute("value").startswith("Kim Park, p0@")
    assert violations(page) == []
    field.press("Enter")
    expect(page.get_by_role("radio", name="Kim Park, p1@")).to_be_attached()
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    page.get_by_role("combobox", name="Leader").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Kim Park, p1@")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved. It holds from now on.")).to_be_visible()
    with acme.scope():
        leader = Team.objects.select_related("leader__user").get(pk=acme.north.pk).leader
        assert leader.user.email.startswith("p1@")
    assert [one for one in page.complaints if "422" not in one] == [], "the refusal, and nothing else"


def test_on_a_phone_without_a_script_the_search_comes_back_with_who_fits(crowded, enter_page):
    acme = crowded
    address = f"/o/{acme.organization.slug}/teams/{acme.north.pk}/leader/"
    page = enter_page(acme.ada, address, PHONE, java_script_enabled=False)
    page.get_by_role("combobox", name="Leader").fill("kim")
    page.get_by_role("button", name="Save leader").click()
    expect(page.get_by_text("Several people fit. Choose one of them.")).to_be_visible()
    page.get_by_text("Kim Park, p0@").click()
    page.get_by_role("button", name="Save leader").click()
    with acme.scope():
        leader = Team.objects.select_related("leader__user").get(pk=acme.north.pk).leader
        assert leader.user.email.startswith("p0@")
