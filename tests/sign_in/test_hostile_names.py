"""Names that hurt, of people and of the devices they sign in with, in every mail about an account."""

import pytest
from django.core import mail
from django.core.management import call_command

from organizations.models import SignInMail
from tests.cast import PASSWORD
from tests.mail.whole import assert_reads_back
from tests.naughty import HURTING
from tests.renaming import rename_everything
from tests.sign_in.conftest import browser, by_password, code_in, link_in


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
}  # fmt: skip


@pytest.mark.parametrize("hurt", sorted(HURTING))
def test_every_mail_about_an_account_bears_people_and_devices_called_like_that(
    hurt, acme, clock, settings, mailbox, signed_in, set_up, capsys
):
    settings.SIGN_UP = "open"
    rename_everything(acme, HURTING[hurt])
    everything_about_an_account(acme, mailbox, signed_in, set_up, HURTING[hurt])
    for address in ("sol", "rob", "lea", "rita"):
        mailbox(f"{address}@acme.example")  # sends what waits
    assert set(SignInMail.objects.values_list("kind", flat=True)) == REACHED
    assert len(mail.outbox) == SignInMail.objects.count()
    for message in mail.outbox:
        assert_reads_back(message)
