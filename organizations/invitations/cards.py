"""Which weekly card the invited will have. Cards belong to a higher room: it supplies them as plain values, the
invitation keeps the id alone, and whoever listens to "invitation_accepted" looks it up again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from organizations import registry
from organizations.models import Invitation

AS_OTHERS = ""


@dataclass(frozen=True)
class CardToGive:
    """A card that people can have; `is_default`: whoever was given none has it. A retired one is given no more."""

    pk: int
    name: str
    is_default: bool = False
    is_retired: bool = False


def cards_here(now: datetime) -> list[CardToGive]:
    """All of them, by name."""
    return registry.ask("cards to give", now=now)


def card_choices(now: datetime) -> list[tuple[Any, str]]:
    """What a form offers: what everybody else has, then the others that are given."""
    found = cards_here(now)
    default = next((card.name for card in found if card.is_default), "")
    others = [(card.pk, card.name) for card in found if not card.is_default and not card.is_retired]
    as_others = _("As everybody else: %(name)s") % {"name": default}
    return [(AS_OTHERS, as_others), *others]


class CardField(forms.TypedChoiceField):
    """One of the cards by its id, or None: as everybody else. `asks`: whether there is anything to choose."""

    def __init__(self, *, now: datetime) -> None:
        choices = card_choices(now)
        self.asks = len(choices) > 1
        super().__init__(
            label=_("Weekly card"), required=False, coerce=int, empty_value=None, choices=choices,
            help_text=_("What it scores fits what they do. It counts from their first week on."),
            error_messages={"invalid_choice": _("Choose one of these cards.")},
        )  # fmt: skip


def refuse_card(card: int | None, is_rep: bool, now: datetime) -> None:
    """Cards are of people who sell, and a retired one is given no more."""
    if card is None:
        return
    if not is_rep:
        raise ValidationError({"card_template": _("Who does not sell has no card.")})
    if card not in {one.pk for one in cards_here(now) if not one.is_retired}:
        raise ValidationError({"card_template": _("There is no such card. Choose another one.")})


def cards_of(invitations: Iterable[Invitation], now: datetime) -> dict[int, CardToGive]:
    """By invitation's id, the card that was chosen for it; nobody is asked where none was."""
    chosen = {one.pk: one.card_template for one in invitations if one.card_template}
    there = {card.pk: card for card in cards_here(now)} if chosen else {}
    return {pk: there[card] for pk, card in chosen.items() if card in there}
