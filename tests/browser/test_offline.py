"""Without a network: pages of ours lead to the shell, entries wait on the phone, and each arrives once."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from activities.models import Activity, FollowUp
from crm.models import Account, Contact

pytestmark = pytest.mark.browser


@pytest.fixture
def marta(own_acme, django_db_blocker):
    with django_db_blocker.unblock(), own_acme.scope():
        account = Account.objects.create(
            name="Kestrel Foods", owner=own_acme.rob, created_at=datetime.now(UTC)
        )
        return Contact.objects.create(
            name="Marta Novak", account=account, owner=own_acme.rob, created_at=datetime.now(UTC)
        )


@pytest.fixture
def logged(own_acme, django_db_blocker):
    def look():
        with django_db_blocker.unblock(), own_acme.scope():
            return list(
                Activity.objects.kept().select_related("outcome", "contact").order_by("logged_at", "pk")
            )

    return look


@pytest.fixture
def phone(own_acme, enter_page, marta):
    """Rob's phone: a page was open with a network once, so everything is kept."""
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/today/")
    page.locator("html[data-kept=yes]").wait_for(state="attached")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return page


def on_the_device(page, shelf: str) -> int:
    """How much is in a shelf of the device's database."""
    return page.evaluate(
        """async (shelf) => {
            const open = indexedDB.open("salesleader");
            const database = await new Promise((done) => (open.onsuccess = () => done(open.result)));
            const count = database.transaction(shelf).objectStore(shelf).count();
            const found = await new Promise((done) => (count.onsuccess = () => done(count.result)));
            database.close();
            return found;
        }""",
        shelf,
    )


def open_log(page, acme):
    page.goto(f"/o/{acme.organization.slug}/log/")


def log_offline(page, name, outcome="No answer"):
    page.get_by_role("link", name=name).first.tap()
    page.get_by_text(outcome, exact=True).tap()
    page.get_by_role("button", name="Save").tap()
    page.get_by_text(f"Kept on this phone: {outcome}, {name}").last.wait_for()


def test_in_airplane_mode_a_call_is_kept_and_arrives_once_when_there_is_a_network(
    own_acme, phone, marta, logged
):
    phone.context.set_offline(True)
    open_log(phone, own_acme)
    expect(phone.get_by_text("No network. What you log waits on this phone")).to_be_visible()
    log_offline(phone, "Marta Novak")
    expect(phone.get_by_text("1 waits on this phone")).to_be_visible()
    assert logged() == []
    phone.context.set_offline(False)
    phone.get_by_text("You are online again.").wait_for()
    (entry,) = logged()
    assert (entry.contact, entry.outcome.key, entry.evidence) == (marta, "no_answer", "live")


def test_undo_takes_an_entry_that_waits_away(own_acme, phone, logged):
    phone.context.set_offline(True)
    open_log(phone, own_acme)
    log_offline(phone, "Marta Novak")
    phone.get_by_role("button", name="Undo").last.tap()
    expect(phone.get_by_text("1 waits on this phone")).to_have_count(0)
    phone.context.set_offline(False)
    phone.get_by_text("You are online again.").wait_for()
    assert logged() == []


def test_a_form_that_was_sent_into_a_dead_network_is_not_lost(own_acme, phone, marta, logged):
    open_log(phone, own_acme)
    phone.get_by_role("link", name="Marta Novak").tap()
    phone.get_by_text("Talked, call back").tap()
    phone.get_by_text("When do you call back?").wait_for()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Save call").tap()
    phone.get_by_text("Talked, call back").first.wait_for()
    assert "/app/" in phone.url
    phone.context.set_offline(False)
    phone.get_by_text("You are online again.").wait_for()
    (entry,) = logged()
    assert (entry.contact, entry.outcome.key) == (marta, "call_later")


def test_what_needs_a_day_asks_for_it_offline_too(own_acme, phone, logged, django_db_blocker):
    phone.context.set_offline(True)
    open_log(phone, own_acme)
    phone.get_by_role("link", name="Marta Novak").first.tap()
    phone.get_by_text("Talked, call back").tap()
    phone.get_by_role("button", name="Save").tap()
    expect(phone.get_by_text("Choose a day: it is needed here.")).to_be_visible()
    phone.locator("label.chip").first.tap()
    phone.get_by_role("button", name="Save").tap()
    phone.get_by_text("Kept on this phone").last.wait_for()
    phone.context.set_offline(False)
    phone.get_by_text("You are online again.").wait_for()
    assert len(logged()) == 1
    with django_db_blocker.unblock(), own_acme.scope():
        assert FollowUp.objects.count() == 1


def test_signing_out_keeps_what_waits_and_forgets_the_rest(own_acme, phone, logged):
    phone.context.set_offline(True)
    open_log(phone, own_acme)
    log_offline(phone, "Marta Novak")
    cookies = phone.context.cookies()
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    phone.get_by_text("Sign in again, and they are sent.").wait_for()
    phone.goto("/accounts/login/")
    phone.locator("html[data-forgotten=yes]").wait_for(state="attached")
    assert on_the_device(phone, "kept") == 0
    assert on_the_device(phone, "outbox") == 1
    assert logged() == []
    phone.context.add_cookies(cookies)
    with phone.expect_response("**/activities/batch/") as taken:
        phone.goto(f"/o/{own_acme.organization.slug}/today/")
    assert taken.value.status == 200
    assert len(logged()) == 1
