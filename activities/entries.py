"""Facts about one entry, from plain values: whom it was with, how fresh it is, what was sent."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

LIVE = timedelta(minutes=10)
AHEAD = timedelta(minutes=5)
KEY_LENGTH = 320


def prospect_key(*, contact_id: int | None, account_id: int | None, text: str) -> str:
    """Whom an entry was with, for one credit per prospect, channel and day (COUNTING §2).

    The contact, else the account, else the free text with case and spaces folded; empty with none of them.
    """
    if contact_id:
        return f"c{contact_id}"
    if account_id:
        return f"a{account_id}"
    folded = " ".join(text.split()).casefold()
    return f"t:{folded}"[:KEY_LENGTH] if folded else ""


def evidence_of(*, occurred_at: datetime, now: datetime, zone: str) -> str:
    """How fresh an entry is when it is written down: live, same day, late. Neutral, never a penalty."""
    if now - occurred_at <= LIVE:
        return "live"
    there = ZoneInfo(zone)
    same = occurred_at.astimezone(there).date() == now.astimezone(there).date()
    return "same_day" if same else "late"


def is_ahead(occurred_at: datetime, now: datetime) -> bool:
    """Further in the future than clocks may differ (COUNTING §1: 5 minutes)."""
    return occurred_at - now > AHEAD


def fingerprint(sent: Mapping[str, Any]) -> str:
    """The same for the same values, so that a replay can be told from another entry under a used id."""
    text = json.dumps(sent, sort_keys=True, default=str, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
