"""The trail as a file, made while it is sent: CSV for spreadsheets, JSON lines for programs.

Headings and sentences of the CSV are in the reader's language. Codes (verb, kind of record, door, data) are the same in
both and in every language, and the names in JSON lines never change.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from organizations.audit.telling import Line, tell
from organizations.csv_out import csv_lines
from organizations.models import Event, Organization
from organizations.models.events import EventQuerySet

CSV, JSON_LINES = "csv", "jsonl"
BATCH = 1000


def header() -> list[str]:
    return [
        _("Number"), _("When"), _("Who, by number"), _("Who"), _("Code of what happened"), _("What happened"),
        _("Code of the record"), _("Record, by number"), _("Before and after"), _("Code of the door"), _("Address"),
        _("Token, by number"), _("Program"), _("Everything that was written down"),
    ]  # fmt: skip


def batches(events: EventQuerySet) -> Iterator[list[Event]]:
    """All events newest first, each batch going on where the one before ended: nothing is held or counted."""
    batch = list(events.newest_first()[:BATCH])
    while batch:
        yield batch
        batch = list(events.newest_first().older_than(batch[-1].place)[:BATCH]) if len(batch) == BATCH else []


def as_csv(events: EventQuerySet, organization: Organization, language: str) -> Iterator[str]:
    with translation.override(language):
        told = (line for batch in batches(events) for line in tell(batch, organization))
        yield from csv_lines(header(), (csv_row(line) for line in told))


def csv_row(line: Line) -> list[Any]:
    event = line.event
    return [
        event.pk, event.at, event.actor_id, line.who, event.verb, line.sentence, event.subject_type, event.subject_id,
        changes_in_words(line), event.door, event.address, event.token_id, event.agent,
        json.dumps(event.data, ensure_ascii=False, sort_keys=True),
    ]  # fmt: skip


def changes_in_words(line: Line) -> str:
    nothing = _("nothing")
    changes = (
        f"{c.field}: {c.before or nothing} → {c.after or nothing}".removeprefix(": ") for c in line.changes
    )
    return "; ".join(changes)


def as_json_lines(events: EventQuerySet) -> Iterator[str]:
    for batch in batches(events):
        yield from (json.dumps(plain(event), ensure_ascii=False) + "\n" for event in batch)


def plain(event: Event) -> dict[str, Any]:
    return {
        "id": event.pk, "at": event.at.isoformat(), "actor": event.actor_id, "verb": event.verb,
        "record": event.subject_type, "record_id": event.subject_id, "data": event.data, "door": event.door,
        "address": event.address, "token": event.token_id, "agent": event.agent,
    }  # fmt: skip
