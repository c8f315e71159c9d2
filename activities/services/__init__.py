"""Every change of the log: writing entries down, changing them, taking them out, and following up."""

from .batch import Taken, log_many
from .blocks import (
    CalledAlready,
    NobodyListed,
    end_block,
    log_in_block,
    pause_block,
    resume_block,
    skip_person,
    start_block,
    take_up_skipped,
)
from .call_logs import bring_call_log, start_call_log, take_call_log_out, take_rows
from .change import delete_activity, edit_activity, is_closed, restore_activity
from .coming_back import move_after_days_off
from .devices import device_key
from .follow_ups import (
    change_follow_up,
    drop_follow_up,
    finish_follow_up,
    next_of,
    plan_follow_up,
    reopen_follow_up,
)
from .handing_over import reassign_follow_up, take_back_follow_up
from .history import log_history
from .holds import hold, lift_hold
from .log import Conflict, log_activity
from .oddities import bring_oddity_back, put_oddity_aside
from .reminders import add_device, choose_hours, give_reminders, remove_device
from .snoozing import snooze, unsnooze
from .tally import tallied, tally

__all__ = [
    "CalledAlready",
    "Conflict",
    "NobodyListed",
    "Taken",
    "add_device",
    "bring_call_log",
    "bring_oddity_back",
    "change_follow_up",
    "choose_hours",
    "delete_activity",
    "device_key",
    "drop_follow_up",
    "edit_activity",
    "end_block",
    "finish_follow_up",
    "give_reminders",
    "hold",
    "is_closed",
    "lift_hold",
    "log_activity",
    "log_history",
    "log_in_block",
    "log_many",
    "move_after_days_off",
    "next_of",
    "pause_block",
    "plan_follow_up",
    "put_oddity_aside",
    "reassign_follow_up",
    "remove_device",
    "reopen_follow_up",
    "restore_activity",
    "resume_block",
    "skip_person",
    "snooze",
    "start_block",
    "start_call_log",
    "take_back_follow_up",
    "take_call_log_out",
    "take_rows",
    "take_up_skipped",
    "tallied",
    "tally",
    "unsnooze",
]
