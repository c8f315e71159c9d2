"""Turning a kind of mail off for oneself, and on again; and the links in mails that do it without signing in."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.links import absolute
from organizations.models import MailStop, Membership, OutboxMail

from .kinds import MailKind, kind_of

if TYPE_CHECKING:
    from .outbox import NewMail

SALT = "a kind of mail"
# A mail that was held back so long ago still goes out when the choice is undone.
STILL_NEWS = timedelta(hours=1)


def stop_mails(*, membership: Membership, key: str, by: Membership | None, now: datetime) -> None:
    """No more of this kind for this person, what waits included. Refuses a kind that everyone has to get."""
    kind = that_can_stop(key)
    with transaction.atomic():
        if not wants(membership, kind):
            return
        choose(membership, kind, False, by, now)
        waiting = OutboxMail.objects.filter(recipient=membership, kind=key, state=OutboxMail.PENDING)
        waiting.update(state=OutboxMail.UNWANTED)
        record("mail_stopped", membership, by=by, now=now, kind=key)


def resume_mails(*, membership: Membership, key: str, by: Membership | None, now: datetime) -> None:
    """This kind again from now on, and what was held back a moment ago."""
    kind = that_can_stop(key)
    with transaction.atomic():
        if wants(membership, kind):
            return
        choose(membership, kind, True, by, now)
        held = OutboxMail.objects.filter(recipient=membership, kind=key, state=OutboxMail.UNWANTED)
        held.filter(next_try_at__gt=now - STILL_NEWS).update(state=OutboxMail.PENDING)
        record("mail_resumed", membership, by=by, now=now, kind=key)


def choose(
    membership: Membership, kind: MailKind, wanted: bool, by: Membership | None, now: datetime
) -> None:
    if kind.choice:
        kind.choice.choose(membership=membership, wanted=wanted, by=by, now=now)
    elif wanted:
        MailStop.objects.filter(membership=membership, kind=kind.key).delete()
    else:
        MailStop.objects.get_or_create(membership=membership, kind=kind.key, defaults={"stopped_at": now})


def wants(membership: Membership, kind: MailKind) -> bool:
    if kind.choice:
        return kind.choice.wants(membership)
    return not MailStop.objects.filter(membership=membership, kind=kind.key).exists()


def that_can_stop(key: str) -> MailKind:
    kind = kind_of(key)
    if not kind.can_stop:
        raise ValidationError(_("This mail cannot be turned off."))
    return kind


def unwanted(mails: Collection["NewMail"]) -> set[str]:
    """The keys of those mails whose readers have turned their kind off; one query. An app that keeps the choice by
    itself asks it before it writes a mail.
    """
    asked = [
        mail
        for mail in mails
        if mail.recipient and kind_of(mail.kind).can_stop and not kind_of(mail.kind).choice
    ]
    if not asked:
        return set()
    stops = MailStop.objects.filter(membership__in={mail.recipient for mail in asked})
    stopped = set(stops.values_list("membership", "kind"))
    return {mail.key for mail in asked if mail.recipient and (mail.recipient.pk, mail.kind) in stopped}


def stopping_page(membership: Membership, key: str) -> str:
    """The link at the foot of a mail. It opens a page with a button; looking at it changes nothing."""
    return absolute(reverse("stop_mails", kwargs={"token": token_of(membership, key)}))


def one_click(membership: Membership, key: str) -> str:
    """Where a mail program posts to when its reader presses "unsubscribe" (RFC 8058)."""
    return absolute(reverse("stop_mails_at_once", kwargs={"token": token_of(membership, key)}))


def token_of(membership: Membership, key: str) -> str:
    """Signed, so that nobody makes one for somebody else. It opens nothing but this choice, and so never ends."""
    return signing.dumps([membership.organization_id, membership.pk, key], salt=SALT)


def behind(token: str) -> tuple[int, int, str] | None:
    """(organization, member, kind) of a link that we signed."""
    try:
        organization, member, key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return organization, member, key
