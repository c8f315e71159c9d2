"""Mails about somebody's account. They wait in PostgreSQL as all mails do, so that no page waits for a mail server,
and none tells by its time whether there was anything to send."""

import uuid
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Mail, SignInMail

from .headers import message_id, one_line, readable

log = structlog.get_logger(__name__)
# So many of a kind to one address an hour: nobody can fill somebody's mailbox by asking for codes. The limits on
# asking (organizations/sign_in/tries.py) are narrower; this one holds whoever asks from however many places.
MOST_AN_HOUR = 20
MOST_OF_A_KIND = {"password_reset_key": 5, "unknown_account": 3, "account_already_exists": 3}
KEPT = timedelta(days=30)
TOO_LATE = _("Not sent in time: it would have been of no use any more.")


def queue_sign_in_mail(
    *, kind: str, to_address: str, subject: str, text: str, html: str, lasts: timedelta, now: datetime
) -> SignInMail | None:
    """Put one mail into the outbox of sign-in. None when the address was sent enough of this kind lately."""
    validate_email(to_address)
    with transaction.atomic():
        if sent_enough(kind, to_address, now):
            log.warning("sign_in_mail_held_back", kind=kind)
            return None
        key = f"{kind}/{uuid.uuid4()}"
        mail = SignInMail.objects.create(
            key=key, kind=kind, to_address=to_address, subject=one_line(subject),
            text=readable(text), html=readable(html),
            message_id=message_id(0, key, settings.MAIL_DOMAIN), next_try_at=now, created_at=now,
            expires_at=now + lasts,
        )  # fmt: skip
        wake_delivery()
    return mail


def sent_enough(kind: str, to_address: str, now: datetime) -> bool:
    lately = SignInMail.objects.filter(
        to_address=to_address, kind=kind, created_at__gt=now - timedelta(hours=1)
    )
    return lately.count() >= MOST_OF_A_KIND.get(kind, MOST_AN_HOUR)


def tidy_sign_in_mails(*, now: datetime) -> None:
    """Give up what is of no use any more, wiping what it said, and forget what was sent long ago."""
    nobody_has_it = Q(state=Mail.PENDING) | Q(state=Mail.SENDING, lease_until__lt=now)
    SignInMail.objects.filter(nobody_has_it, expires_at__lte=now).update(
        state=Mail.FAILED, text="", html="", answer=TOO_LATE, lease_until=None
    )
    SignInMail.objects.filter(created_at__lt=now - KEPT).delete()


def wake_delivery() -> None:
    from organizations.tasks import deliver_sign_in_mail  # the tasks call this package
    from organizations.tenancy.tasks import nudge

    nudge(deliver_sign_in_mail)
