"""One's calendar out and in: an address made, copied and closed; a file whose meetings are told one by one."""

from datetime import UTC, datetime, timedelta
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from activities.models import Activity
from activities.services import plan_follow_up
from crm.models import Contact
from tests.browser.conftest import DESK, PHONE, violations, wider_than_the_window
from tests.meetings.conftest import calendar, event, guest

pytestmark = pytest.mark.browser


def fits(page) -> None:
    assert page.complaints == []
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0


@pytest.fixture
def marta(own_acme, django_db_blocker):
    now = datetime.now(UTC)
    with django_db_blocker.unblock(), own_acme.scope():
        made = Contact.objects.create(
            name="Marta Novak", email="marta@kestrel.example", owner=own_acme.rob, created_at=now
        )
        plan_follow_up(member=own_acme.rob, contact=made, due_on=now.date(), by=own_acme.rob, now=now)
        return made


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")])
def test_the_address_is_made_copied_and_closed(own_acme, enter_page, server, marta, size, scheme):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/calendars/", size, scheme)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    page.get_by_role("button", name="Make an address").click()
    page.get_by_role("button", name="Copy address").click()
    page.locator("[data-copy][data-copied=yes]").wait_for()
    address = page.evaluate("() => navigator.clipboard.readText()")
    fits(page)
    path = "/calendar/" + address.rsplit("/", 1)[1]
    with urlopen(server + path) as answer:
        assert b"Marta Novak" in answer.read()
    page.get_by_role("button", name="Close the address").click()
    page.get_by_text("The address is closed.").wait_for()
    assert page.request.get(server + path).status == 404
    expect(page.get_by_role("button", name="Make an address")).to_be_visible()
    fits(page)


def work_calendar() -> bytes:
    def at(days: int, hour: int) -> str:
        day = datetime.now(UTC).date() - timedelta(days=days)
        return f"{day:%Y%m%d}T{hour:02d}0000Z"

    return calendar(
        event("a", at(1, 10), at(1, 11), "Spring order", guest("marta@kestrel.example")),
        event("b", at(2, 10), at(2, 11), "Tasting", guest("marta@kestrel.example")),
    )


def test_a_file_proposes_meetings_that_are_logged_or_put_aside(
    own_acme, enter_page, marta, django_db_blocker
):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/calendars/")
    page.get_by_text("Read a file instead").tap()
    file = page.get_by_label("Calendar file")
    file.set_input_files({"name": "work.ics", "mimeType": "text/calendar", "buffer": b"no calendar"})
    page.get_by_role("button", name="Read file").tap()
    page.locator("#file-form .error").wait_for()
    page.complaints.clear()  # the browser notes the refusal
    fits(page)
    file.set_input_files({"name": "work.ics", "mimeType": "text/calendar", "buffer": work_calendar()})
    page.get_by_role("button", name="Read file").tap()
    page.get_by_role("heading", name="Did these 2 meetings take place?").wait_for()
    fits(page)
    page.get_by_role("button", name="Put Tasting aside").tap()
    page.get_by_role("button", name="Undo").tap()
    page.get_by_role("heading", name="Did these 2 meetings take place?").wait_for()
    page.locator("li", has_text="Spring order").get_by_role("link", name="Log it").tap()
    page.get_by_role("button", name="Save meeting").wait_for()
    fits(page)
    page.get_by_text("Held", exact=True).tap()
    page.get_by_role("button", name="Save meeting").tap()
    page.get_by_text("In your log: Spring order").wait_for()
    page.get_by_role("button", name="Put Tasting aside").tap()
    page.get_by_text("Nothing waits for your word.").wait_for()
    fits(page)
    with django_db_blocker.unblock(), own_acme.scope():
        assert Activity.objects.get().contact == marta
