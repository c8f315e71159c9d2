"""What is written down about the trail itself."""

from datetime import datetime
from typing import Any

from organizations.events import record
from organizations.models import Event, Membership


def note_export(*, form: str, asked: dict[str, Any], by: Membership, now: datetime) -> Event:
    """Somebody takes the trail, or the part that was asked for, away as a file."""
    asks = {name: value if isinstance(value, int) else str(value) for name, value in asked.items()}
    return record("audit_exported", by.organization, by=by, now=now, form=form, asked=asks)
