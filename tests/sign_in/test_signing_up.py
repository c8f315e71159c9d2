"""Signing up: who may, and what proves the address."""

import pytest
from django.test import Client

from organizations.models import Organization, User
from organizations.services import start_organization
from tests.cast import NOW, PASSWORD
from tests.sign_in.conftest import by_password, code_in, is_in

FORM = {"email": "Nina@Start.example", "password1": "a boat under the bridge"}


@pytest.fixture
def no_organization(db):
    """A new installation: nobody is there yet but demos."""
    Organization.objects.update(is_demo=True)


def sign_up(client: Client, **changes):
    return client.post("/accounts/signup/", {**FORM, **changes})


def test_somebody_signs_up_confirms_the_address_and_is_in(mailbox, settings):
    settings.SIGN_UP = "open"
    client = Client()
    assert sign_up(client).url == "/accounts/confirm-email/"
    assert "_auth_user_id" not in client.session
    done = client.post("/accounts/confirm-email/", {"code": code_in(mailbox("nina@start.example")[0])})
    assert (done.status_code, done.url) == (302, "/")
    user = User.objects.get(email="nina@start.example")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.joined_at is not None
    assert user.emailaddress_set.get().verified


@pytest.mark.parametrize("way", ["invited", "first"])
def test_sign_up_is_closed_where_people_are_invited_or_an_organization_is_there(acme, settings, way):
    settings.SIGN_UP = way
    assert b"People join by invitation" in Client().get("/accounts/signup/").content
    assert b"People join by invitation" in sign_up(Client()).content
    assert not User.objects.filter(email__iexact=FORM["email"]).exists()


def test_the_first_may_sign_up_until_an_organization_is_there(no_organization, settings):
    settings.SIGN_UP = "first"
    assert b"Make an account" in Client().get("/accounts/signup/").content
    begin("mine", is_demo=True)
    assert b"Make an account" in Client().get("/accounts/signup/").content
    begin("real")
    assert b"People join by invitation" in Client().get("/accounts/signup/").content


def begin(slug, **more):
    return start_organization(
        name=slug, slug=slug, zone="UTC", admin_name="A", admin_email=f"a@{slug}.example", password=PASSWORD,
        now=NOW, **more,
    )  # fmt: skip


def test_a_taken_address_looks_like_a_free_one_and_only_its_owner_is_told(acme, mailbox, settings):
    settings.SIGN_UP = "open"
    free, taken = Client(), Client()
    one, other = sign_up(free), sign_up(taken, email=acme.rob.user.email)
    assert (one.status_code, one.url) == (other.status_code, other.url)
    pages = [client.get("/accounts/confirm-email/").content.decode() for client in (free, taken)]
    assert squeezed(pages[0], "nina@start.example") == squeezed(pages[1], "rob@acme.example")
    (told,) = mailbox("rob@acme.example")
    assert told.subject == "You have an account already"
    assert User.objects.filter(email__iexact="rob@acme.example").count() == 1


def squeezed(page: str, address: str) -> str:
    import re

    return re.sub(r'value="[A-Za-z0-9]{64}"', "", page).replace(address, "ADDRESS")


def test_whoever_signed_up_with_my_address_before_me_does_not_share_my_account(mailbox, settings):
    """They chose a password and could not confirm. The owner comes in by a code: that password opens nothing."""
    settings.SIGN_UP = "open"
    sign_up(Client(), email="victim@start.example", password1="known to the thief")
    owner = Client()
    owner.post("/accounts/login/code/", {"email": "victim@start.example"})
    owner.post("/accounts/login/code/confirm/", {"code": code_in(mailbox("victim@start.example")[-1])})
    assert is_in(owner)
    thief = Client()
    by_password(thief, "victim@start.example", "known to the thief")
    assert not is_in(thief)


def test_three_wrong_codes_end_the_attempt(mailbox, settings):
    settings.SIGN_UP = "open"
    client = Client()
    sign_up(client)
    for _ in range(3):
        client.post("/accounts/confirm-email/", {"code": "0000-0000"})
    client.post("/accounts/confirm-email/", {"code": code_in(mailbox("nina@start.example")[0])})
    assert not is_in(client)


def test_a_new_code_can_be_asked_for_and_the_old_one_is_worth_nothing(mailbox, settings):
    settings.SIGN_UP = "open"
    client = Client()
    sign_up(client)
    client.post("/accounts/confirm-email/", {"action": "resend"})
    old, new = [code_in(message) for message in mailbox("nina@start.example")]
    client.post("/accounts/confirm-email/", {"code": old})
    assert not is_in(client)
    client.post("/accounts/confirm-email/", {"code": new})
    assert is_in(client)


@pytest.mark.parametrize(
    ("password", "wrong"),
    [
        ("short12", "too short"),
        ("password123", "too common"),
        ("nina@start.example", "too similar"),
        ("SalesLeader-2026", "name of the product"),
        ("start!!99", "domain"),
    ],
)
def test_a_poor_password_is_refused_in_words(db, settings, password, wrong):
    settings.SIGN_UP = "open"
    assert wrong in sign_up(Client(), password1=password).content.decode()


@pytest.mark.parametrize("password", ["x" * 128, "ein Pförtner mit 🗝 und Ärger", "        hush       "])
def test_any_long_password_may_be_used_as_it_is(mailbox, settings, password):
    """No rules of composition, nothing cut off, spaces kept."""
    settings.SIGN_UP = "open"
    client = Client()
    sign_up(client, password1=password)
    client.post("/accounts/confirm-email/", {"code": code_in(mailbox("nina@start.example")[0])})
    again, cut = Client(), Client()
    by_password(cut, "nina@start.example", password[:-1])
    by_password(again, "nina@start.example", password)
    assert (is_in(again), is_in(cut)) == (True, False)
