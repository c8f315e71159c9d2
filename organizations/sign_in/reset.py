"""Taking second factors off an account, by whoever runs the installation."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from organizations.mail.sign_in import queue_sign_in_mail
from organizations.models import User

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
        Session.objects.filter(
            session_key__in=UserSession.objects.filter(user=user).values("session_key")
        ).delete()
        write(user, "second_factor_removed", by_themselves=False, type=", ".join(types))
        letter = write_letter("account/email/second_factor_reset", {"user": user})
        queue_sign_in_mail(
            kind=letter.kind, to_address=user.email, subject=letter.subject, text=letter.text, html=letter.html,
            lasts=letter.lasts, now=now,
        )  # fmt: skip
    return True
