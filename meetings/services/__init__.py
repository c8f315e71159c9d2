"""Every change of calendars and of the meetings they bring."""

from .feeds import end_feed, start_feed
from .proposals import dismiss_meeting, log_meeting, propose_again
from .sources import add_address, add_file, note_trouble, remove_source, take_events

__all__ = [
    "add_address",
    "add_file",
    "dismiss_meeting",
    "end_feed",
    "log_meeting",
    "note_trouble",
    "propose_again",
    "remove_source",
    "start_feed",
    "take_events",
]
