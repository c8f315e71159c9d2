"""Every page that lies outside an organization, in a language that nobody speaks: signing in, being invited, and
what is said when something goes wrong."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.utils import translation

from organizations.invitations import invite_person, revoke_invitation
from organizations.invitations.inviting import Part
from organizations.mail.stopping import stopping_page
from organizations.models import Membership, OutboxMail, User
from salesleader.errors import bad_request, page_not_found, permission_denied, server_error
from salesleader.phone.build import shell_page
from scorecards.models import Watch
from scorecards.observers.letters import new_secret
from tests.cast import NOW, PASSWORD
from tests.routes import SLUG, walk
from tests.sign_in.conftest import by_password, code_now, mailbox, set_up  # noqa: F401
from tests.sign_in.test_strangers import ROUTES
from tests.texts.pseudo import CODE
from tests.texts.reading import said_by, words_of
from tests.texts.test_catalogue import unknown
from tests.texts.test_every_page import is_page

# Outside an organization and outside /accounts/: walked below, one by one, but for what is no page.
NO_PAGES = {"worker", "manifest", "token", "go", "calendar_feed", "schema", "design"}
WALKED = {
    "start", "shell", "observer", "observer_leaves", "switcher", "switch_account", "invitation", "switch_invitation",
    "stop_mails", "stop_mails_at_once", "start_organization",
}  # fmt: skip
NONSENSE = {
    "login": "nobody", "email": "nobody", "password": "x", "code": "0", "password1": "short", "password2": "other",
    "oldpassword": "no", "credential": "{}", "name": " ", "action_add": "", "secret": "x",
}  # fmt: skip


def browser(**more) -> Client:
    return Client(headers={"accept-language": CODE}, **more)


@pytest.fixture
def look(reader):
    """`look(where, answer)`: read a page and the messages that go with it."""

    def at(where, answer):
        request = answer.wsgi_request
        reader.read(where, (message.message for message in get_messages(request)))
        if is_page(answer):
            reader.read(where, said_by(answer.content.decode()))
        return answer

    yield at
    assert not reader.found, "\n".join(reader.found)


@pytest.fixture
def signed_in(acme, world, clock) -> Client:
    client = browser()
    assert by_password(client, "rob@acme.example").status_code == 302
    return client


def test_every_page_outside_an_organization_is_walked_here():
    outside = {route.name for route in walk(get_resolver()) if SLUG not in route.pattern}
    assert outside - {*ROUTES} - NO_PAGES - {"unnamed"} == WALKED


def test_no_page_of_an_account_says_what_cannot_be_translated(look, signed_in, pseudo, texts):
    """Looked at, sent empty and sent with nonsense, by a stranger and by somebody who is in."""
    for name, path in ROUTES.items():
        look(name, browser().get(path, follow=True))
        for data in ({}, NONSENSE):
            look(f"{name}, sent", browser().post(path, data))
    for name, path in ROUTES.items():
        if name == "account_logout":
            continue
        look(f"{name}, signed in", signed_in.get(path, follow=True))
        for data in ({}, NONSENSE):
            look(f"{name}, sent signed in", signed_in.post(path, data))
    assert not unknown(pseudo.asked, texts)


def test_no_step_of_signing_up_says_what_cannot_be_translated(look, settings, clock):
    for settings.SIGN_UP in ("invited", "open"):
        look("sign up", browser().get("/accounts/signup/"))
        look("sign in", browser().get("/accounts/login/"))
    client = browser()
    sent = client.post(
        "/accounts/signup/", {"email": "nina@new.example", "password1": "a lamp beside the stair"}
    )
    look("signed up", client.get(sent.url))
    look("a wrong code", client.post("/accounts/confirm-email/", {"code": "0000-0000"}))
    look("sent again", client.post("/accounts/confirm-email/", {"action": "resend"}, follow=True))


def test_no_step_of_a_code_says_what_cannot_be_translated(look, world, clock):
    client = browser()
    sent = client.post("/accounts/login/code/", {"email": "rob@acme.example"})
    look("code", client.get(sent.url))
    for number in range(4):
        look("wrong code", client.post(sent.url, {"code": f"0000-000{number}"}, follow=True))
    for _ in range(12):
        look(
            "many codes", browser().post("/accounts/login/code/", {"email": "rob@acme.example"}, follow=True)
        )
        look("many passwords", by_password(browser(), "rita@acme.example", "wrong"))


def test_no_step_of_a_reset_says_what_cannot_be_translated(look, world, mailbox, clock):  # noqa: F811
    client = browser()
    look("asked", client.post("/accounts/password/reset/", {"email": "rob@acme.example"}, follow=True))
    path = re.search(
        r"https?://[^/]+(/accounts/password/reset/key/\S+)", mailbox("rob@acme.example")[-1].body
    )[1]
    page = client.get(path).url
    look("new password", client.get(page))
    look("too short", client.post(page, {"password1": "x", "password2": "y"}))
    new = "a lamp beside the stair"
    look("done", client.post(page, {"password1": new, "password2": new}, follow=True))
    look("used", browser().get(path, follow=True))


def test_no_second_factor_says_what_cannot_be_translated(look, signed_in, clock, set_up):  # noqa: F811
    secret = set_up(signed_in)
    for path in ("/accounts/", "/accounts/2fa/recovery-codes/", "/accounts/2fa/totp/deactivate/"):
        look(path, signed_in.get(path, follow=True))
    clock.shift(timedelta(minutes=10))
    look("shown again", signed_in.get("/accounts/2fa/totp/deactivate/", follow=True))
    client = browser()
    step = by_password(client, "rob@acme.example").url
    look("second step", client.get(step))
    look("wrong", client.post(step, {"code": "000000"}))
    look("right", client.post(step, {"code": code_now(secret)}, follow=True))


def test_no_invitation_says_what_cannot_be_translated(look, acme, world, clock):
    def invited(address):
        with acme.scope():
            one = invite_person(email=address, name="Noa New", part=Part(), by=acme.ada, now=NOW)
            mail = OutboxMail.objects.filter(key__startswith=f"invitation:{one.pk}:").latest("pk")
        return one, re.search(r"/invitation/[\w-]+/", mail.text)[0]

    _one, path = invited("noa@new.example")
    other = browser()
    other.force_login(acme.rob.user)
    for client in (browser(), other):
        look("invited", client.get(path))
    look("refused", browser().post(path, {"name": " ", "password": "x"}))
    look("no link", browser().get("/invitation/no/"))
    look("joined", browser().post(path, {"name": "Noa New", "password": PASSWORD + " yes"}))
    look("joined already", browser().get(path))
    two, again = invited("nils@new.example")
    with acme.scope():
        revoke_invitation(invitation=two, by=acme.ada, now=NOW)
    look("taken back", browser().get(again))
    _three, late = invited("nell@new.example")
    clock.shift(timedelta(days=60))
    look("too late", browser().get(late))
    with acme.scope():
        assert Membership.objects.get(name="Noa New").language == CODE


def test_no_page_of_an_observer_says_what_cannot_be_translated(look, acme, world, clock):
    """They have no settings here: the page is in the language of their browser."""
    with acme.scope():
        watch = Watch.objects.select_related("observer").first()
        path = f"/observer/{new_secret(watch.observer, NOW)}/"
    look("no link", browser().get("/observer/no/"))
    for state in (Watch.ASKED, Watch.CONFIRMED, Watch.LEFT, Watch.ENDED):
        with acme.scope():
            Watch.objects.update(state=state)
        look(state, browser().get(path))
        look(f"{state}, leaves", browser().get(f"{path}leave/"))
        for data in ({}, {"do": "confirm"}, {"do": "leave"}, {"watch": watch.pk, "do": "back"}):
            look(f"{state}, sent", browser().post(path, data, follow=True))
            look(f"{state}, left", browser().post(f"{path}leave/", data, follow=True))


def test_no_page_behind_a_mail_says_what_cannot_be_translated(look, acme, world, clock):
    look("no link", browser().get("/mails/no/"))
    with acme.scope():
        path = re.search(r"/mails/\S+/", stopping_page(acme.rob, "weekly_card"))[0]
    look("stop", browser().get(path))
    for act in ("stop", "resume"):
        look(act, browser().post(path, {"do": act}))


def test_no_page_of_somebody_between_organizations_says_what_cannot_be_translated(
    look, acme, rival, world, clock
):
    someone = User.objects.create_user("nina@new.example", "another long password", joined_at=NOW)
    with rival.scope():
        Membership.objects.create(user=acme.rob.user, name="Rob Rep", zone="UTC", created_at=NOW)
    for user in (someone, acme.rob.user):
        client = browser()
        client.force_login(user)
        for path in ("/", "/start/", "/switcher/"):
            look(path, client.get(path, follow=True))
        look("start", client.post("/start/", {}))
        look("switch", client.post("/switch-account/", {}, follow=True))


def test_no_page_that_says_no_says_what_cannot_be_translated(look, acme, world, reader, enter):
    look("404", browser().get("/nothing/here/"))
    look("404 inside", enter(acme.rob).get("/o/acme/nothing/"))
    look("403", enter(acme.rob).get("/o/acme/audit/"))
    look("csrf", browser(enforce_csrf_checks=True).post("/accounts/login/", {}))
    look("host", browser().get("/", headers={"host": "evil.example"}))
    request = RequestFactory().get("/")
    told = RequestFactory().get("/api/v1/")
    with translation.override(CODE):
        for handler in (bad_request, permission_denied, page_not_found):
            reader.read("handler", said_by(handler(request, Exception("x")).content.decode()))
        reader.read("500", said_by(server_error(request).content.decode()))
        reader.read("500 of a program", words_of(json.loads(server_error(told).content)))


def test_the_page_without_a_network_is_in_the_language_of_the_installation(reader, settings):
    settings.LANGUAGE_CODE = CODE
    reader.read("shell", said_by(shell_page()))
    assert not reader.found, "\n".join(reader.found)


def test_pages_of_an_account_are_in_the_language_that_its_owner_reads_whatever_the_browser_asks(
    look, acme, world, enter
):
    client = enter(acme.rob)
    for path in (
        "/accounts/",
        "/accounts/sessions/",
        "/accounts/password/change/",
        "/accounts/nothing/",
        "/nothing/",
    ):
        look(path, client.get(path, follow=True))
