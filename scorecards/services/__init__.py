"""Closing, acknowledging and amending weekly cards; their templates, and who has which."""

from .acknowledging import acknowledge_card
from .amending import amend_card
from .closing import close_card, close_cards, running_card
from .giving import give_first_template, give_template, set_default_template, take_back_template
from .teams import close_team_card, close_team_cards
from .templates import (
    adopt_template,
    change_template,
    make_template,
    restore_template,
    retire_template,
    take_back_version,
)
from .undoing import undo_template_event

__all__ = [
    "acknowledge_card",
    "adopt_template",
    "amend_card",
    "change_template",
    "close_card",
    "close_cards",
    "close_team_card",
    "close_team_cards",
    "give_first_template",
    "give_template",
    "make_template",
    "restore_template",
    "retire_template",
    "running_card",
    "set_default_template",
    "take_back_template",
    "take_back_version",
    "undo_template_event",
]
