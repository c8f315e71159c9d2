"""The log's pages."""

from .call_logs import bring, call_log, take_out
from .entries import delete, entries, entry, restore
from .follow_ups import drop, finish, follow_up, follow_ups, later, plan, put_back, reopen
from .handing_over import hand_over, take_back
from .log import log, who
from .next_steps import hold, lift_hold, next_steps, plan_next
from .oddities import bring_back, oddities, put_aside
from .reminders import add_device, reminder_hours, reminders, remove_device
from .tally import tally, tally_sheet

__all__ = [
    "add_device",
    "bring",
    "bring_back",
    "call_log",
    "delete",
    "drop",
    "entries",
    "entry",
    "finish",
    "follow_up",
    "follow_ups",
    "hand_over",
    "hold",
    "later",
    "lift_hold",
    "log",
    "next_steps",
    "oddities",
    "plan",
    "plan_next",
    "put_aside",
    "put_back",
    "reminder_hours",
    "reminders",
    "remove_device",
    "reopen",
    "restore",
    "take_back",
    "take_out",
    "tally",
    "tally_sheet",
    "who",
]
