"""Recording what happened, and telling whoever listens."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models

from organizations.models import Event, Membership
from organizations.tenancy.known_sql import insert
from organizations.tenancy.origin import current_origin

Listener = Callable[[Event], None]
listeners: dict[str, list[Listener]] = defaultdict(list)


def listen(verb: str, listener: Listener) -> None:
    """Call `listener(event)` in the same transaction whenever `verb` is recorded. Registered in AppConfigs."""
    if listener not in listeners[verb]:
        listeners[verb].append(listener)


def record(verb: str, subject: models.Model, *, by: Membership | None, now: datetime, **data: Any) -> Event:
    """Write the event of a state change, in the transaction of the change.

    `verb` is past tense with its noun ("activity_logged"). `data` holds before and after, people by id.
    Where it came from is what the door said.
    """
    origin = current_origin()
    event = Event(
        at=now, actor=by, verb=verb, subject_type=subject._meta.label_lower, subject_id=subject.pk, data=data,
        door=origin.door, address=origin.address, token_id=origin.token_id, agent=origin.agent,
    )  # fmt: skip
    insert(event)
    for listener in listeners[verb]:
        listener(event)
    return event


def record_refusal(*, by: Membership, path: str, method: str, now: datetime) -> Event:
    """Write down that a member was refused something (403). Called by the door in its own transaction."""
    return record("refused", by, by=by, now=now, path=path[:500], method=method)
