"""Names that hurt, of people and of the devices they sign in with, in every mail about an account."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.core.management import call_command

from organizations.mail.own_kinds import CODES, NOTICES
from organizations.models import SignInMail, User
from tests.cast import PASSWORD
from tests.mail.whole import assert_reads_back
from tests.naughty import HURTING
from tests.renaming import rename_everything
from tests.sign_in.conftest import browser, by_password, code_in, link_in, through
from tests.sign_in.passkeys import add_passkey
from tests.texts.test_every_mail import NEVER_SENT


def everything_about_keys(acme, mailbox, signed_in, clock, on_commit, agent: str) -> None:
    """A passkey, a provider and a first password: what one may come in by besides."""
    here = signed_in(acme.ada, **{"user-agent": agent})
    add_passkey(here, agent)
    with on_commit(execute=True):
        here.post("/accounts/2fa/recovery-codes/generate/")
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    here.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    assert through(here, process="connect").url == "/accounts/3rdparty/"
    here.post("/accounts/3rdparty/", {"account": SocialAccount.objects.get().pk})
    with acme.scope():
        User.objects.filter(pk=acme.sam.user_id).update(password=make_password(None))
    first = browser("198.51.100.13", **{"user-agent": agent})
    first.post("/accounts/login/code/", {"email": "sam@acme.example"})
    first.post("/accounts/login/code/confirm/", {"code": code_in(mailbox("sam@acme.example")[0])})
    clock.shift(timedelta(minutes=6))
    again = first.get("/accounts/2fa/totp/activate/").url
    first.post(again, {"send": "1"})
    first.post(again, {"code": code_in(mailbox("sam@acme.example")[-1])})
    first.post("/accounts/password/set/", dict.fromkeys(("password1", "password2"), "a kite in the fog"))


def everything_about_an_account(acme, mailbox, signed_in, set_up, agent: str) -> None:
    """By every door that mails something about an account, with a device that calls itself this."""
    device = {"user-agent": agent}
    by_password(browser(), "sol@acme.example")
    by_password(browser("198.51.100.9", **device), "sol@acme.example")
    for address in ("rob@acme.example", "nobody@else.example"):
        browser("198.51.100.10", **device).post("/accounts/login/code/", {"email": address})
    asked = browser("198.51.100.11", **device)
    asked.post("/accounts/signup/", {"email": "rob@acme.example", "password1": PASSWORD})
    asked.post(
        "/accounts/signup/", {"email": "newcomer@else.example", "password1": "a boat under the bridge"}
    )
    asked = browser("198.51.100.12", **device)
    asked.post("/accounts/password/reset/", {"email": "rita@acme.example"})
    new = {"password1": "a boat under the bridge", "password2": "a boat under the bridge"}
    asked.post(asked.get(link_in(mailbox("rita@acme.example")[-1])).url, new)
    here = signed_in(acme.rob, **device)
    set_up(here)
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})
    here.post("/accounts/2fa/totp/deactivate/")
    set_up(here)
    call_command("reset_second_factor", "rob@acme.example")
    moved = signed_in(acme.lea, **device)
    moved.post("/accounts/email/", {"action_add": "", "email": "lea@home.example"})
    moved.post("/accounts/confirm-email/", {"code": code_in(mailbox("lea@home.example")[0])})


REACHED = {
    "new_device", "login_code", "unknown_account", "account_already_exists",
    "password_reset_key", "password_reset", "totp_activated", "password_changed",
    "totp_deactivated", "second_factor_reset", "email_confirmation", "email_changed",
    "webauthn_added", "webauthn_removed", "recovery_codes_generated", "account_connected", "account_disconnected",
    "password_set", "reauthentication_code",
}  # fmt: skip
# Sent by nobody (tests/texts/test_every_mail.py), and two that no door of this test leads to yet.
NOT_REACHED = NEVER_SENT | {"email_confirmation_signup", "email_deleted"}


def test_every_mail_about_an_account_is_reached_or_named_as_one_that_is_not():
    assert {*CODES, *NOTICES} == REACHED | NOT_REACHED
    assert not REACHED & NOT_REACHED


@pytest.mark.parametrize("hurt", sorted(HURTING))
def test_every_mail_about_an_account_bears_people_and_devices_called_like_that(
    hurt,
    acme,
    clock,
    settings,
    mailbox,
    signed_in,
    set_up,
    named,
    provider,
    django_capture_on_commit_callbacks,
    capsys,
):
    settings.SIGN_UP = "open"
    named()
    provider.person("u1", "ada@elsewhere.example", name=HURTING[hurt])
    rename_everything(acme, HURTING[hurt])
    everything_about_an_account(acme, mailbox, signed_in, set_up, HURTING[hurt])
    on_commit = django_capture_on_commit_callbacks
    everything_about_keys(acme, mailbox, signed_in, clock, on_commit, HURTING[hurt])
    for address in ("sol", "rob", "lea", "rita", "ada", "sam"):
        mailbox(f"{address}@acme.example")  # sends what waits
    assert set(SignInMail.objects.values_list("kind", flat=True)) == REACHED
    assert len(mail.outbox) == SignInMail.objects.count()
    for message in mail.outbox:
        assert_reads_back(message)
