"""Signing out, running out of time, and another person on the same phone."""

import pytest
from django.contrib.sessions.models import Session

from tests.browser.conftest import session_of
from tests.browser.offline.phone import (
    log_many,
    log_one,
    on_it,
    ready,
    sent,
    sign_in,
    text_on_it,
    wait_for,
    waiting,
)
from tests.cast import PASSWORD

pytestmark = pytest.mark.browser


def names(entries):
    return [entry.prospect for entry in entries]


def test_airplane_mode_through_sign_out_and_in_again(phone, own_acme, logged):
    rob = phone(own_acme.rob)
    page = rob.offline()
    log_many(page, 0, 5)
    page.evaluate("location.hash = '#waiting'")
    page.get_by_role("button", name="Sign out on this phone").tap()
    page.get_by_text("You are signed out on this phone.").wait_for()
    assert "Prospect 3" not in text_on_it(page)
    assert "Rob" not in text_on_it(page)
    rob.online()
    page.goto(f"{rob.home}today/")
    page.get_by_role("heading", name="Sign in").wait_for()
    assert logged() == []
    sign_in(page, own_acme.rob, PASSWORD)
    page.get_by_role("heading", name="Your log").wait_for()
    sent(page)
    assert names(logged()) == [f"Prospect {n}" for n in range(5)]


def test_signing_out_online_keeps_what_waits_and_clears_everything_else(phone, own_acme, logged):
    rob = phone(own_acme.rob)
    page = rob.offline()
    log_one(page, "Tom Healy")
    rob.window.route("**/activities/batch/", lambda route: route.abort())
    rob.online()
    rob.go(f"{rob.home}more/")
    page.get_by_role("button", name="Sign out").tap()
    page.get_by_role("heading", name="Sign in").wait_for()
    kept = on_it(page)
    assert len(kept["outbox"]) == 1
    assert kept["outbox"][0]["told"] is None
    assert [(one["state"], one["active"]) for one in kept["members"]] == [(None, False)]
    assert not any(word in text_on_it(page) for word in ("Tom", "Rob", "Acme"))
    rob.window.unroute("**/activities/batch/")
    sign_in(page, own_acme.rob, PASSWORD)
    page.get_by_role("heading", name="Your log").wait_for()
    sent(page)
    assert names(logged()) == ["Tom Healy"]


def test_another_person_on_the_same_phone_sees_and_sends_nothing_of_the_first(phone, own_acme, logged):
    rob = phone(own_acme.rob)
    page = rob.offline()
    log_one(page, "Tom Healy")
    rob.window.clear_cookies()  # it ran out while the phone was away
    rob.window.add_cookies([session_of(own_acme.rita, rob.origin)])
    rob.online()
    page.goto(f"{rob.home}log/")
    ready(page)
    wait_for(page, lambda: waiting(page)[0]["told"] is None, "it is locked")
    assert not any(word in text_on_it(page) for word in ("Tom", "Rob Rep"))
    page.goto("/app/#waiting")
    ready(page)
    page.get_by_text("1 of another person wait on this phone until they sign in.").wait_for()
    page.wait_for_timeout(500)
    assert logged(own_acme.rita) == logged(own_acme.rob) == []
    rob.window.clear_cookies()
    rob.window.add_cookies([session_of(own_acme.rob, rob.origin)])
    page.goto(f"{rob.home}today/")
    sent(page)
    assert names(logged(own_acme.rob)) == ["Tom Healy"]
    assert logged(own_acme.rita) == []


def test_a_session_that_ran_out_means_wait_and_logging_goes_on(phone, own_acme, logged, django_db_blocker):
    rob = phone(own_acme.rob)
    page = rob.offline()
    log_one(page, "Tom Healy")
    with django_db_blocker.unblock():
        Session.objects.all().delete()
    rob.online()
    page.get_by_text("Sign in to send them. Nothing is lost.").wait_for()
    page.evaluate("location.hash = '#log'")
    log_one(page, "Ida Berg")
    assert len(waiting(page)) == 2
    assert logged() == []
    page.get_by_role("link", name="Sign in").tap()
    sign_in(page, own_acme.rob, PASSWORD)
    page.get_by_role("heading", name="Your log").wait_for()
    sent(page)
    assert names(logged()) == ["Tom Healy", "Ida Berg"]


def test_names_and_lists_go_when_the_session_has_ended(phone, own_acme, here, django_db_blocker):
    from datetime import UTC, datetime

    from crm.models import Contact

    with here():
        Contact.objects.create(name="Marta Novak", owner=own_acme.rob, created_at=datetime.now(UTC))
    rob = phone(own_acme.rob)
    page = rob.offline()
    assert "Marta Novak" in text_on_it(page)
    with django_db_blocker.unblock():
        Session.objects.all().delete()
    rob.online()
    wait_for(page, lambda: "Marta Novak" not in text_on_it(page), "the names have gone")


def test_a_page_that_comes_back_after_sign_out_shows_nothing(phone, own_acme):
    rob = phone(own_acme.rob)
    page = rob.go(f"{rob.home}today/")
    page.goto(f"{rob.home}more/")
    page.get_by_role("button", name="Sign out").tap()
    page.get_by_role("heading", name="Sign in").wait_for()
    page.go_back()
    page.go_back()
    page.get_by_role("heading", name="Sign in").wait_for()
    rob.window.set_offline(True)
    page.goto(f"{rob.home}today/")
    ready(page)
    assert "Rob" not in page.locator("body").inner_text()


def test_two_organizations_of_one_person_are_kept_apart(phone, own_acme, rival_of_rob, logged):
    rob = phone(own_acme.rob)
    page = rob.page
    page.goto(f"/o/{rival_of_rob.organization.slug}/log/")
    ready(page)
    wait_for(page, lambda: len([one for one in on_it(page)["members"] if one["state"]]) == 2, "both are kept")
    rob.offline()
    log_one(page, "Tom of Acme")
    page.goto(f"/o/{rival_of_rob.organization.slug}/log/")
    ready(page)
    page.get_by_label("Who was it?").fill("Tom of the other")
    page.get_by_role("link", name="Tom of the other").tap()
    page.get_by_text("No answer").tap()
    page.get_by_role("button", name="Save call").tap()
    page.get_by_text("Saved on this phone").wait_for()
    rob.online()
    sent(page)
    assert names(logged(own_acme.rob)) == ["Tom of Acme"]
