"""Every kind of mail in a language that nobody speaks, made as it is made every day."""

from datetime import timedelta

import pytest
from django.utils import translation

from activities.models import FollowUp, ReminderHours
from activities.services import give_reminders
from organizations.invitations.inviting import resend_invitation
from organizations.mail.kinds import ACCOUNT, kinds
from organizations.mail.own_kinds import CODES, NOTICES
from organizations.models import MailStop, OutboxMail
from organizations.privacy.ending import ask_for_end, call_off_end
from organizations.services import make_token
from organizations.sign_in.letters import write_letter
from organizations.tokens.scopes import EVERYTHING
from scorecards.models import Watch
from scorecards.observers.naming import name_observer
from scorecards.weekly import close_due
from tests.cast import NOW
from tests.texts.pseudo import CODE
from tests.texts.reading import said_by

LATER = NOW + timedelta(days=7)
# Sent by nobody here: links and codes go by other mails (organizations/sign_in/adapter.py).
NEVER_SENT = {"password_reset_code", "email_confirm"}


def make_every_mail(acme, world) -> None:
    with acme.scope():
        for member in (acme.ada, acme.rob):
            member.refresh_from_db()
        MailStop.objects.all().delete()
        ReminderHours.objects.filter(membership=acme.rob).update(by_mail=True)
        Watch.objects.update(state=Watch.CONFIRMED, confirmed_at=NOW - timedelta(days=20))
        FollowUp.objects.create(member=acme.rob, contact=world.contact, due_on=NOW.date(), created_at=NOW)
        give_reminders(organization=acme.organization, now=NOW)
        name_observer(member=acme.rob, name="Nora", address="nora@mentor.example", by=acme.rob, now=NOW)
        resend_invitation(invitation=world.invitation, by=acme.ada, now=NOW + timedelta(hours=1))
        make_token(membership=acme.rob, name="Dialler", scopes=EVERYTHING, by=acme.ada, now=NOW)
        ask_for_end(organization=acme.organization, typed="Acme", by=acme.ada, now=NOW)
        call_off_end(organization=acme.organization, by=acme.ada, now=NOW)
    close_due(organization_id=acme.organization.pk, now=LATER)


def test_no_mail_of_an_organization_says_what_cannot_be_translated(acme, world, reader, clock):
    """Made while nobody's language is set, as a worker makes them: each is in its reader's own."""
    with translation.override("en"):
        make_every_mail(acme, world)
    with acme.scope():
        mails = list(OutboxMail.objects.exclude(pk=world.mail.pk))
    assert {mail.kind for mail in mails} == {key for key, kind in kinds.items() if kind.to != ACCOUNT}
    for mail in mails:
        reader.read(mail.kind, [mail.subject, mail.text, *said_by(mail.html)])
    assert not reader.found, "\n".join(reader.found)


class Provider:
    name = "Google"


WORDS = {
    "code": "2846-1057", "email": "rob@acme.example", "from_email": "rob@acme.example", "to_email": "r@acme.example",
    "deleted_email": "r@acme.example", "device": "Firefox", "ip": "203.0.113.7", "timestamp": NOW,
    "provider": Provider(), "sign_up_is_open": True, "password_reset_url": "https://acme.example/x",
}  # fmt: skip


@pytest.mark.parametrize("sign_up_is_open", [True, False])
def test_no_mail_about_an_account_says_what_cannot_be_translated(sign_up_is_open, acme, reader):
    rooms = {"recovery_codes": "mfa", "totp": "mfa", "webauthn": "mfa", "account_connected": "socialaccount"}
    rooms["account_disconnected"] = "socialaccount"
    words = {**WORDS, "user": acme.rob.user, "sign_up_is_open": sign_up_is_open}
    with translation.override(CODE):
        for kind in {*CODES, *NOTICES} - NEVER_SENT:
            room = next((room for begin, room in rooms.items() if kind.startswith(begin)), "account")
            letter = write_letter(f"{room}/email/{kind}", words)
            reader.read(kind, [letter.subject, letter.text, *said_by(letter.html)])
    assert not reader.found, "\n".join(reader.found)
