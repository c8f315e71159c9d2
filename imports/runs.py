"""One run of an import: the whole file, chunk by chunk, each committed before the next is read."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import Error

from organizations.models import Membership, Organization
from organizations.tenancy.scope import organization_scope

from .chunks import REFUSED
from .files import fingerprint
from .mapping import Mapping, load_mapping
from .models import ImportBatch, ImportIssue
from .refusals import ImportRefused
from .registry import Importer, Run, importers
from .rows import Read, Table, chunks_of
from .services import COUNTS, begin_batch, end_batch, stop_batch, take_chunk

CHUNK = 500
Clock = Callable[[], datetime]


@dataclass
class Summary:
    """What came of a run; of a run that went on after a stop, both parts together."""

    kind: str
    filename: str
    dry_run: bool
    resumed_after_line: int
    counts: dict[str, int]
    issues: list[dict[str, object]] = field(default_factory=list)


class NothingWritten(Exception):
    """Leaves a dry run's transaction, so that it is rolled back."""


def import_file(
    *,
    organization: Organization,
    kind: str,
    path: Path,
    mapping_path: Path,
    by: Membership | None,
    now: datetime,
    dry_run: bool = False,
    chunk: int = CHUNK,
    clock: Clock | None = None,
) -> Summary:
    """Bring a file in. Opens the organization itself, once per chunk, so that what is done stays done.

    `now` is the one instant of the run; `clock` is asked again with each chunk, as a sign of life.
    """
    job = job_of(
        organization=organization, kind=kind, path=path, mapping_path=mapping_path, by=by, now=now, chunk=chunk,
        clock=clock or (lambda: now),
    )  # fmt: skip
    return rehearse(job) if dry_run else carry_out(job)


def job_of(
    *, organization: Organization, kind: str, path: Path, mapping_path: Path, by: Membership | None, now: datetime,
    chunk: int, clock: Clock,
) -> "Job":  # fmt: skip
    """The file, its mapping and header understood, and nothing taken yet."""
    if kind not in importers:
        raise ImportRefused(f"'{kind}' can't be imported. There are: {', '.join(sorted(importers))}.")
    digest = fingerprint(path)
    mapping = load_mapping(mapping_path, importers[kind])
    run = Run(organization, mapping.source, by, now, mapping.options)
    table = Table(path, mapping, importers[kind].fields)
    return Job(run, kind, path, digest, mapping, table, importers[kind](run), chunk, clock)


@dataclass
class Job:
    run: Run
    kind: str
    path: Path
    digest: str
    mapping: Mapping
    table: Table
    importer: Importer
    chunk: int
    clock: Clock
    batch: ImportBatch | None = None

    def perform(self, *, dry_run: bool = False) -> Summary:
        batch = self.begin()
        resumed = batch.last_line
        for reads in chunks_of(self.table, self.chunk):
            batch = self.take(batch, reads)
        with organization_scope(self.run.organization.pk):
            batch = end_batch(batch=batch, importer=self.importer, by=self.run.by, now=self.run.now)
            return summary_of(batch, dry_run=dry_run, resumed=resumed)

    def begin(self) -> ImportBatch:
        with organization_scope(self.run.organization.pk):
            self.batch = begin_batch(
                kind=self.kind, source=self.mapping.source, filename=self.path.name, digest=self.digest,
                mapping=self.mapping.raw, by=self.run.by, now=self.clock(),
            )  # fmt: skip
        return self.batch

    def stop(self) -> None:
        """Say that it ends here. Where not even that can be said, the sweeper finds it (imports/tasks.py)."""
        if self.batch is None:
            return
        with suppress(Error), organization_scope(self.run.organization.pk):
            stop_batch(batch=self.batch, by=self.run.by, now=self.clock())

    def take(self, batch: ImportBatch, reads: list[Read]) -> ImportBatch:
        for row, problems in reads:
            if row.line <= batch.last_line and not any(problem.severity == REFUSED for problem in problems):
                self.importer.remember(row, taken_before=True)
        if reads[-1][0].line <= batch.last_line:
            return batch
        with organization_scope(self.run.organization.pk):
            return take_chunk(
                batch=batch,
                importer=self.importer,
                reads=reads,
                by=self.run.by,
                now=self.run.now,
                at=self.clock(),
            )


def carry_out(job: Job) -> Summary:
    """To the end. One that fails or is interrupted says so, so that what it took is heard of like a whole file."""
    try:
        return job.perform()
    except BaseException:
        job.stop()
        raise


def rehearse(job: Job) -> Summary:
    """Do everything in one transaction and take it back."""
    summary = None
    try:
        with organization_scope(job.run.organization.pk):
            summary = job.perform(dry_run=True)
            raise NothingWritten
    except NothingWritten:
        pass
    assert summary is not None
    return summary


def summary_of(batch: ImportBatch, *, dry_run: bool, resumed: int) -> Summary:
    issues = ImportIssue.objects.filter(batch=batch).order_by("line", "pk")
    return Summary(
        kind=batch.kind, filename=batch.filename, dry_run=dry_run, resumed_after_line=resumed,
        counts={name: getattr(batch, name) for name in COUNTS},
        issues=[dict(issue) for issue in issues.values("line", "column", "value", "reason", "severity")],
    )  # fmt: skip
