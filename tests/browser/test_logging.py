"""Three taps on a phone: who, what happened, save."""

import time
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from activities.models import Activity, FollowUp
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
            name="Marta Novak", account=account, owner=own_acme.rob, created_at=datetime.now(UTC)
        )


@pytest.fixture
def logged(own_acme, django_db_blocker):
    """What is in the log, seen from outside the browser."""

    def look():
        with django_db_blocker.unblock(), own_acme.scope():
            return list(Activity.objects.kept().select_related("outcome", "contact"))

    return look


def test_three_taps_and_a_few_seconds_log_a_call(own_acme, enter_page, marta, logged):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/log/")
    started = time.monotonic()
    page.get_by_role("link", name="Marta Novak").tap()
    page.get_by_text("No answer").tap()
    page.get_by_role("button", name="Save call").tap()
    page.get_by_text("Saved: no answer, Marta Novak").wait_for()
    assert time.monotonic() - started < 10
    (entry,) = logged()
    assert (entry.contact, entry.outcome.key) == (marta, "no_answer")
    assert page.complaints == []


def test_an_outcome_that_needs_a_date_is_still_three_taps(
    own_acme, enter_page, marta, logged, django_db_blocker
):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/log/")
    page.get_by_role("link", name="Marta Novak").tap()
    page.get_by_text("Talked, call back").tap()
    page.get_by_text("When do you call back?").wait_for()
    page.get_by_role("button", name="Save call").tap()
    page.get_by_text("Saved: talked, call back, Marta Novak").wait_for()
    with django_db_blocker.unblock(), own_acme.scope():
        assert FollowUp.objects.get().contact == marta
    assert len(logged()) == 1


def test_a_day_is_asked_for_without_a_request_and_given_up_with_its_outcome(own_acme, enter_page, marta):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/log/")
    page.get_by_role("link", name="Marta Novak").tap()
    page.get_by_text("No answer").wait_for()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    days = page.locator("#when .chips label")
    before = days.all_inner_texts()
    page.get_by_text("Talked, call back").tap()
    expect(page.get_by_role("group", name="When do you call back?")).to_be_visible()
    assert days.all_inner_texts() == before[1:], "no chip says that there is no date"
    proposed = page.locator("#when [name=when]:checked").get_attribute("value")
    assert proposed
    page.get_by_text("No answer").tap()
    assert days.all_inner_texts() == before
    assert page.locator("#when [name=when]:checked").get_attribute("value") == ""
    days.nth(1).tap()
    page.get_by_text("Talked, call back").tap()
    assert page.locator("#when [name=when]:checked").get_attribute("value") != proposed, (
        "what was chosen stays"
    )
    page.get_by_text("Something else").tap()
    page.get_by_text("Do not contact", exact=True).tap()
    expect(page.get_by_text("Nobody here contacts them any more")).to_be_visible()
    expect(days.first).to_be_hidden()
    assert asked == []
    assert violations(page) == []
    assert page.complaints == []


def test_save_waits_at_the_field_for_a_day_that_is_needed(
    own_acme, enter_page, marta, logged, django_db_blocker
):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/log/?type=call&contact={marta.pk}")
    page.get_by_text("Talked, call back").tap()
    page.evaluate("document.querySelector('#when [name=when]:checked').checked = false")
    page.get_by_role("button", name="Save call").tap()
    expect(page.get_by_text("Choose a day.")).to_be_visible()
    assert page.evaluate("document.activeElement.name") == "when"
    assert violations(page) == []
    assert logged() == []
    page.locator("#when .chips label").first.tap()
    expect(page.get_by_text("Choose a day.")).to_be_hidden()
    page.get_by_role("button", name="Save call").tap()
    page.get_by_text("Saved: talked, call back, Marta Novak").wait_for()
    with django_db_blocker.unblock(), own_acme.scope():
        assert FollowUp.objects.get().contact == marta


def test_undo_takes_it_back(own_acme, enter_page, marta, logged):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/log/")
    page.get_by_role("link", name="Marta Novak").tap()
    page.get_by_text("No answer").tap()
    page.get_by_role("button", name="Save call").tap()
    page.get_by_role("button", name="Undo").tap()
    page.get_by_text("Taken out: Marta Novak").wait_for()
    assert logged() == []


def test_a_new_name_is_typed_and_logged(own_acme, enter_page, logged):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/log/")
    page.get_by_label("Who was it?").fill("Tom Healy")
    page.get_by_role("link", name="Tom Healy").tap()
    page.get_by_text("Left voicemail").tap()
    page.get_by_role("button", name="Save call").tap()
    page.get_by_text("Saved: left voicemail, Tom Healy").wait_for()
    assert [entry.prospect for entry in logged()] == ["Tom Healy"]


def test_a_double_tap_saves_once(own_acme, enter_page, marta, logged):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/log/")
    page.get_by_role("link", name="Marta Novak").tap()
    page.get_by_text("No answer").tap()
    page.get_by_role("button", name="Save call").dblclick()
    page.get_by_text("Saved: no answer, Marta Novak").wait_for()
    assert len(logged()) == 1


def test_the_key_l_opens_the_log(own_acme, enter_page):
    from tests.browser.conftest import DESK

    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/today/", DESK)
    page.keyboard.press("l")
    page.get_by_label("Who was it?").wait_for()
