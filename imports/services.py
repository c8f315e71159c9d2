"""Bringing records in: a batch begins, takes chunks one transaction each, and ends or is stopped half-way."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction

from organizations.events import record
from organizations.models import Membership, Organization

from .chunks import REFUSED, WARNING, Chunk, Problem, Row
from .lookups import known
from .models import ImportBatch, ImportIssue
from .registry import Importer
from .rows import Read

COUNTS = ["rows", "created", "updated", "unchanged", "refused", "warned"]


def begin_batch(
    *, kind: str, source: str, filename: str, digest: str, mapping: dict, by: Membership | None, now: datetime
) -> ImportBatch:
    """The batch of this file and mapping that was stopped half-way, else a new one."""
    with transaction.atomic():
        same = ImportBatch.objects.filter(kind=kind, source=source, digest=digest, mapping=mapping)
        if stopped := same.begun().order_by("-pk").first():
            return go_on(stopped, by, now)
        batch = ImportBatch.objects.create(
            kind=kind,
            source=source,
            filename=filename[:300],
            digest=digest,
            mapping=mapping,
            started_by=by,
            started_at=now,
            alive_at=now,
        )
        record("import_started", batch, by=by, now=now, kind=kind, source=source)
    return batch


def go_on(batch: ImportBatch, by: Membership | None, now: datetime) -> ImportBatch:
    before, batch.state, batch.alive_at = batch.state, ImportBatch.RUNNING, now
    batch.save(update_fields=["state", "alive_at"])
    if before != batch.state:
        record("import_resumed", batch, by=by, now=now, before=before, after=batch.state)
    return batch


def take_chunk(
    *,
    batch: ImportBatch,
    importer: Importer,
    reads: list[Read],
    by: Membership | None,
    now: datetime,
    at: datetime,
) -> ImportBatch:
    """Take the rows that no earlier run took. All of the chunk is written, with how far it got, or nothing.

    `at` is the time by the clock, and a sign of life; `now` is the one instant of the whole run.
    """
    with transaction.atomic():
        batch = locked(batch)
        chunk = chunk_of([read for read in reads if read[0].line > batch.last_line])
        for row in chunk.good:
            importer.remember(row, taken_before=False)
        importer.take(chunk)
        count_up(batch, chunk, rows=sum(read[0].line > batch.last_line for read in reads))
        batch.last_line = max(batch.last_line, reads[-1][0].line)
        batch.state, batch.alive_at = ImportBatch.RUNNING, at
        batch.save(update_fields=[*COUNTS, "last_line", "state", "alive_at"])
        record(
            "records_imported",
            batch,
            by=by,
            now=now,
            kind=batch.kind,
            created=chunk.created,
            updated=chunk.updated,
            **chunk.facts,
        )
    return batch


def end_batch(*, batch: ImportBatch, importer: Importer, by: Membership | None, now: datetime) -> ImportBatch:
    """Make the links that needed all rows, and close the batch."""
    with transaction.atomic():
        batch = locked(batch)
        if batch.state == ImportBatch.DONE:
            return batch
        chunk = Chunk()
        importer.finish(chunk)
        count_up(batch, chunk, rows=0)
        before, batch.state, batch.ended_at = batch.state, ImportBatch.DONE, now
        batch.save(update_fields=[*COUNTS, "state", "ended_at"])
        record(
            "import_ended", batch, by=by, now=now, before=before, after=ImportBatch.DONE,
            **{name: getattr(batch, name) for name in COUNTS},
        )  # fmt: skip
    return batch


def stop_batch(*, batch: ImportBatch, by: Membership | None, now: datetime) -> None:
    """It ends half-way: it failed, or somebody stopped it. What it took stays, and whoever listens hears of it now."""
    with transaction.atomic():
        batch = locked(batch)
        if batch.state == ImportBatch.RUNNING:
            halt(batch, by, now)


def stop_abandoned(*, organization: Organization, now: datetime) -> int:
    """Stop those whose reader was killed without a word. How many they were; run again, it finds none."""
    stopped = 0
    for batch in ImportBatch.objects.abandoned(now).order_by("pk"):
        with transaction.atomic():
            batch = locked(batch)
            if ImportBatch.objects.abandoned(now).filter(pk=batch.pk).exists():
                halt(batch, None, now)
                stopped += 1
    return stopped


def halt(batch: ImportBatch, by: Membership | None, now: datetime) -> None:
    batch.state = ImportBatch.STOPPED
    batch.save(update_fields=["state"])
    record(
        "import_stopped", batch, by=by, now=now, before=ImportBatch.RUNNING, after=ImportBatch.STOPPED,
        rows=batch.rows,
    )  # fmt: skip


def locked(batch: ImportBatch) -> ImportBatch:
    """The batch as it stands, with every other import into this organization waiting for us."""
    Organization.objects.select_for_update(no_key=True).get(pk=batch.organization.pk)
    return ImportBatch.objects.get(pk=batch.pk)


def chunk_of(reads: list[Read]) -> Chunk:
    chunk = Chunk()
    for row, problems in reads:
        chunk.rows.append(row)
        chunk.problems += problems
    return chunk


def count_up(batch: ImportBatch, chunk: Chunk, *, rows: int) -> None:
    batch.rows += rows
    batch.created += chunk.created
    batch.updated += chunk.updated
    batch.unchanged += chunk.unchanged
    batch.refused += chunk.lines(REFUSED)
    batch.warned += chunk.lines(WARNING)
    ImportIssue.objects.bulk_create([issue_of(batch, problem) for problem in chunk.problems])


def issue_of(batch: ImportBatch, problem: Problem) -> ImportIssue:
    return ImportIssue(
        batch=batch, line=problem.line, column=shown(problem.column, 200), value=shown(problem.value, 500),
        reason=problem.reason[:300], severity=problem.severity,
    )  # fmt: skip


def shown(text: str, longest: int) -> str:
    return text.replace("\0", "\u2400")[:longest]


def put_rows(
    model: type[models.Model],
    chunk: Chunk,
    rows: Sequence[Row],
    *,
    source: str,
    fields: Sequence[str],
    new: dict[str, Any],
) -> dict[str, Any]:
    """Create or change the records of these rows, by their id in the source; what is the same is left alone.

    Only `fields` that the mapping fills are compared and written, so that the rest stays as people made it.
    Returns the records by external id. The caller is in a transaction and tells the event.
    """
    there = known(model, source, (row.values["external_id"] for row in rows))
    made, changed, touched = [], [], set()
    for row in rows:
        key, values = (
            row.values["external_id"],
            {name: row.values[name] for name in fields if name in row.values},
        )
        if key not in there:
            there[key] = model(import_source=source, external_id=key, **new, **filled(model, values))
            made.append(there[key])
        elif names := change(there[key], filled(model, values)):
            changed.append(there[key])
            touched.update(names)
    model._default_manager.bulk_create(made)
    if changed:
        model._default_manager.bulk_update(changed, sorted(touched))
    chunk.created += len(made)
    chunk.updated += len(changed)
    chunk.unchanged += len(rows) - len(made) - len(changed)
    chunk.touched.update(each.external_id for each in [*made, *changed])
    return there


def filled(model: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
    """An empty cell is the model's default where it can't be null."""
    fields = {name: model._meta.get_field(name) for name in values}
    return {
        name: fields[name].get_default() if value is None and not fields[name].null else value  # type: ignore[union-attr]
        for name, value in values.items()
    }


def change(record_: models.Model, values: dict[str, Any]) -> list[str]:
    """Set what differs and name it."""
    names = []
    for name, value in values.items():
        attribute = record_._meta.get_field(name).attname  # type: ignore[union-attr]
        value = value.pk if isinstance(value, models.Model) else value
        if getattr(record_, attribute) != value:
            setattr(record_, attribute, value)
            names.append(name)
    return names
