"""Putting an oddity aside, and taking that back. It changes no figure either way."""

from datetime import datetime

from django.db import transaction

from activities.models import OddityAside
from organizations.events import record
from organizations.models import Membership


def put_oddity_aside(*, member: Membership, key: str, by: Membership, now: datetime) -> None:
    """It was looked at and is fine. Doing so twice changes nothing."""
    with transaction.atomic():
        _aside, made = OddityAside.objects.get_or_create(
            member=member, key=key, defaults={"seen_by": by, "seen_at": now}
        )
        if made:
            record("oddity_put_aside", member, by=by, now=now, key=key)


def bring_oddity_back(*, member: Membership, key: str, by: Membership, now: datetime) -> None:
    """Show it again (undo)."""
    with transaction.atomic():
        gone, _each = OddityAside.objects.filter(member=member, key=key).delete()
        if gone:
            record("oddity_brought_back", member, by=by, now=now, key=key)
