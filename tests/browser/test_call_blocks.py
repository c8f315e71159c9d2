"""A call block on a phone and on a desk, and an admin who puts outcomes in order."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from activities.models import Activity, ActivityType, Outcome
from crm.models import Contact
from tests.browser.conftest import DESK, violations, wider_than_the_window

pytestmark = pytest.mark.browser


@pytest.fixture
def people(own_acme, django_db_blocker):
    with django_db_blocker.unblock(), own_acme.scope():
        for number, name in enumerate(["Ana", "Ben", "Cleo"]):
            Contact.objects.create(
                name=name, owner=own_acme.rob, phone=f"+44 20 7946 000{number}", created_at=datetime.now(UTC)
            )


@pytest.fixture
def logged(own_acme, django_db_blocker):
    def look():
        with django_db_blocker.unblock(), own_acme.scope():
            entries = Activity.objects.kept().select_related("outcome", "contact").order_by("pk")
            return [(one.contact.name, one.outcome.key) for one in entries]

    return look


def start(page):
    page.get_by_text("All my contacts, longest silent first").click()
    page.get_by_role("button", name="Start calling").click()


def who(page, name: str) -> None:
    page.get_by_role("heading", level=1, name=name).wait_for()


def test_no_answer_next_pause_and_on_another_phone_resume(own_acme, enter_page, people, logged):
    blocks = f"/o/{own_acme.organization.slug}/log/blocks/"
    page = enter_page(own_acme.rob, blocks)
    start(page)
    who(page, "Ana")
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    page.get_by_role("button", name="No answer").tap()
    who(page, "Ben")
    page.get_by_role("button", name="Take a break").tap()
    page.get_by_text("Go on whenever you like").wait_for()
    other = enter_page(own_acme.rob, blocks)
    other.get_by_role("button", name="Go on with").tap()
    who(other, "Ben")
    other.get_by_role("link", name="Talked, send info").tap()
    other.get_by_role("button", name="Save and go on").tap()
    who(other, "Cleo")
    other.get_by_role("button", name="Busy").tap()
    other.get_by_text("3 calls in").wait_for()
    assert logged() == [("Ana", "no_answer"), ("Ben", "send_information"), ("Cleo", "busy")]
    assert page.complaints == other.complaints == []


def test_two_tabs_a_word_about_who_wants_no_contact_an_empty_list_and_the_end(
    own_acme, enter_page, people, logged, django_db_blocker
):
    """One block in two tabs of a phone: nothing doubled, nobody skipped, and each surprise is said."""
    blocks = f"/o/{own_acme.organization.slug}/log/blocks/"
    page = enter_page(own_acme.rob, blocks)
    page.get_by_role("button", name="Start calling").tap()
    page.get_by_text("Nobody is due for a call now.").wait_for()
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    start(page)
    who(page, "Ana")
    tab = page.context.new_page()
    tab.goto(page.url)
    who(tab, "Ana")
    page.get_by_role("button", name="No answer").tap()
    who(page, "Ben")
    tab.get_by_role("button", name="Busy").tap()
    tab.get_by_text("Ana was logged already").wait_for()
    who(tab, "Ben")
    with django_db_blocker.unblock(), own_acme.scope():
        Contact.objects.filter(name="Ben").update(do_not_contact=True)
    tab.get_by_role("button", name="No answer").tap()
    tab.get_by_text("Ben asked not to be contacted").wait_for()
    who(tab, "Cleo")
    tab.get_by_text("Left out because they asked not to be contacted: Ben.").wait_for()
    toast, bar = tab.locator(".toast").first.bounding_box(), tab.locator(".bottom").first
    assert toast["y"] + toast["height"] <= bar.bounding_box()["y"]
    tab.get_by_role("link", name="Talked, send info").tap()
    tab.get_by_role("button", name="Save and go on").tap()
    tab.get_by_text("2 calls in").wait_for()
    assert violations(tab) == []
    assert logged() == [("Ana", "no_answer"), ("Cleo", "send_information")]
    page.reload()
    page.get_by_text("2 calls in").wait_for()


def test_on_a_desk_keys_are_enough(own_acme, enter_page, people, logged):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/log/blocks/", DESK)
    start(page)
    who(page, "Ana")
    page.keyboard.press("1")
    who(page, "Ben")
    page.keyboard.press("s")
    who(page, "Cleo")
    page.keyboard.press("2")
    page.get_by_text("1 was skipped").wait_for()
    assert logged() == [("Ana", "no_answer"), ("Cleo", "voicemail")]


def test_the_clock_of_a_block_goes_on_while_the_page_is_open(own_acme, enter_page, people):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/log/blocks/")
    start(page)
    who(page, "Ana")
    expect(page.locator("[data-ticks]")).to_have_text(re.compile(r"^0:0[2-9]$"))


def test_the_clock_goes_on_by_itself_when_a_block_is_opened_again_by_its_address(
    own_acme, enter_page, people
):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/log/blocks/")
    start(page)
    who(page, "Ana")
    here = page.url
    page.get_by_role("button", name="Take a break").tap()
    page.get_by_text("Go on whenever you like").wait_for()
    page.goto(here)
    who(page, "Ana")
    expect(page.get_by_text("The clock stands.")).to_have_count(0)
    shown = int(page.locator("[data-ticks]").get_attribute("data-ticks"))
    expect(page.locator("[data-ticks]")).to_have_text(re.compile(rf"^0:0{shown + 2}$"))
    assert violations(page) == []
    assert page.complaints == []


@pytest.fixture
def outcomes_page(own_acme, enter_page, django_db_blocker):
    with django_db_blocker.unblock(), own_acme.scope():
        meeting = ActivityType.objects.get(key="meeting")
    return enter_page(own_acme.ada, f"/o/{own_acme.organization.slug}/log/types/{meeting.pk}/", DESK)


@pytest.fixture
def order(own_acme, django_db_blocker):
    def look():
        with django_db_blocker.unblock(), own_acme.scope():
            return list(Outcome.objects.filter(type__key="meeting").values_list("key", flat=True))

    return look


def test_an_admin_moves_an_outcome_with_the_keyboard_and_keeps_the_focus(outcomes_page, order):
    page = outcomes_page
    down = page.get_by_role("button", name="Move Held down", exact=True)
    down.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#order li .row-title").first).to_have_text(re.compile("no next step"))
    assert order()[:2] == ["held_no_step", "held"]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Move Held down"


def test_an_admin_drags_an_outcome_to_another_place(outcomes_page, order):
    page = outcomes_page
    last = page.locator("#order li").last.locator(".grip")
    first = page.locator("#order li").first
    with page.expect_response(lambda answer: answer.url.endswith("/order/")):
        last.drag_to(first, target_position={"x": 20, "y": 4})
    expect(page.locator("#order li .row-title").first).to_have_text(re.compile("Cancelled"))
    assert order()[0] == "cancelled"
    assert page.complaints == []
