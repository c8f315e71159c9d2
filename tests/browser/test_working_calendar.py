"""What makes somebody's days, each set as a leader or an admin does it, and said again on the page of the month."""

from datetime import date, timedelta

import holidays
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from organizations.services import save_ramp_template
from tests.browser.conftest import DESK, PHONE, violations, wider_than_the_window

pytestmark = pytest.mark.browser
WAYS = [(PHONE, "dark"), (DESK, "light")]


def next_monday() -> date:
    today = timezone.now().date()
    return today + timedelta(days=7 - today.weekday())


def month_of(own_acme, enter_page, day: date, size, scheme) -> Page:
    """Rob's own month around a day."""
    path = f"/o/{own_acme.organization.slug}/my-calendar/?month={day:%Y-%m}"
    page = enter_page(own_acme.rob, path, size, scheme)
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    assert page.complaints == []  # type: ignore[attr-defined]
    return page


@pytest.mark.parametrize(("size", "scheme"), WAYS, ids=["phone, dark", "desk, light"])
def test_part_time_with_a_half_friday_holds_from_its_day_and_is_taken_back(
    own_acme, enter_page, size, scheme
):
    path = f"/o/{own_acme.organization.slug}/people/{own_acme.rob.pk}/schedule/"
    page = enter_page(own_acme.lea, path, size, scheme)
    form = page.locator("#set")
    form.get_by_label("From").fill(next_monday().isoformat())
    form.get_by_label("Monday").select_option(label="Not worked")
    form.get_by_label("Friday").select_option(label="Half day")
    form.get_by_role("button", name="Set schedule").click()
    expect(page.get_by_text("Tue to Thu, ½ Fri").first).to_be_visible()
    expect(page.get_by_text("3.5 days a week")).to_be_visible()
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    later = month_of(own_acme, enter_page, next_monday() + timedelta(days=35), size, scheme)
    expect(later.locator(".sums")).to_contain_text("Own schedule")
    page.get_by_role("button", name="Take back Tue to Thu, ½ Fri").click()
    expect(page.get_by_text("Rob Rep works the organization’s week.")).to_be_visible()
    assert page.complaints == []


def test_a_schedule_for_a_week_that_is_over_is_refused_at_its_day_and_nothing_typed_is_lost(
    own_acme, enter_page
):
    path = f"/o/{own_acme.organization.slug}/people/{own_acme.rob.pk}/schedule/"
    page = enter_page(own_acme.lea, path, PHONE)
    form = page.locator("#set")
    form.get_by_label("From").fill((next_monday() - timedelta(days=21)).isoformat())
    form.get_by_label("Friday").select_option(label="Half day")
    form.get_by_role("button", name="Set schedule").click()
    expect(page.get_by_text("Weeks that are over keep their days.").first).to_be_visible()
    expect(form.get_by_label("Friday")).to_have_value("0.50")
    assert violations(page) == []


@pytest.mark.parametrize(("size", "scheme"), WAYS, ids=["phone, dark", "desk, light"])
def test_a_ramp_of_the_organizations_own_is_laid_out_saved_and_said(own_acme, enter_page, size, scheme):
    slug = own_acme.organization.slug
    admin = enter_page(own_acme.ada, f"/o/{slug}/settings/ramps/", size, scheme)
    admin.get_by_label("Name").fill("Slow start")
    admin.get_by_label("Shares of the full target").fill("20, 60, 100")
    admin.get_by_role("button", name="Save template").click()
    expect(admin.get_by_role("link", name="Slow start")).to_be_visible()
    assert violations(admin) == []
    assert wider_than_the_window(admin) <= 0
    page = enter_page(own_acme.lea, f"/o/{slug}/people/{own_acme.rob.pk}/ramp/", size, scheme)
    first = timezone.now().date().replace(day=1)
    page.get_by_label("From", exact=True).last.fill(first.isoformat())
    page.get_by_text("Slow start").click()
    page.get_by_role("button", name="Lay it out").click()
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    page.get_by_role("button", name="Save ramp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rob Rep has 20% of full targets.")
    month = month_of(own_acme, enter_page, first, size, scheme)
    expect(month.locator(".lede")).to_contain_text("Ramp: 20% of full targets")
    assert page.complaints == admin.complaints == []


def test_a_template_goes_and_the_ramp_that_it_gave_stays(own_acme, enter_page, django_db_blocker):
    with django_db_blocker.unblock(), own_acme.scope():
        save_ramp_template(
            name="Short", shares=[50, 100], every=2, unit="weeks", by=own_acme.ada, now=timezone.now()
        )
    page = enter_page(own_acme.ada, f"/o/{own_acme.organization.slug}/settings/ramps/", DESK)
    page.get_by_role("link", name="Short").click()
    page.get_by_label("Shares of the full target").fill("50, 60")
    page.get_by_role("button", name="Save template").click()
    expect(page.get_by_text("The last share is 100").first).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Remove template").click()
    expect(page.get_by_text("“Short” is gone. Ramps that were set with it stay.")).to_be_visible()
    expect(page.get_by_role("link", name="Short")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("“Short” is back.")).to_be_visible()
    expect(page.get_by_text("50, 100%, a step every 2 weeks")).to_be_visible()


@pytest.mark.parametrize(("size", "scheme"), WAYS, ids=["phone, dark", "desk, light"])
def test_holidays_of_a_region_one_that_is_worked_and_a_day_of_ones_own(own_acme, enter_page, size, scheme):
    slug, year = own_acme.organization.slug, timezone.now().year + 1
    friday = next(
        day
        for day, name in holidays.country_holidays("GB", subdiv="SCT", years=year).items()
        if name == "Good Friday"
    )
    page = enter_page(own_acme.ada, f"/o/{slug}/settings/calendar/", size, scheme)
    page.locator("#region").get_by_label("Country").select_option("GB")
    page.locator("#region").get_by_label("Region").select_option("SCT")
    page.get_by_role("button", name="Set public holidays").click()
    page.get_by_role("link", name=str(year), exact=True).click()
    expect(page.locator("main")).to_contain_text("Good Friday")
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    month = month_of(own_acme, enter_page, friday, size, scheme)
    expect(month.locator(".sums")).to_contain_text("Good Friday")
    page.get_by_role("button", name="We work on Good Friday").click()
    days = page.get_by_role("region", name="Days off")
    expect(days.get_by_text("Worked, though a public holiday")).to_be_visible()
    own = page.locator("#own")
    own.get_by_label("Day", exact=True).fill((friday - timedelta(days=1)).isoformat())
    own.get_by_label("Name").fill("Summer party")
    own.get_by_text("Half day").click()
    own.get_by_role("button", name="Add day").click()
    expect(days.get_by_text("Company half day")).to_be_visible()
    month.reload()
    expect(month.locator(".sums")).not_to_contain_text("Good Friday")
    expect(month.locator(".sums")).to_contain_text("Summer party")
    page.get_by_role("button", name="Take out Good Friday").click()
    month.reload()
    expect(month.locator(".sums")).to_contain_text("Good Friday")
    assert page.complaints == month.complaints == []


def test_a_leader_says_no_with_a_reason_and_the_person_reads_it(own_acme, enter_page):
    slug, day = own_acme.organization.slug, next_monday()
    rep = enter_page(own_acme.rob, f"/o/{slug}/people/{own_acme.rob.pk}/time-off/", PHONE)
    rep.get_by_label("First day").fill(day.isoformat())
    rep.get_by_role("button", name="Ask for time off").click()
    expect(rep.get_by_text("Asked.").first).to_be_visible()
    leader = enter_page(own_acme.lea, f"/o/{slug}/absences/", PHONE, "dark")
    assert violations(leader) == []
    leader.get_by_role("link", name="Rob Rep").first.click()
    leader.get_by_role("button", name="Decline").click()
    expect(leader.locator("main").get_by_text("reason").first).to_be_visible()
    leader.get_by_label("A word with it").fill("The fair is that day.")
    leader.get_by_role("button", name="Decline").click()
    expect(leader.get_by_text("Declined.").first).to_be_visible()
    rep.goto(f"/o/{slug}/my-calendar/?month={day:%Y-%m}")
    rep.get_by_text("Earlier", exact=True).click()
    rep.locator("main").get_by_role("link", name=f"{day:%a} {day.day}").click()
    expect(rep.locator("main")).to_contain_text("The fair is that day.")
    assert rep.complaints == []
    assert [one for one in leader.complaints if "status of 422" not in one] == []
