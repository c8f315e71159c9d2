"""Signing in with a code from one's mail."""

from datetime import timedelta

from organizations.services import add_member
from tests.cast import NOW
from tests.sign_in.conftest import browser, code_in, is_in, link_in

ASK, TYPE = "/accounts/login/code/", "/accounts/login/code/confirm/"


def ask(client, email, **more):
    return client.post(ASK, {"email": email, **more})


def test_a_code_from_the_mail_lets_in_and_leads_where_one_wanted(acme, mailbox, clock):
    client = browser()
    assert ask(client, "Rob@Acme.example", next="/o/acme/log/").url == f"{TYPE}?next=%2Fo%2Facme%2Flog%2F"
    (message,) = mailbox("rob@acme.example")
    done = client.post(f"{TYPE}?next=/o/acme/log/", {"code": code_in(message)})
    assert (is_in(client), done.url) == (True, "/o/acme/log/")


def test_spaces_and_dashes_in_a_typed_code_do_not_matter(acme, mailbox, clock):
    client = browser()
    ask(client, "rob@acme.example")
    typed = code_in(mailbox("rob@acme.example")[0]).replace("-", " ")
    client.post(TYPE, {"code": f" {typed} "})
    assert is_in(client)


def test_a_code_works_once_and_only_where_it_was_asked_for(acme, mailbox, clock):
    client, other = browser(), browser()
    ask(client, "rob@acme.example")
    code = code_in(mailbox("rob@acme.example")[0])
    other.post(TYPE, {"code": code})
    assert not is_in(other)
    client.post(TYPE, {"code": code})
    client.post("/accounts/logout/")
    client.post(TYPE, {"code": code})
    assert not is_in(client)


def test_a_code_is_worth_nothing_after_ten_minutes(acme, mailbox, clock):
    client = browser()
    ask(client, "rob@acme.example")
    code = code_in(mailbox("rob@acme.example")[0])
    clock.shift(timedelta(minutes=10, seconds=1))
    client.post(TYPE, {"code": code})
    assert not is_in(client)


def test_three_wrong_codes_use_it_up(acme, mailbox, clock):
    client = browser()
    ask(client, "rob@acme.example")
    for _ in range(3):
        client.post(TYPE, {"code": "0000-0000"})
    client.post(TYPE, {"code": code_in(mailbox("rob@acme.example")[0])})
    assert not is_in(client)


def test_an_address_of_nobody_is_answered_alike_and_told_that_it_is_nobodys(acme, mailbox, clock):
    known, unknown = browser(), browser()
    one, other = ask(known, "rob@acme.example"), ask(unknown, "who@acme.example")
    assert (one.status_code, one.url) == (other.status_code, other.url)
    pages = [client.get(TYPE).content.decode() for client in (known, unknown)]
    assert without_tokens(pages[0]).replace("rob@", "who@") == without_tokens(pages[1])
    wrong = [client.post(TYPE, {"code": "0000-0000"}).content.decode() for client in (known, unknown)]
    assert without_tokens(wrong[0]).replace("rob@", "who@") == without_tokens(wrong[1])
    assert mailbox("who@acme.example")[0].subject == "There is no account for this address"


def without_tokens(page: str) -> str:
    import re

    return re.sub(r'value="[A-Za-z0-9]{64}"', "", page)


def test_a_code_sign_in_is_kept_only_if_it_was_asked_for(acme, mailbox, clock):
    for keep, closes in (("on", False), ("", True)):
        client = browser()
        ask(client, "rob@acme.example", remember=keep)
        client.post(TYPE, {"code": code_in(mailbox("rob@acme.example")[-1])})
        assert client.session.get_expire_at_browser_close() is closes


def test_somebody_imported_without_a_password_comes_in_with_one_code_and_can_choose_a_password(
    acme, mailbox, clock
):
    with acme.scope():
        add_member(name="Ivo", email="ivo@acme.example", zone="UTC", by=acme.ada, now=NOW)
    client = browser()
    ask(client, "ivo@acme.example")
    client.post(TYPE, {"code": code_in(mailbox("ivo@acme.example")[0])})
    assert client.get("/o/acme/today/").status_code == 200
    assert len(mailbox("ivo@acme.example")) == 1  # and no second code to verify what the first has shown
    client.post(
        "/accounts/password/set/", {"password1": "a kite in the fog", "password2": "a kite in the fog"}
    )
    again = browser()
    again.post("/accounts/login/", {"login": "ivo@acme.example", "password": "a kite in the fog"})
    assert is_in(again)


def test_somebody_without_password_or_factor_shows_a_code_from_the_mail_before_what_is_sensitive(
    acme, mailbox, clock
):
    with acme.scope():
        add_member(name="Ivo", email="ivo@acme.example", zone="UTC", by=acme.ada, now=NOW)
    client = browser()
    ask(client, "ivo@acme.example")
    client.post(TYPE, {"code": code_in(mailbox("ivo@acme.example")[0])})
    clock.shift(timedelta(minutes=6))
    add = "/accounts/2fa/totp/activate/"
    asked = client.get(add)
    assert asked.url == f"/accounts/reauthenticate/mail/?next={add.replace('/', '%2F')}"
    assert b"Mail me a code" in client.get(asked.url).content
    client.post(asked.url, {"send": "1", "next": add})
    wrong = client.post(asked.url, {"code": "0000-0000", "next": add})
    assert (wrong.status_code, b"does not fit" in wrong.content) == (422, True)
    right = client.post(asked.url, {"code": code_in(mailbox("ivo@acme.example")[-1]), "next": add})
    assert right.url == add
    assert client.get(add).status_code == 200


def test_the_mail_says_where_it_comes_from_and_leads_to_our_address(acme, mailbox, clock, settings):
    settings.BASE_URL = "https://sales.example"
    ask(browser(), "who@acme.example")
    settings.SIGN_UP = "open"
    ask(browser(), "who@acme.example")
    assert link_in(mailbox("who@acme.example")[-1]) == "/accounts/signup/"
    assert "https://sales.example/accounts/signup/" in mailbox("who@acme.example")[-1].body
