"""Half a day off, all the way: asked for on the phone, approved on the desk, and the target says its arithmetic."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from goals.models import Goal, TargetStep
from metrics.models import Metric
from organizations.models import TimeOff
from organizations.services import add_own_day
from organizations.tenancy.scope import organization_scope
from tests.browser.conftest import DESK, PHONE, violations, wider_than_the_window

pytestmark = pytest.mark.browser


@pytest.fixture
def aiming(own_acme):
    """Acme where Rob aims at 100 attempts a week, on a day of this week that he has still to work."""
    now = timezone.now()
    with own_acme.scope():
        goal = Goal.objects.create(
            member=own_acme.rob,
            metric=Metric.objects.get(key="attempts"),
            starts_on=date(2026, 1, 5),
            created_at=now,
        )
        TargetStep.objects.create(goal=goal, from_on=goal.starts_on, value=Decimal(100), created_at=now)
    return own_acme


def friday_of_this_week() -> date:
    today = timezone.now().date()
    return today - timedelta(days=today.weekday()) + timedelta(days=4)


def test_half_a_day_off_from_the_phone_to_the_lower_target(aiming, enter_page):
    slug, friday = aiming.organization.slug, friday_of_this_week()
    phone = enter_page(aiming.rob, f"/o/{slug}/my-calendar/", PHONE)
    phone.get_by_role("link", name="Ask for time off").click()
    phone.get_by_label("First day").fill(friday.isoformat())
    phone.get_by_text("Afternoon", exact=True).click()
    expect(phone.locator("#takes")).to_contain_text("Takes 0.5 own days.")
    phone.get_by_label("Reason").fill("Dentist")
    assert violations(phone) == []
    phone.get_by_role("button", name="Ask for time off").click()
    expect(phone.locator("#toasts")).to_contain_text("Asked.")
    expect(phone.locator("main")).to_contain_text("Asked for")

    desk = enter_page(aiming.lea, f"/o/{slug}/team/", DESK)
    desk.get_by_role("link", name=re.compile("Rob Rep: ")).click()
    desk.get_by_label("A word with it").fill("Good luck")
    assert violations(desk) == []
    desk.get_by_role("button", name="Approve time off").click()
    expect(desk.locator("#toasts")).to_contain_text("Approved.")

    phone.goto(f"/o/{slug}/today/")
    expect(phone.locator("main")).to_contain_text("100 × 4.5 of 5 days")
    expect(phone.locator("main")).to_contain_text("Approved by Lea Leader. Good luck")
    assert phone.complaints == desk.complaints == []  # type: ignore[attr-defined]


def test_undo_takes_a_request_back_and_the_trail_keeps_both(aiming, enter_page):
    slug = aiming.organization.slug
    phone = enter_page(
        aiming.rob, f"/o/{slug}/people/{aiming.rob.pk}/time-off/?on={friday_of_this_week()}", PHONE
    )
    expect(phone.locator("#takes")).to_contain_text("Takes 1 own day.")
    phone.get_by_role("button", name="Ask for time off").click()
    phone.get_by_role("button", name="Undo").click()
    expect(phone.locator("#toasts")).to_contain_text("Withdrawn.")
    with organization_scope(aiming.organization.pk):
        assert TimeOff.objects.get().state == TimeOff.WITHDRAWN


def test_without_script_asking_works_as_well(aiming, enter_page):
    slug = aiming.organization.slug
    page = enter_page(
        aiming.rob, f"/o/{slug}/people/{aiming.rob.pk}/time-off/", PHONE, java_script_enabled=False
    )
    page.get_by_label("First day").fill(friday_of_this_week().isoformat())
    page.get_by_role("button", name="Ask for time off").click()
    expect(page.locator("main")).to_contain_text("Asked for")


def test_choosing_a_country_on_the_schedule_brings_its_regions(aiming, enter_page):
    slug = aiming.organization.slug
    desk = enter_page(aiming.lea, f"/o/{slug}/people/{aiming.rob.pk}/schedule/", DESK)
    expect(desk.get_by_label("Region")).to_be_hidden()
    desk.get_by_label("Country").select_option("GB")
    desk.get_by_label("Region").select_option("SCT")
    desk.get_by_role("button", name="Set region").click()
    expect(desk.locator("main")).to_contain_text("Scotland, United Kingdom")
    assert violations(desk) == []
    assert desk.complaints == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(("size", "grid"), [(PHONE, False), (DESK, True)])
def test_the_month_is_a_grid_on_a_desk_and_a_list_on_a_phone(aiming, enter_page, size, grid):
    now = timezone.now()
    off = now.date() - timedelta(days=now.date().weekday()) + timedelta(days=16)
    with aiming.scope():
        add_own_day(
            organization=aiming.organization,
            on=off,
            name="Summer party",
            share=Decimal("0.5"),
            by=aiming.ada,
            now=now,
        )
    page = enter_page(aiming.rob, f"/o/{aiming.organization.slug}/my-calendar/?month={off:%Y-%m}", size)
    table, rows = page.locator("table.month"), page.locator(".month-list")
    expect(table if grid else rows).to_be_visible()
    expect(rows if grid else table).to_be_hidden()
    expect(table if grid else rows).to_contain_text("Company half day: Summer party")
    assert wider_than_the_window(page) <= 0
    page.get_by_role("link", name="This month").or_(page.locator("a[rel=next]")).first.click()
    assert page.complaints == []  # type: ignore[attr-defined]
