"""Tokens of the API: made by their member, ended by them or an admin, and when they were last used."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.models import ApiToken, Membership
from organizations.models.people import digest_of
from organizations.tokens.letter import tell_owner
from organizations.tokens.scopes import checked_scopes

# What a token begins with, so that programs that look for lost secrets know one when they see it.
PREFIX = "slt_"
MOST_LIVE = 50
# How exactly the last use is known.
USE_KEPT_TO = timedelta(minutes=10)


def make_token(
    *,
    membership: Membership,
    name: str,
    scopes: Iterable[str],
    by: Membership | None,
    now: datetime,
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """A new API token and its secret, which can't be read again. Refuses an end that has passed, and no scope."""
    secret = PREFIX + secrets.token_urlsafe(32)
    name, held = " ".join(name.split()), checked_scopes(scopes)
    refuse_token(membership, name, now, expires_at)
    with transaction.atomic():
        token = ApiToken.objects.create(
            membership=membership, name=name, digest=digest_of(secret), scopes=held, created_at=now,
            expires_at=expires_at,
        )  # fmt: skip
        record(
            "token_made", token, by=by, now=now, membership=membership.pk, scopes=held,
            until=expires_at and expires_at.isoformat(),
        )  # fmt: skip
        tell_owner(token, by, now)
    return token, secret


def refuse_token(membership: Membership, name: str, now: datetime, expires_at: datetime | None) -> None:
    if not name:
        raise ValidationError({"name": _("Say what it is for: then you know later which one to revoke.")})
    if expires_at is not None and expires_at <= now:
        raise ValidationError({"expires_at": _("This day has passed. Choose a later one.")})
    if ApiToken.objects.live(now).filter(membership=membership).count() >= MOST_LIVE:
        raise ValidationError(
            _("There are %(most)s tokens already. Revoke those that nothing uses.") % {"most": MOST_LIVE}
        )


def revoke_token(*, token: ApiToken, by: Membership | None, now: datetime) -> bool:
    """The token opens nothing from the next call on. False when it was revoked already."""
    with transaction.atomic():
        if not ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now):
            return False
        record("token_revoked", token, by=by, now=now, membership=token.membership_id)
    return True


def is_worth_keeping(token: ApiToken, now: datetime) -> bool:
    """Whether the last use that is kept is so old that a new one is worth writing."""
    return token.last_used_at is None or token.last_used_at <= now - USE_KEPT_TO


def keep_use(*, token_id: int, now: datetime) -> None:
    """Remember that the token was used now. No event: it changes nothing."""
    old = Q(last_used_at__isnull=True) | Q(last_used_at__lte=now - USE_KEPT_TO)
    ApiToken.objects.filter(old, pk=token_id).update(last_used_at=now)
