"""Setting fields of a record: what differs, checked, saved, with before and after for the trail."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from organizations.plain_names import on_one_line


def set_fields(record: models.Model, values: dict[str, Any], allowed: frozenset[str]) -> dict[str, Any]:
    """Set and save what differs. Returns {"before": …, "after": …} of the changed fields, ids for records."""
    if unknown := set(values) - allowed:
        raise TypeError(f"There is no {', '.join(sorted(unknown))} to change.")
    before = {name: plain(getattr(record, name)) for name in values}
    for name, value in values.items():
        setattr(record, name, on_one_line(value) if isinstance(value, str) else value)
    after = {name: plain(getattr(record, name)) for name in values}
    changed = [name for name in values if before[name] != after[name]]
    check(record)
    if changed:
        record.save(update_fields=changed)
    return {"before": {n: before[n] for n in changed}, "after": {n: after[n] for n in changed}}


def check(record: models.Model) -> None:
    """Refuse fields that are too long, missing or not among their choices; links are the database's to check."""
    links = [field.name for field in record._meta.concrete_fields if field.is_relation]
    record.clean_fields(exclude=["id", *links])


def refuse_blank(name: str, text: str, sentence: str) -> None:
    if not text.strip():
        raise ValidationError({name: sentence})


def plain(value: Any) -> Any:
    """As JSON keeps it: records by id, dates and amounts as text."""
    if isinstance(value, models.Model):
        return value.pk
    return str(value) if isinstance(value, Decimal | date | datetime) else value
