"""Passwords: forgotten, changed, chosen; and what that does to whoever else is in."""

from datetime import timedelta

import pytest

from organizations.models import User
from organizations.services import add_member
from tests.cast import NOW, PASSWORD
from tests.sign_in.conftest import browser, by_password, code_in, is_in, link_in

NEW = "a lamp beside the stair"
TODAY = "/o/acme/today/"


def reset(client, email):
    return client.post("/accounts/password/reset/", {"email": email})


def choose(client, path, password=NEW):
    """Follow the link, and type the new password where it leads."""
    return client.post(client.get(path).url, {"password1": password, "password2": password})


def test_the_link_in_the_mail_leads_to_a_new_password_and_every_device_is_out(acme, mailbox, signed_in):
    inside = signed_in(acme.rob)
    client = browser()
    assert reset(client, "Rob@acme.example").url == "/accounts/password/reset/done/"
    choose(client, link_in(mailbox("rob@acme.example")[-1]))
    assert inside.get(TODAY).status_code == 302
    old, new = browser(), browser()
    by_password(old, "rob@acme.example", PASSWORD)
    by_password(new, "rob@acme.example", NEW)
    assert (is_in(old), is_in(new)) == (False, True)
    assert mailbox("rob@acme.example")[-2].subject == "Your password was changed"


def test_a_link_works_once_and_for_an_hour(acme, mailbox, clock):
    reset(browser(), "rob@acme.example")
    path = link_in(mailbox("rob@acme.example")[0])
    choose(browser(), path)
    assert b"no longer works" in browser().get(path).content
    reset(browser(), "rita@acme.example")
    clock.shift(timedelta(hours=1, seconds=1))
    assert b"no longer works" in browser().get(link_in(mailbox("rita@acme.example")[0])).content


def test_a_forged_host_neither_gets_an_answer_nor_into_the_mail(acme, mailbox, clock, settings):
    settings.BASE_URL = "https://sales.example"
    client = browser()
    evil = client.post(
        "/accounts/password/reset/", {"email": "rob@acme.example"}, headers={"host": "evil.example"}
    )
    assert evil.status_code == 400
    for headers in ({"host": "localhost"}, {"x-forwarded-host": "evil.example"}):
        client.post("/accounts/password/reset/", {"email": "rob@acme.example"}, headers=headers)
    messages = mailbox("rob@acme.example")
    assert len(messages) == 2
    for message in messages:
        whole = message.body + message.alternatives[0][0]
        assert "https://sales.example/accounts/password/reset/key/" in message.body
        assert "evil" not in whole
        assert "localhost" not in whole


def test_an_address_with_line_breaks_becomes_no_header(acme, mailbox, clock):
    from django.core import mail

    for address in (
        "rob@acme.example\nBcc: all@evil.example",
        "rob@acme.example\r\n",
        "<script>@acme.example",
    ):
        answer = reset(browser(), address)
        assert answer.status_code in (422, 302)
    mailbox("rob@acme.example")
    assert {tuple(message.recipients()) for message in mail.outbox} <= {("rob@acme.example",)}


def test_an_address_of_nobody_is_answered_alike(acme, mailbox, clock):
    one, other = reset(browser(), "rob@acme.example"), reset(browser(), "who@acme.example")
    assert (one.status_code, one.url, one.content) == (other.status_code, other.url, other.content)
    assert mailbox("who@acme.example")[0].subject == "There is no account for this address"


def test_somebody_imported_chooses_a_first_password_by_the_link(acme, mailbox, clock):
    with acme.scope():
        add_member(name="Ivo", email="ivo@acme.example", zone="UTC", by=acme.ada, now=NOW)
    reset(browser(), "ivo@acme.example")
    choose(browser(), link_in(mailbox("ivo@acme.example")[0]))
    client = browser()
    by_password(client, "ivo@acme.example", NEW)
    assert client.get(TODAY).status_code == 200


def change(client, old=PASSWORD, new=NEW):
    return client.post("/accounts/password/change/", {"oldpassword": old, "password1": new, "password2": new})


def test_changing_it_keeps_this_device_and_ends_the_others_and_no_token(acme, mailbox, signed_in, bearer):
    here, there, token = signed_in(acme.rob), signed_in(acme.rob), bearer(acme.rob)
    key = here.session.session_key
    assert change(here).status_code == 302
    assert here.get(TODAY).status_code == 200
    assert here.session.session_key != key
    assert there.get(TODAY).status_code == 302
    assert token.get("/api/v1/o/acme/activities/").status_code == 200
    assert mailbox("rob@acme.example")[-1].subject == "Your password was changed"


def test_the_old_password_is_asked_for(acme, signed_in):
    here = signed_in(acme.rob)
    assert b"not your password" in change(here, old="a guess").content
    assert User.objects.get(email="rob@acme.example").check_password(PASSWORD)


@pytest.mark.parametrize("new", ["short12", "iloveyou", "rob@acme.example"])
def test_a_poor_new_password_is_refused(acme, signed_in, new):
    here = signed_in(acme.rob)
    assert change(here, new=new).status_code == 422
    assert User.objects.get(email="rob@acme.example").check_password(PASSWORD)


def test_a_password_field_takes_what_is_pasted_and_offers_it_to_password_managers(acme, signed_in):
    page = signed_in(acme.rob).get("/accounts/password/change/").content.decode()
    assert page.count('autocomplete="new-password"') == 2
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page
    assert "maxlength" not in page
    assert 'autocomplete="current-password"' in browser().get("/accounts/login/").content.decode()


def test_the_address_moves_with_a_code_and_the_old_one_gets_a_notice(acme, mailbox, signed_in):
    here = signed_in(acme.rob)
    sent = here.post("/accounts/email/", {"action_add": "", "email": "rob@home.example"})
    assert sent.url == "/accounts/confirm-email/"
    assert User.objects.get(pk=acme.rob.user_id).email == "rob@acme.example"
    here.post("/accounts/confirm-email/", {"code": code_in(mailbox("rob@home.example")[0])})
    assert User.objects.get(pk=acme.rob.user_id).email == "rob@home.example"
    notice = mailbox("rob@acme.example")[-1]
    assert notice.subject == "Your address was changed"
    assert "rob@acme.example to rob@home.example" in notice.body
    # A link for a new password would go to the new address, to whoever took the account over.
    assert "tell an admin of your organization at once" in notice.body
    assert "/accounts/password/reset/" not in notice.body
    old, new = browser(), browser()
    by_password(old, "rob@acme.example")
    by_password(new, "rob@home.example")
    assert (is_in(old), is_in(new)) == (False, True)


def test_an_address_of_somebody_else_is_not_taken_and_not_told_of(acme, mailbox, signed_in):
    here = signed_in(acme.rob)
    sent = here.post("/accounts/email/", {"action_add": "", "email": "rita@acme.example"})
    assert sent.url == "/accounts/confirm-email/"
    code = code_in(mailbox("rita@acme.example")[0])
    here.post("/accounts/confirm-email/", {"code": code})
    assert User.objects.get(pk=acme.rob.user_id).email == "rob@acme.example"


def test_the_password_is_asked_again_before_the_address_moves(acme, signed_in, clock):
    here = signed_in(acme.rob)
    clock.shift(timedelta(minutes=6))
    asked = here.post("/accounts/email/", {"action_add": "", "email": "rob@home.example"})
    assert asked.url.startswith("/accounts/reauthenticate/")
    assert b"not your password" in here.post(asked.url, {"password": "a guess"}).content
    done = here.post(asked.url, {"password": PASSWORD, "next": "/accounts/email/"})
    assert done.url == "/accounts/confirm-email/"
