"""Every change of the log: writing entries down, changing them, taking them out, and following up."""

from .change import delete_activity, edit_activity, restore_activity
from .follow_ups import finish_follow_up, plan_follow_up, reopen_follow_up, snooze
from .history import log_history
from .log import Conflict, log_activity

__all__ = [
    "Conflict",
    "delete_activity",
    "edit_activity",
    "finish_follow_up",
    "log_activity",
    "log_history",
    "plan_follow_up",
    "reopen_follow_up",
    "restore_activity",
    "snooze",
]
