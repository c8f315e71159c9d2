"""Addresses that look or fold like somebody's: at a provider of single sign-on, in commands, in forms that name people.

What is typed into the sign-in pages themselves is tried in tests/security/test_unicode.py.
"""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from organizations.addresses import is_same, spelled
from organizations.choosing_people import fitting
from organizations.models import ApiToken, Event, Membership, User
from organizations.services import add_member
from organizations.sign_in.devices import digest
from organizations.sign_in.trail import failed_password_of
from scorecards.observers.naming import name_observer
from tests.cast import NOW, PASSWORD
from tests.security.test_unicode import ADDRESS, ALIKE, CASES
from tests.sign_in.conftest import browser, is_in, through

# Not a letter that folds, and somebody else's mailbox all the same.
OTHERS = [
    "mikes+x@acme.example", "mikes@acme.example.", "mikes.@acme.example", "m.ikes@acme.example", "mikes@acme.example@x",
    "mikes@acme.exampl", "mikes@sub.acme.example", "mikes@ACME.EXAMPLE.", "mikes\u200b@acme.example",
    "mikes@acme.\u202eexample",
]  # fmt: skip


@pytest.fixture
def mike(acme, clock):
    with acme.scope():
        return add_member(
            name="Mike Kiss", email=ADDRESS, password=PASSWORD, zone="UTC", by=acme.ada, now=NOW
        )


@pytest.mark.parametrize("sign_up", ["open", "invited"])
def test_a_provider_that_vouches_for_an_address_like_somebodys_opens_nothing_of_theirs(
    acme, mike, named, provider, settings, sign_up
):
    settings.SIGN_UP = sign_up
    named(DOMAINS="acme.example, sub.acme.example")
    before = set(User.objects.values_list("email", flat=True))
    for number, alike in enumerate([*ALIKE, *OTHERS]):
        provider.person(f"u{number}", alike)
        here = browser(f"203.0.113.{number + 10}")
        through(here)
        assert here.session.get("_auth_user_id") != str(mike.user_id), alike
        assert here.get("/o/acme/today/").status_code != 200, alike
    assert not SocialAccount.objects.filter(user=mike.user).exists()
    made = set(User.objects.values_list("email", flat=True)) - before
    assert all(address.isascii() and address in OTHERS for address in made), made
    assert User.objects.get(pk=mike.user_id).email == ADDRESS


def test_who_signs_up_with_such_an_address_is_asked_for_another_and_takes_nobodys(
    acme, named, provider, settings, clock
):
    settings.SIGN_UP = "open"
    named(DOMAINS="acme.example")
    for number, alike in enumerate(ALIKE):
        provider.person(f"u{number}", alike)
        here = browser(f"203.0.113.{number + 10}")
        answer = through(here)
        assert (answer.status_code, answer.url) == (302, "/accounts/3rdparty/signup/"), alike
        assert b"told us none that we could use" in here.get(answer.url).content
    assert not User.objects.filter(email__contains="kes").exists()


@pytest.mark.parametrize("written", CASES)
def test_capital_letters_at_a_provider_are_the_same_account(acme, mike, named, provider, written):
    named(DOMAINS="acme.example")
    provider.person("u1", written)
    here = browser()
    through(here)
    assert is_in(here)
    assert here.session["_auth_user_id"] == str(mike.user_id)


@pytest.mark.parametrize("alike", ALIKE)
def test_one_way_of_looking_for_an_address_finds_nobody_else(acme, mike, alike):
    assert User.objects.with_address(alike) is None
    with pytest.raises(User.DoesNotExist):
        User.objects.get_by_natural_key(alike)
    assert not is_same(alike, ADDRESS)
    assert digest(alike) != digest(ADDRESS)
    with acme.scope():
        assert Membership.objects.with_address(alike) is None
        assert mike not in fitting(Membership.objects.all(), f"Somebody, {alike}")


@pytest.mark.parametrize("written", [*CASES, f"  {ADDRESS} "])
def test_it_finds_whom_it_is_in_capital_letters_and_with_spaces(acme, mike, written):
    assert User.objects.with_address(written) == mike.user
    assert User.objects.get_by_natural_key(written) == mike.user
    assert spelled(written) == ADDRESS
    with acme.scope():
        assert Membership.objects.with_address(written) == mike
        assert fitting(Membership.objects.all(), written) == [mike]


def test_an_account_of_older_days_with_such_letters_is_found_by_them_alone(acme, mike):
    old = User.objects.create_user("\u212aim@acme.example")
    assert User.objects.with_address("\u212aim@acme.example") == old
    assert User.objects.with_address("kim@acme.example") is None


@pytest.mark.parametrize("alike", ALIKE)
@pytest.mark.parametrize("command", ["end_sessions", "reset_second_factor"])
def test_a_command_for_an_address_like_somebodys_leaves_them_alone(acme, mike, command, alike):
    with pytest.raises(CommandError, match="No account has the address"):
        call_command(command, alike)


def test_no_token_is_made_for_an_address_like_somebodys(acme, mike, capsys):
    for alike in ALIKE:
        with pytest.raises(CommandError, match="No member of Acme has the address"):
            call_command("make_token", "x", organization="acme", member=alike, scopes=["people:read"])
    call_command("make_token", "x", organization="acme", member=CASES[0], scopes=["people:read"])
    with acme.scope():
        assert ApiToken.objects.get().membership == mike


def test_wrong_passwords_for_an_address_like_somebodys_are_not_written_down_as_theirs(acme, mike):
    with acme.scope():
        before = Event.objects.filter(verb="sign_in_failed").count()
    for alike in ALIKE:
        failed_password_of(alike, "/accounts/login/", "password")
    with acme.scope():
        assert Event.objects.filter(verb="sign_in_failed").count() == before
    failed_password_of(CASES[0], "/accounts/login/", "password")
    with acme.scope():
        assert Event.objects.filter(verb="sign_in_failed", subject_id=mike.pk).count() == before + 1


def test_an_observers_address_is_nobody_elses_either(acme, mike):
    with acme.scope():
        for alike in ALIKE:
            with pytest.raises(ValidationError):
                name_observer(member=acme.rob, name="Olga", address=alike, by=acme.rob, now=NOW)
        with pytest.raises(ValidationError, match="comes to this address anyway"):
            name_observer(member=mike, name="Me", address=CASES[0], by=mike, now=NOW)
