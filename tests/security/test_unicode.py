"""Letters that look alike or fold into others open no other account and make no second one; names stay names."""

import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from crm.models import Contact
from organizations.invitations import invite_person
from organizations.invitations.inviting import Part
from organizations.models import Invitation, User
from organizations.services import add_member
from tests.cast import NOW, PASSWORD
from tests.sign_in.conftest import browser, by_password, code_in, is_in, mailbox, signed_in  # noqa: F401

ADDRESS = "mikes@acme.example"
ALIKE = [
    "m\u0131kes@acme.example", "m\u0130kes@acme.example", "mike\u017f@acme.example", "mi\u212aes@acme.example",
    "\uff4dikes@acme.example", "mikes@\uff41cme.example", "mikes@acme\u3002example", "m\u0456kes@acme.example",
    "mike\u0301s@acme.example", "mik\u00e9s@acme.example", "mike\u00df@acme.example", "mikes@acm\u0435.example",
]  # fmt: skip
CASES = ["MIKES@ACME.EXAMPLE", "Mikes@Acme.Example"]


@pytest.fixture
def mike(acme, clock):
    with acme.scope():
        return add_member(
            name="Mike Kiss", email=ADDRESS, password=PASSWORD, zone="UTC", by=acme.ada, now=NOW
        ).user


def accounts() -> list[str]:
    return list(User.objects.order_by("pk").values_list("email", flat=True))


def test_an_address_that_looks_or_folds_alike_opens_nothing_and_makes_nothing(
    acme,
    mike,
    settings,
    mailbox,  # noqa: F811
    signed_in,  # noqa: F811
):
    settings.SIGN_UP = "open"
    before, rob = accounts(), signed_in(acme.rob)
    for number, alike in enumerate(ALIKE):
        here = browser(f"203.0.113.{number + 10}")
        assert here.post("/accounts/signup/", {"email": alike, "password1": PASSWORD}).status_code in (
            200,
            302,
            422,
        )
        by_password(here, alike, "not the password of Mike")
        assert not is_in(here), alike
        here.post("/accounts/login/code/", {"email": alike})
        here.post("/accounts/password/reset/", {"email": alike})
        rob.post("/accounts/email/", {"action_add": "", "email": alike})
        with acme.scope():
            with pytest.raises(ValidationError):
                invite_person(email=alike, name="", part=Part(), by=acme.ada, now=NOW)
            with pytest.raises(ValidationError):
                add_member(name="M", email=alike, zone="UTC", by=acme.ada, now=NOW)
    mailbox(ADDRESS)  # sends everything
    told = {message.subject for message in mail.outbox if not message.to[0].isascii()}
    assert told == {"There is no account for this address"}
    assert accounts() == before
    with acme.scope():
        assert not Invitation.objects.exists()


def test_capital_letters_are_the_same_account_at_every_door(acme, mike, settings, mailbox, signed_in):  # noqa: F811
    settings.SIGN_UP = "open"
    before, rob = accounts(), signed_in(acme.rob)
    for number, written in enumerate(CASES):
        here = browser(f"203.0.113.{number + 40}")
        here.post("/accounts/signup/", {"email": written, "password1": PASSWORD})
        here = browser(f"203.0.113.{number + 60}")
        by_password(here, written)
        assert is_in(here)
        rob.post("/accounts/email/", {"action_add": "", "email": written})
        with acme.scope(), pytest.raises(ValidationError):
            invite_person(email=written, name="", part=Part(), by=acme.ada, now=NOW)
    assert accounts() == before
    here = browser("203.0.113.50")
    here.post("/accounts/login/code/", {"email": CASES[0]})
    here.post("/accounts/login/code/confirm/", {"code": code_in(mailbox(ADDRESS)[-1])})
    assert here.session["_auth_user_id"] == str(mike.pk)


def test_an_invitation_that_was_kept_from_before_takes_over_nobody(acme, clock):
    """Rows of older days may hold such an address; the account that it folds into was never used."""
    with acme.scope():
        add_member(name="Mike", email=ADDRESS, zone="UTC", by=acme.ada, now=NOW)
        one = invite_person(email="other@acme.example", name="", part=Part(), by=acme.ada, now=NOW)
        path = mailed_path(one)
        Invitation.objects.filter(pk=one.pk).update(email=ALIKE[0])
    Client().post(path, {"name": "Thief", "password": "seven green bicycles"})
    assert not User.objects.get(email=ADDRESS).has_usable_password()
    assert not User.objects.filter(email=ALIKE[0]).exists()


def mailed_path(one) -> str:
    from organizations.models import OutboxMail

    text = OutboxMail.objects.filter(key__startswith=f"invitation:{one.pk}:").latest("pk").text
    return re.search(r"/invitation/[\w-]+/", text)[0]


def test_a_mark_that_turns_the_line_around_is_kept_and_never_shown(acme, enter):
    name = "\u202eRob\u05d0"
    with acme.scope():
        type(acme.rob).objects.filter(pk=acme.rob.pk).update(name=name)
        Contact.objects.filter(owner=acme.rob).update(name=name)
    for page in ("/o/acme/people/", "/o/acme/team/"):
        html = enter(acme.ada).get(page, follow=True).content.decode()
        assert name[1:] in html
        assert name[0] not in re.sub(r"<[^>]*>", "", html)
    with acme.scope():
        assert type(acme.rob).objects.get(pk=acme.rob.pk).name == name
