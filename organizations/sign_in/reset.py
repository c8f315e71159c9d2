"""What only whoever runs the installation does to an account: taking factors off, ending sessions."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import override

from organizations.mail.sign_in import queue_sign_in_mail
from organizations.models import User

from .languages import language_of_account
from .letters import write_letter
from .trail import write


def take_factors_off(*, user: User, now: datetime) -> bool:
    """Every second factor goes, every session ends, and a mail says so. False when there was none."""
    with transaction.atomic():
        factors = Authenticator.objects.filter(user=user)
        types = sorted(factors.values_list("type", flat=True))
        if not types:
            return False
        factors.delete()
        delete_sessions_of(user)
        write(user, "second_factor_removed", by_themselves=False, type=types)
        with override(language_of_account(user, user.email)):
            letter = write_letter("account/email/second_factor_reset", {"user": user})
        queue_sign_in_mail(
            kind=letter.kind, to_address=user.email, subject=letter.subject, text=letter.text, html=letter.html,
            lasts=letter.lasts, now=now,
        )  # fmt: skip
    return True


def end_sessions_of(*, user: User) -> int:
    """Sign one person out on every device; how many sessions that were."""
    with transaction.atomic():
        ended = delete_sessions_of(user)
        write(user, "session_ended", by_themselves=False, all=True)
    return ended


def end_all_sessions() -> int:
    """Sign everybody out; how many sessions that were."""
    return Session.objects.all().delete()[0]


def delete_sessions_of(user: User) -> int:
    keys = UserSession.objects.filter(user=user).values("session_key")
    return Session.objects.filter(session_key__in=keys).delete()[0]
