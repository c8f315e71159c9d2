"""One's log on a phone: found by day and kind, changed and taken out, also after the week has closed."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from activities.models import Outcome
from activities.services import log_activity
from scorecards.models import Amendment
from scorecards.services import close_card
from tests.browser.conftest import violations, wider_than_the_window

pytestmark = pytest.mark.browser


def fits(page) -> None:
    assert page.complaints == []
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0


@pytest.fixture
def last_week(own_acme, django_db_blocker):
    """An entry of the week before this one, whose card is closed."""
    now = datetime.now(UTC)
    then = now - timedelta(days=7)
    with django_db_blocker.unblock(), own_acme.scope():
        outcome = Outcome.objects.select_related("type").get(type__key="call", key="no_answer")
        entry, _ = log_activity(
            member=own_acme.rob, type=outcome.type, outcome=outcome, occurred_at=then, now=then, by=own_acme.rob,
            prospect="Tom Healy",
        )  # fmt: skip
        week = own_acme.organization.week_of(then.date())
        close_card(member=own_acme.rob, week=week, now=now)
        return entry


def test_an_entry_of_a_closed_week_is_changed_taken_out_with_a_reason_and_brought_back(
    own_acme, enter_page, last_week, django_db_blocker
):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/log/entries/{last_week.pk}/")
    page.get_by_text("it stays as it is, and the change is noted beside it").wait_for()
    fits(page)
    page.locator("label.outcome", has_text="Left voicemail").tap()
    page.get_by_role("button", name="Save changes").tap()
    page.get_by_text("Changed: Tom Healy").wait_for()
    page.get_by_role("button", name="Take it out").tap()
    expect(page.get_by_label("Why is it taken out?")).to_have_accessible_description(
        "The card of this week is closed: taking the entry out is noted beside it. "
        "The week of this entry is closed. Say why it is taken out."
    )
    page.complaints.clear()  # the browser notes the refusal
    fits(page)
    page.get_by_label("Why is it taken out?").fill("It was somebody else")
    page.get_by_role("button", name="Take it out").tap()
    page.get_by_text("Taken out: Tom Healy").wait_for()
    with django_db_blocker.unblock(), own_acme.scope():
        assert Amendment.objects.filter(card__member=own_acme.rob).exists()
    page.get_by_role("button", name="Undo").tap()
    page.get_by_text("Back in the log.").wait_for()
    page.get_by_role("link", name="Tom Healy").wait_for()
    fits(page)


def test_a_day_on_which_nothing_was_logged_says_so_and_leads_back(own_acme, enter_page, last_week):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/log/entries/")
    page.get_by_label("Day").fill("2026-01-06")
    page.get_by_role("button", name="Show").tap()
    page.get_by_role("heading", name="No entry found.").wait_for()
    page.get_by_text("Nothing was logged for that day.").wait_for()
    fits(page)
    page.get_by_role("link", name="Show everything").tap()
    page.get_by_role("link", name="Tom Healy").wait_for()
