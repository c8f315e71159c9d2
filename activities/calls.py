"""A call that was just made from the page: when it began, and how long the person was away for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

# Longer away than this was more than the call: the time it began stands, its length is left open.
LONGEST = timedelta(hours=4)
SHORTEST = timedelta(seconds=30)
OLDEST = timedelta(days=7)


@dataclass(frozen=True)
class Call:
    """It began at `started` and the person was back after `seconds`."""

    started: datetime
    seconds: int

    @property
    def minutes(self) -> int | None:
        """As a person would say it; None where that is no likely length of a call."""
        away = timedelta(seconds=self.seconds)
        return max(1, round(self.seconds / 60)) if SHORTEST <= away <= LONGEST else None

    @property
    def query(self) -> dict[str, str]:
        """As the next address carries it on."""
        return {"started": self.started.isoformat(), "took": str(self.seconds)}


def call_of(asked: Any, now: datetime) -> Call | None:
    """The call that an address tells of: `ago` seconds back by the phone's own clock, or `started` as we said it.

    A difference is asked for and no time of day, because clocks of phones may be wrong.
    """
    took = seconds_of(asked.get("took", ""))
    if (ago := seconds_of(asked.get("ago", ""))) is not None:
        started = now - timedelta(seconds=ago)
    elif (said := instant_of(asked.get("started", ""))) is not None:
        started = said
    else:
        return None
    return Call(started, took or 0) if now - OLDEST <= started <= now else None


def seconds_of(text: str) -> int | None:
    """Whole seconds up to a week; None for anything else."""
    seconds = int(text) if text.isdecimal() and len(text) < 8 else None
    return seconds if seconds is not None and seconds <= OLDEST.total_seconds() else None


def instant_of(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
