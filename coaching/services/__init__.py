"""Planning and holding 1:1s, writing notes, making and deciding commitments."""

from .commitments import (
    AT_MOST,
    carry_commitment,
    decide_commitment,
    drop_commitment,
    make_commitment,
    reopen_commitment,
    settle_commitment,
)
from .encouragements import encourage, withdraw_encouragement
from .notes import add_note, edit_note
from .one_on_ones import cancel, choose_topic, hold_one_on_one, plan_one_on_one, reschedule, restore

__all__ = [
    "AT_MOST",
    "add_note",
    "cancel",
    "carry_commitment",
    "choose_topic",
    "decide_commitment",
    "drop_commitment",
    "edit_note",
    "encourage",
    "hold_one_on_one",
    "make_commitment",
    "plan_one_on_one",
    "reopen_commitment",
    "reschedule",
    "restore",
    "settle_commitment",
    "withdraw_encouragement",
]
