"""A tapped number, and coming back to the page: the sheet asks what came of it."""

from datetime import UTC, datetime, timedelta

import pytest

from activities.models import Activity
from crm.models import Account, Contact
from tests.browser.conftest import violations

pytestmark = pytest.mark.browser


@pytest.fixture
def marta(own_acme, django_db_blocker):
    with django_db_blocker.unblock(), own_acme.scope():
        account = Account.objects.create(
            name="Kestrel Foods", owner=own_acme.rob, created_at=datetime.now(UTC)
        )
        return Contact.objects.create(
            name="Marta Novak", account=account, owner=own_acme.rob, phone="+44 20 7946 0018",
            created_at=datetime.now(UTC),
        )  # fmt: skip


@pytest.fixture
def logged(own_acme, django_db_blocker):
    def look():
        with django_db_blocker.unblock(), own_acme.scope():
            return list(Activity.objects.kept().select_related("outcome", "contact"))

    return look


@pytest.fixture
def contact_page(own_acme, enter_page, marta):
    """Rob looks at Marta. No phone app takes the call here: the browser would wait for one and draw nothing more."""
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/today/")
    page.add_init_script(
        """addEventListener('click', event => {
            if (event.target.closest?.('a[href^="tel:"]')) event.preventDefault();
        }, true)"""
    )
    page.goto(f"/o/{own_acme.organization.slug}/customers/contacts/{marta.pk}/")
    return page


def pass_time(page, seconds: int) -> None:
    """The phone's clock goes on; its timers stay as they are."""
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(seconds=seconds))


def look_away(page) -> None:
    """What the browser tells a page that another app comes before."""
    show(page, "hidden")


def come_back(page) -> None:
    show(page, "visible")


def show(page, state: str) -> None:
    page.evaluate(
        """state => {
            Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});
            document.dispatchEvent(new Event('visibilitychange'));
        }""",
        state,
    )


def tap_the_number(page) -> None:
    page.get_by_role("link", name="Call +44 20 7946 0018").tap()
    look_away(page)


def sheet_of(page):
    return page.get_by_role("dialog")


def test_coming_back_from_a_call_the_sheet_is_open_with_whom_when_and_how_long(contact_page, marta, logged):
    page = contact_page
    tap_the_number(page)
    pass_time(page, 245)
    come_back(page)
    sheet_of(page).get_by_text("4 min").wait_for()
    assert sheet_of(page).get_by_text("Marta Novak").is_visible()
    assert violations(page) == []
    page.get_by_text("Talked, send info").tap()
    sheet_of(page).get_by_text(
        "Days off are left out."
    ).wait_for()  # this outcome asks for a day, and proposes one
    sheet_of(page).get_by_role("button", name="Save call").tap()
    page.get_by_text("Saved: talked, send info, Marta Novak").wait_for()
    (entry,) = logged()
    assert entry.contact == marta
    assert 240 < entry.seconds < 250
    assert timedelta(seconds=240) < entry.logged_at - entry.occurred_at < timedelta(seconds=300)
    assert page.evaluate("sessionStorage.getItem('call')") is None
    assert page.complaints == []


def test_a_page_that_the_phone_threw_away_still_asks(contact_page, logged):
    page = contact_page
    tap_the_number(page)
    pass_time(page, 60)
    page.reload()
    sheet_of(page).get_by_text("Started").wait_for()
    assert logged() == []


def test_not_called_closes_the_sheet_and_nothing_is_asked_again(contact_page, logged):
    page = contact_page
    tap_the_number(page)
    pass_time(page, 2)
    come_back(page)
    sheet_of(page).get_by_role("link", name="Not called").tap()
    sheet_of(page).wait_for(state="hidden")
    look_away(page)
    come_back(page)
    page.reload()
    assert not sheet_of(page).is_visible()
    assert logged() == []


def test_looking_away_again_keeps_what_is_typed_in_the_sheet(contact_page):
    page = contact_page
    tap_the_number(page)
    come_back(page)
    sheet_of(page).get_by_text("Note and details").tap()
    sheet_of(page).get_by_role("textbox", name="Note").fill("Half a sentence")
    look_away(page)
    come_back(page)
    assert sheet_of(page).get_by_role("textbox", name="Note").input_value() == "Half a sentence"


def test_a_desk_phone_that_rings_beside_the_page_is_asked_about_too(contact_page):
    page = contact_page
    page.get_by_role("link", name="Call +44 20 7946 0018").tap()
    sheet_of(page).get_by_text("Marta Novak").wait_for()


def test_log_opens_in_the_sheet_from_anywhere_and_closes_where_it_was(own_acme, enter_page, marta, logged):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/customers/")
    page.get_by_role("navigation", name="Main, phone").get_by_role("link", name="Log").tap()
    sheet_of(page).get_by_role("link", name="Marta Novak").tap()
    sheet_of(page).get_by_text("No answer").tap()
    sheet_of(page).get_by_role("button", name="Save call").tap()
    page.get_by_text("Saved: no answer, Marta Novak").wait_for()
    assert page.url.endswith("/customers/")
    assert len(logged()) == 1
