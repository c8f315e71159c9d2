"""The log's pages."""

from .entries import delete, entries, entry, restore
from .follow_ups import finish, later, reopen
from .log import log, when, who

__all__ = ["delete", "entries", "entry", "finish", "later", "log", "reopen", "restore", "when", "who"]
