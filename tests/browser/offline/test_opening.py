"""Without a network: pages open from what the phone keeps, and nothing of the server's pages is kept."""

from datetime import UTC, datetime, timedelta

import pytest

from activities.models import FollowUp
from crm.models import Account, Contact
from goals.models import Goal, TargetStep
from metrics.models import Metric
from tests.browser.conftest import violations, wait_for, wider_than_the_window
from tests.browser.offline.phone import in_caches, log_many, log_one, until, waiting
from tests.browser.test_turned_names import NAME, TURNED

pytestmark = pytest.mark.browser


@pytest.fixture
def busy(own_acme, here):
    """Rob has a goal, people, and something due."""
    now = datetime.now(UTC)
    with here():
        me = own_acme.rob
        start = own_acme.organization.week_of(me.today(now)).start - timedelta(days=28)
        goal = Goal.objects.create(
            member=me, metric=Metric.objects.get(key="attempts"), starts_on=start, created_at=now
        )
        TargetStep.objects.create(goal=goal, from_on=start, value=50, created_at=now)
        account = Account.objects.create(name="Kestrel Foods", owner=me, created_at=now)
        people = [
            Contact.objects.create(name=name, account=account, owner=me, phone=f"+44 20 7946 00{n}", created_at=now)
            for n, name in enumerate(["Marta Novak", "Ida Berg", "Tom Healy"])
        ]  # fmt: skip
        for ahead, person in zip((0, 1, 5), people, strict=True):
            FollowUp.objects.create(
                member=me, contact=person, due_on=me.today(now) + timedelta(days=ahead), reason="Wants prices",
                created_at=now,
            )  # fmt: skip
    return own_acme


def test_today_opens_with_its_list_its_number_and_who_comes_up(phone, busy):
    rob = phone(busy.rob)
    verdict = rob.page.locator("h1.verdict").inner_text()
    page = rob.offline()
    assert page.locator("h1.verdict").inner_text() == verdict
    assert "of " in page.locator(".big").inner_text()
    page.get_by_role("link", name="Marta Novak", exact=True).wait_for()
    assert page.get_by_role("link", name="Call Marta Novak").get_attribute("href") == "tel:+44207946000"
    page.get_by_role("heading", name="Coming up").wait_for()
    page.get_by_text("No network. What you log is kept on this phone.").wait_for()


@pytest.mark.parametrize("path", ["log/", "today/", "goals/", "customers/"])
def test_any_page_of_ours_opens_the_one_that_needs_no_network(phone, busy, path):
    rob = phone(busy.rob)
    rob.offline()
    page = rob.go(f"{rob.home}{path}")
    expected = "Who was it?" if path == "log/" else "Next, in this order"
    page.get_by_text(expected).wait_for()


def test_the_address_of_a_call_opens_at_its_person(phone, busy, here):
    with here():
        marta = Contact.objects.get(name="Marta Novak")
    rob = phone(busy.rob)
    rob.offline()
    page = rob.go(f"{rob.home}log/?type=call&contact={marta.pk}")
    assert page.locator(".who-line .row-title").inner_text() == "Marta Novak"


def test_people_are_found_by_name_company_and_number(phone, busy):
    rob = phone(busy.rob)
    rob.offline()
    page = rob.go(f"{rob.home}log/")
    for words, found in [("ida", "Ida Berg"), ("kestrel", "Tom Healy"), ("7946 000", "Marta Novak")]:
        page.get_by_label("Who was it?").fill(words)
        page.get_by_role("link", name=found).wait_for()
    page.get_by_label("Who was it?").fill("Somebody new")
    page.get_by_role("link", name="Somebody new").wait_for()


def test_a_tapped_number_is_asked_about_on_return(phone, busy):
    rob = phone(busy.rob)
    page = rob.offline()
    # The phone's own app takes over; what the page sees of it is that it was left and came back.
    page.evaluate(
        "document.addEventListener('click', (one) => one.preventDefault(), { capture: true, once: true })"
    )
    page.get_by_role("link", name="Call Marta Novak").first.tap()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_text("Called at").wait_for()
    assert page.locator(".who-line .row-title").inner_text() == "Marta Novak"
    page.get_by_text("No answer").tap()
    page.get_by_role("button", name="Save call").tap()
    page.get_by_text("Saved on this phone").wait_for()
    assert (
        waiting(page)[0]["told"]["content"]["occurred_at"] < waiting(page)[0]["told"]["content"]["noted_at"]
    )


def test_who_was_called_is_marked_in_the_list_and_what_waits_is_not_counted(phone, busy):
    rob = phone(busy.rob)
    page = rob.offline()
    page.get_by_role("link", name="Marta Novak", exact=True).tap()
    page.get_by_text("No answer").tap()
    page.get_by_role("button", name="Save call").tap()
    page.locator("li", has_text="Marta Novak").get_by_text("Waits").wait_for()
    page.get_by_text("What waits here is not counted yet: 1.").wait_for()


def test_only_files_and_the_page_that_holds_nothing_are_in_the_caches(phone, busy):
    rob = phone(busy.rob)
    for path in ("log/", "customers/", "today/"):
        rob.go(f"{rob.home}{path}")
    kept = in_caches(rob.page)
    assert "/app/" in kept
    assert [path for path in kept if not path.startswith("/static/") and path != "/app/"] == []


def test_a_network_that_does_not_answer_in_time_is_none(phone, busy):
    rob = phone(busy.rob)
    rob.window.route("**/today/", lambda route: None)  # it never answers
    rob.page.goto(f"{rob.home}today/")
    rob.page.get_by_role("heading", name="Next, in this order").wait_for(timeout=30_000)


def test_the_whole_product_is_a_tap_away_when_there_is_a_network_again(phone, busy):
    rob = phone(busy.rob)
    page = rob.offline()
    rob.online()
    page.get_by_role("link", name="Open the page").tap()
    page.get_by_role("heading", name="Your log").wait_for()


def test_a_form_that_cannot_be_kept_says_that_nothing_was_changed(phone, busy):
    rob = phone(busy.rob)
    page = rob.go(f"{rob.home}today/")
    rob.window.set_offline(True)
    page.get_by_role("button", name="Later").first.tap()
    page.get_by_role("dialog").get_by_role("button").first.tap()
    page.get_by_text("There is no network, so nothing was changed.").wait_for()


def test_the_line_stands_on_every_page_while_something_waits(phone, busy):
    rob = phone(busy.rob)
    page = rob.offline()
    log_one(page, "Zed Zero")
    rob.window.route("**/activities/batch/", lambda route: route.abort())
    rob.online()
    rob.go(f"{rob.home}goals/")
    rob.page.locator("#offline-bar", has_text="1 waiting.").wait_for()
    rob.window.unroute("**/activities/batch/")
    rob.page.evaluate("window.dispatchEvent(new Event('focus'))")
    wait_for(rob.page, lambda: not waiting(rob.page), "it is sent")
    until(rob.page, "!document.getElementById('offline-bar')", "the line has gone")


def test_a_phone_that_was_never_online_says_what_to_do(chromium, server, phone, own_acme):
    stranger = phone(own_acme.rob, signed_in=False)
    stranger.page.goto("/app/")
    stranger.page.get_by_text("Nothing is kept on this phone yet.").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_without_a_network_is_accessible_and_fits(phone, busy, scheme):
    rob = phone(busy.rob, scheme=scheme)
    page = rob.offline()
    log_many(page, 0, 2)
    for address in ("#today", "#log", "#log?type=call&prospect=Zed+Zero", "#waiting"):
        page.evaluate(f"location.hash = '{address}'")
        page.wait_for_timeout(150)
        assert violations(page) == [], address
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 844})
            assert wider_than_the_window(page) <= 0, (address, width)
    assert [one for one in page.complaints if "ERR_INTERNET_DISCONNECTED" not in one] == []


def test_a_name_from_right_to_left_turns_nothing_beside_it_without_a_network(phone, busy, here):
    with here():
        FollowUp.objects.update(reason="\u05d3\u05e0\u05d4")
        Contact.objects.update(name=NAME)
        Account.objects.update(name=NAME)
    page = phone(busy.rob).offline()
    log_many(page, 0, 2)
    for address in ("#today", "#log", "#log?type=call&prospect=\u05d3\u05e0\u05d4", "#waiting"):
        page.evaluate(f"location.hash = '{address}'")
        page.wait_for_timeout(150)
        assert page.evaluate(TURNED) == [], address


def test_the_back_button_leads_to_a_form_that_was_refused_and_not_to_a_page_without_network(phone, busy):
    rob = phone(busy.rob)
    page = rob.go(f"{rob.home}you/name/")
    until(page, "navigator.serviceWorker.controller !== null", "the worker is there")
    page.get_by_label("Your name").fill("  ")
    page.get_by_role("button", name="Save name").tap()
    page.get_by_text("Fill this in.").wait_for()
    page.get_by_label("Your name").fill("Rob Rep")
    page.get_by_role("button", name="Save name").tap()
    page.wait_for_url(f"**{rob.home}you/")
    page.go_back()
    page.get_by_role("button", name="Save name").wait_for()
    assert page.url.endswith(f"{rob.home}you/name/")
