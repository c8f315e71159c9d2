"""The log and what follows from it: activities with their types and outcomes, follow-ups, and what waits."""

from .blocks import BlockPerson, CallBlock
from .call_logs import CallLog
from .devices import DeviceKey
from .follow_ups import FollowUp, FollowUpQuerySet, Hold
from .log import Activity, ActivityQuerySet, ActivityType, Outcome
from .oddities import OddityAside
from .reminders import PushDevice, Reminder, ReminderHours

__all__ = [
    "Activity",
    "ActivityQuerySet",
    "ActivityType",
    "BlockPerson",
    "CallBlock",
    "CallLog",
    "DeviceKey",
    "FollowUp",
    "FollowUpQuerySet",
    "Hold",
    "OddityAside",
    "Outcome",
    "PushDevice",
    "Reminder",
    "ReminderHours",
]
