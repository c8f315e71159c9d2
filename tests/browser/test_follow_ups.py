"""What was promised, on a phone and on a desk: later and back, every two weeks, to somebody else, after leave."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from activities.models import FollowUp
from activities.services import plan_follow_up
from tests.browser.conftest import DESK, violations, wider_than_the_window

pytestmark = pytest.mark.browser
LONG_AGO = timedelta(days=3)


@pytest.fixture
def promised(own_acme, django_db_blocker):
    """`promised("Tom Healy")`: Rob's, due three days ago."""

    def make(name: str, **values) -> FollowUp:
        then = datetime.now(UTC) - LONG_AGO
        with django_db_blocker.unblock(), own_acme.scope():
            made = plan_follow_up(
                member=own_acme.rob, prospect=name, due_on=then.date(), by=own_acme.rob, now=then
            )
            FollowUp.objects.filter(pk=made.pk).update(**values)
            return made

    return make


@pytest.fixture
def there(own_acme, django_db_blocker):
    """The follow-ups that are open, as the database has them."""

    def look() -> list[FollowUp]:
        with django_db_blocker.unblock(), own_acme.scope():
            return list(FollowUp.objects.open().select_related("member").order_by("pk"))

    return look


def fits(page) -> None:
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    assert page.complaints == []


def test_later_on_today_lets_a_day_be_chosen_and_undo_brings_it_back(own_acme, enter_page, promised, there):
    one = promised("Tom Healy")
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/today/")
    page.get_by_role("button", name="Later").tap()
    days = page.get_by_role("dialog", name="Another day for Tom Healy")
    days.wait_for()
    fits(page)
    chosen = days.get_by_role("button").nth(1)
    day = chosen.get_attribute("value")
    chosen.tap()
    page.get_by_text("Moved to").wait_for()
    assert str(there()[0].due_on) == day
    fits(page)
    page.get_by_role("button", name="Undo").tap()
    page.get_by_text("Back on").wait_for()
    page.get_by_role("heading", name="Tom Healy", exact=True).wait_for()
    assert there()[0].due_on == one.due_on


def test_in_the_list_a_day_is_chosen_from_the_bottom_of_the_phone(own_acme, enter_page, promised, there):
    one = promised("Tom Healy")
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/log/follow-ups/")
    page.get_by_role("button", name="Later: Tom Healy").tap()
    days = page.get_by_role("dialog", name="Another day for Tom Healy")
    days.wait_for()
    box = days.bounding_box()
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 390, 844)
    fits(page)
    chosen = days.get_by_role("button").nth(1)
    day = chosen.get_attribute("value")
    chosen.tap()
    page.get_by_text("Moved to").wait_for()
    assert str(there()[0].due_on) == day
    page.get_by_role("button", name="Undo").tap()
    page.get_by_role("heading", name="Overdue").wait_for()
    assert there()[0].due_on == one.due_on


@pytest.mark.parametrize("where", ["log/follow-ups", "today"])
def test_on_a_desk_the_days_open_and_close_with_keys_at_the_button(
    own_acme, enter_page, promised, there, where
):
    promised("Tom Healy")
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/{where}/", DESK, scheme="dark")
    button = page.get_by_role("button", name="Later")
    button.focus()
    page.keyboard.press("Enter")
    days = page.get_by_role("dialog", name="Another day for Tom Healy")
    expect(days.get_by_role("button").first).to_be_focused()
    fits(page)
    page.keyboard.press("Escape")
    expect(days).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.get_by_text("Moved to").wait_for()
    assert there()[0].due_on > datetime.now(UTC).date()


def test_what_comes_again_is_planned_done_and_taken_back(own_acme, enter_page, there):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/log/follow-ups/plan/")
    page.get_by_label("Who is it with?").fill("Tom Healy")
    page.get_by_label("Unit").select_option("weeks")
    page.get_by_role("button", name="Save follow-up").tap()
    expect(page.get_by_label("Comes again every")).to_have_accessible_description(
        "Say how often with a number from 1 to 99."
    )
    page.complaints.clear()  # the browser notes the refusal
    fits(page)
    page.get_by_label("Comes again every").fill("2")
    page.get_by_role("button", name="Save follow-up").tap()
    page.get_by_text("every 2 weeks").wait_for()
    (first,) = there()
    page.get_by_role("button", name="Done: Tom Healy").tap()
    page.get_by_text("Done: Tom Healy. Again on").wait_for()
    (again,) = there()
    assert again.due_on >= first.due_on + timedelta(days=14)
    page.get_by_role("button", name="Undo").tap()
    page.get_by_text("Open again: Tom Healy").wait_for()
    assert [one.pk for one in there()] == [first.pk]
    fits(page)


def test_a_leader_gives_it_to_somebody_else(own_acme, enter_page, promised, there):
    promised("Tom Healy")
    lists = f"/o/{own_acme.organization.slug}/log/follow-ups/"
    page = enter_page(own_acme.lea, f"{lists}?person={own_acme.rob.pk}")
    page.get_by_role("link", name="Tom Healy").tap()
    page.get_by_role("heading", name="Somebody else").wait_for()
    fits(page)
    page.get_by_label("Hand over to").select_option(label="Rita Rep")
    page.get_by_role("button", name="Hand over").tap()
    page.get_by_text("Rita Rep comes back to Tom Healy.").wait_for()
    assert [one.member for one in there()] == [own_acme.rita]
    other = enter_page(own_acme.rita, f"/o/{own_acme.organization.slug}/today/")
    other.get_by_role("heading", name="Tom Healy", exact=True).wait_for()


def test_back_from_leave_the_page_says_that_nothing_piled_up(own_acme, enter_page, promised):
    today = datetime.now(UTC).date()
    for name in ("Tom Healy", "Ann Orr"):
        promised(name, due_on=today, moved_from=today - LONG_AGO)
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/log/follow-ups/")
    page.get_by_text("2 came due while you were off. They are spread over the days that you work.").wait_for()
    fits(page)
    page.goto(f"/o/{own_acme.organization.slug}/today/")
    page.get_by_text("while you were off").first.wait_for()
    fits(page)
