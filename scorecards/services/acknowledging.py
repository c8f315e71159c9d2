"""Acknowledging a card: its owner has read it and says how they read the week."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.models import Membership
from scorecards.models import Card

LONGEST = 4000


def acknowledge_card(*, card: Card, reflection: str, by: Membership, now: datetime) -> Card:
    """Keep that the card was read, with the reflection. Said again, the reflection is replaced; the time stays."""
    reflection = reflection.strip()
    if len(reflection) > LONGEST:
        raise ValidationError(
            {
                "reflection": _("Keep it to %(longest)s characters; this is %(count)s.")
                % {"longest": f"{LONGEST:,}", "count": f"{len(reflection):,}"}
            }
        )
    with transaction.atomic():
        before, read_before = card.reflection, card.acknowledged_at is not None
        card.acknowledged_at, card.reflection = card.acknowledged_at or now, reflection
        card.save(update_fields=["acknowledged_at", "reflection"])
        record(
            "card_acknowledged",
            card,
            by=by,
            now=now,
            week=str(card.week_on),
            changed=before != reflection,
            before={"acknowledged": read_before},
            after={"acknowledged": True},
        )
    return card
