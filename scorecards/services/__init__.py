"""Closing, acknowledging and amending weekly cards."""

from .acknowledging import acknowledge_card
from .amending import amend_card
from .closing import close_card, close_cards, running_card
from .teams import close_team_card, close_team_cards

__all__ = [
    "acknowledge_card",
    "amend_card",
    "close_card",
    "close_cards",
    "close_team_card",
    "close_team_cards",
    "running_card",
]
