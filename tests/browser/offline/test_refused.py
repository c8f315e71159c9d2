"""What the server will not take is kept, explained, and can be put right; nothing is ever dropped."""

from datetime import UTC, datetime, timedelta

import pytest

from activities.services import delete_activity
from crm.models import Contact
from organizations.models import Membership
from tests.browser.conftest import violations, wait_for
from tests.browser.offline.phone import log_many, log_one, sent, waiting

pytestmark = pytest.mark.browser
ONE_MINUTE = timedelta(minutes=1)


def names(entries):
    return [entry.with_whom for entry in entries]


@pytest.fixture
def marta(own_acme, here):
    with here():
        return Contact.objects.create(name="Marta Novak", owner=own_acme.rob, created_at=datetime.now(UTC))


@pytest.fixture
def refused(phone, own_acme, marta, here):
    """Rob logged a call with Marta without a network; meanwhile she asked not to be contacted."""
    rob = phone(own_acme.rob)
    page = rob.offline()
    rob.go(f"{rob.home}log/")
    page.get_by_role("link", name="Marta Novak").tap()
    page.get_by_text("No answer").tap()
    page.get_by_role("button", name="Save call").tap()
    page.get_by_text("Saved on this phone").wait_for()
    log_one(page, "Tom Healy")
    with here():
        Contact.objects.filter(pk=marta.pk).update(do_not_contact=True)
    rob.online()
    page.get_by_text("1 could not be logged.").wait_for()
    page.evaluate("location.hash = '#waiting'")
    page.get_by_role("heading", name="Could not be logged").wait_for()
    return rob


def test_it_is_kept_with_the_reason_and_the_others_are_sent(refused, logged):
    refused.page.get_by_text("Marta Novak asked not to be contacted").wait_for()
    assert names(logged()) == ["Tom Healy"]
    assert [one["state"] for one in waiting(refused.page)] == ["refused"]
    assert violations(refused.page) == []


def test_it_can_be_put_right_and_sent(refused, logged):
    page = refused.page
    page.get_by_role("link", name="Change it").tap()
    page.get_by_text("asked not to be contacted").wait_for()
    page.get_by_text("Note and details").tap()
    page.get_by_label("They got in touch with me").check()
    assert violations(page) == []
    page.get_by_role("button", name="Save call").tap()
    sent(page)
    assert names(logged()) == ["Tom Healy", "Marta Novak"]
    assert logged()[1].inbound


def test_everything_it_said_is_filled_in_and_whom_it_was_with_can_be_changed(
    phone, own_acme, marta, here, logged
):
    rob = phone(own_acme.rob)
    rob.offline()
    page = rob.go(f"/app/#log?type=call&contact={marta.pk}")
    page.get_by_text("Talked, call back").tap()
    page.get_by_text("Note and details").tap()
    page.get_by_label("How long").fill("7")
    page.locator("#note").fill("Wants prices,\nasks for \u05e9\u05dc\u05d5\u05dd")
    page.get_by_role("button", name="Save call").tap()
    page.get_by_text("Saved on this phone").wait_for()
    (before,) = waiting(page)
    with here():
        Contact.objects.filter(pk=marta.pk).update(do_not_contact=True)
    rob.online()
    page.get_by_text("1 could not be logged.").wait_for()
    page.evaluate("location.hash = '#waiting'")
    page.get_by_role("link", name="Change it").tap()
    page.get_by_text("asked not to be contacted").wait_for()
    day = before["told"]["content"]["follow_up_on"]
    assert page.locator("#outcome input:checked + label").inner_text().strip() == "Talked, call back"
    assert page.locator("input[name=when]:checked").get_attribute("value") == day
    assert page.locator("#note").input_value() == "Wants prices,\nasks for \u05e9\u05dc\u05d5\u05dd"
    assert page.get_by_label("How long").input_value() == "7"
    page.get_by_role("link", name="Change", exact=True).tap()
    page.get_by_label("Who was it?").fill("Ida Berg")
    page.get_by_role("link", name="Ida Berg").tap()
    assert page.locator("#note").input_value() == "Wants prices,\nasks for \u05e9\u05dc\u05d5\u05dd"
    page.get_by_role("button", name="Save call").tap()
    sent(page)
    (entry,) = logged()
    assert (entry.prospect, entry.contact, entry.seconds) == ("Ida Berg", None, 420)
    assert entry.note.replace("\r\n", "\n") == "Wants prices,\nasks for \u05e9\u05dc\u05d5\u05dd"
    assert str(entry.client_id) == before["id"]
    assert (
        abs(entry.occurred_at - datetime.fromisoformat(before["told"]["content"]["occurred_at"])) < ONE_MINUTE
    )


@pytest.fixture
def taken_without_a_word(phone, own_acme, here, logged):
    """The server took it, the answer was lost, and then Rob was removed: the phone believes that it was refused."""
    rob = phone(own_acme.rob)
    page = rob.offline()
    log_one(page, "Tom Healy")
    rob.window.route("**/activities/batch/", lambda route: (route.fetch(), route.abort()))
    rob.online()
    wait_for(page, lambda: len(logged()) == 1, "it was taken")
    with here():
        Membership.objects.filter(pk=own_acme.rob.pk).update(deactivated_at=datetime.now(UTC))
    # Another try may be on its way at this moment: it is let go.
    rob.window.unroute_all(behavior="ignoreErrors")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    wait_for(page, lambda: waiting(page)[0]["state"] == "refused", "it is refused")
    with here():
        Membership.objects.filter(pk=own_acme.rob.pk).update(deactivated_at=None)
    page.evaluate("location.hash = '#waiting'")
    put_right(page, "Change it", "asks for a price")
    page.get_by_text("Something else was saved from here already").wait_for()
    return rob


def put_right(page, how, note):
    page.get_by_role("link", name=how).tap()
    page.locator("#log-form").wait_for()
    if not page.locator("#note").is_visible():
        page.get_by_text("Note and details").tap()
    page.locator("#note").fill(note)
    page.get_by_role("button", name="Save call").tap()


def test_what_was_taken_after_all_is_changed_there_and_never_doubled(taken_without_a_word, logged):
    page = taken_without_a_word.page
    assert page.get_by_role("button", name="Send again").count() == 0
    before = logged()[0]
    put_right(page, "Change what was logged", "asks for two prices")
    sent(page)
    (entry,) = logged()
    assert (entry.pk, entry.note) == (before.pk, "asks for two prices")
    assert entry.occurred_at == before.occurred_at
    assert entry.edited_at is not None


def test_what_was_taken_out_there_meanwhile_is_only_logged_anew_by_hand(
    taken_without_a_word, own_acme, logged, here
):
    page = taken_without_a_word.page
    with here():
        delete_activity(activity=logged()[0], by=own_acme.rob, now=datetime.now(UTC))
    put_right(page, "Change what was logged", "asks for two prices")
    page.get_by_text("has been taken out since").wait_for()
    assert logged() == []
    put_right(page, "Log it anew", "asks for three prices")
    sent(page)
    assert [entry.note for entry in logged()] == ["asks for three prices"]


def test_it_can_be_put_aside_brought_back_and_sent_again(refused, logged, here, marta):
    page = refused.page
    page.get_by_role("button", name="Put aside").tap()
    page.get_by_role("heading", name="Put aside").wait_for()
    assert page.locator("#offline-bar").count() == 0
    with here():
        Contact.objects.filter(pk=marta.pk).update(do_not_contact=False)
    page.get_by_role("button", name="Bring back").tap()
    sent(page)
    assert names(logged()) == ["Tom Healy", "Marta Novak"]


def test_only_its_owner_takes_it_out_and_is_asked_first(refused, logged):
    page = refused.page
    page.get_by_role("button", name="Put aside").tap()
    asked = []
    page.once("dialog", lambda one: (asked.append(one.message), one.dismiss()))
    page.get_by_role("button", name="Remove for good").tap()
    wait_for(page, lambda: asked, "it asks")
    assert len(waiting(page)) == 1
    page.once("dialog", lambda one: one.accept())
    page.get_by_role("button", name="Remove for good").tap()
    wait_for(page, lambda: not waiting(page), "it has gone")
    assert names(logged()) == ["Tom Healy"]


def test_a_person_who_was_removed_keeps_what_they_logged_and_is_told_why(phone, own_acme, logged, here):
    rob = phone(own_acme.rob)
    page = rob.offline()
    log_many(page, 0, 3)
    with here():
        Membership.objects.filter(pk=own_acme.rob.pk).update(deactivated_at=datetime.now(UTC))
    rob.online()
    wait_for(page, lambda: {one["state"] for one in waiting(page)} == {"refused"}, "they are refused")
    page.evaluate("location.hash = '#waiting'")
    page.get_by_text("You are not a member of this organization any more").first.wait_for()
    assert logged() == []
    with here():
        Membership.objects.filter(pk=own_acme.rob.pk).update(deactivated_at=None)
    for left in (2, 1, 0):
        page.get_by_role("button", name="Send again").first.tap()
        wait_for(page, lambda left=left: len(waiting(page)) == left, "it was sent again")
    assert len(logged()) == 3


def test_a_time_that_cannot_be_is_put_right_by_hand(phone, own_acme, logged):
    """The battery was dead: the clock began in 1970, and the page that saw it set right is gone."""
    rob = phone(own_acme.rob)
    rob.page.clock.install(time=datetime(1970, 1, 1, 0, 5))
    page = rob.offline()
    log_one(page, "Tom Healy")
    page.clock.set_system_time(datetime.now())
    rob.go("/app/#waiting")
    rob.online()
    page.get_by_text("This is before the year 2000. Check the date.").wait_for()
    page.get_by_role("link", name="Change it").tap()
    page.get_by_label("When it was").fill(datetime.now().strftime("%Y-%m-%dT00:01"))
    page.get_by_role("button", name="Save call").tap()
    sent(page)
    assert logged()[0].occurred_at.date() >= datetime.now(UTC).date()
