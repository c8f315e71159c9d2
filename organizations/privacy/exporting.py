"""Files of data: asked for, made by a worker part after part, fetched for some days, then deleted."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.languages import language_of
from organizations.models import DataExport, Membership, Organization
from organizations.privacy.files import (
    Sheet,
    enclosed_for,
    sheets_of_organization,
    sheets_of_person,
    write_zip,
)
from organizations.tenancy.scope import current_organization_id, organization_scope

log = structlog.get_logger(__name__)
LEASE = timedelta(minutes=10)
MOST_ATTEMPTS = 3


def ask_for_file(*, kind: str, by: Membership, now: datetime) -> DataExport:
    """Ask for a file of one's own data, or as an admin of the organization's. Asked twice, it is the same file."""
    if kind == DataExport.ORGANIZATION and not by.is_admin:
        raise ValidationError(_("The organization's data is for its admins."))
    running = DataExport.objects.filter(asked_by=by, kind=kind, state__in=["waiting", "working"])
    try:
        with transaction.atomic():
            made = DataExport.objects.create(kind=kind, asked_by=by, asked_at=now)
            record("data_asked", made, by=by, now=now, kind=kind)
            wake_maker(made)
            return made
    except IntegrityError:
        return running.get()


def wake_maker(export: DataExport) -> None:
    from organizations.privacy.tasks import make_file  # the tasks call this module
    from organizations.tenancy.tasks import nudge

    nudge(make_file, organization_id=export.organization_id, export_id=export.pk)


def make(*, organization_id: int, export_id: int, clock: Callable[[], datetime]) -> bool:
    """Make a file that was asked for. False where another worker is at it, or it was given up.

    Each kind of record is read in a transaction of its own, so that one can see how far it is and no transaction
    stays open for long: what changes meanwhile may be in one kind and not yet in another.
    """
    export = claim(organization_id, export_id, clock())
    if export is None:
        return False
    folder = folder_of(organization_id)
    half, whole = folder / f"{export.pk}.part", folder / f"{export.pk}-{secrets.token_hex(16)}.zip"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with translation.override(language_of(export.asked_by)):
            sheets, about = contents(export)
            size = write_zip(
                half, sheets, about, opened=lambda: organization_scope(organization_id),
                done=lambda done: say_progress(export, done, len(sheets), clock()),
                enclosed=lambda: enclosed_for(export.asked_by) if export.kind == DataExport.PERSON else (),
            )  # fmt: skip
        half.replace(whole)
    except Exception:
        with suppress(OSError):
            half.unlink()
        give_back(organization_id, export, clock())
        raise
    finish(organization_id, export, whole, size, clock())
    return True


def claim(organization_id: int, export_id: int, now: datetime) -> DataExport | None:
    with organization_scope(organization_id):
        waits = DataExport.objects.to_make(now).filter(pk=export_id)
        if not waits.update(state=DataExport.WORKING, lease_until=now + LEASE, done=0):
            return None
        return DataExport.objects.select_related("asked_by__organization", "asked_by__user").get(pk=export_id)


def contents(export: DataExport) -> tuple[list[Sheet], str]:
    organization = export.asked_by.organization
    if export.kind == DataExport.PERSON:
        words = {"name": export.asked_by.name, "organization": organization.name}
        return sheets_of_person(export.asked_by), _(
            "Everything that %(organization)s keeps about %(name)s."
        ) % words
    return sheets_of_organization(organization), _("Everything of %(name)s.") % {"name": organization.name}


def say_progress(export: DataExport, done: int, parts: int, now: datetime) -> None:
    """How many kinds of records are in the file, for the page; and that a worker is still at it."""
    with organization_scope(export.asked_by.organization.pk):
        DataExport.objects.filter(pk=export.pk).update(done=done, parts=parts, lease_until=now + LEASE)


def finish(organization_id: int, export: DataExport, path: Path, size: int, now: datetime) -> None:
    with organization_scope(organization_id):
        DataExport.objects.filter(pk=export.pk).update(
            state=DataExport.READY,
            path=path.name,
            size=size,
            ready_at=now,
            expires_at=now + timedelta(days=export.asked_by.organization.keep_files_days),
            lease_until=None,
        )
        record(
            "data_made",
            export,
            by=None,
            now=now,
            kind=export.kind,
            before=DataExport.WORKING,
            after=DataExport.READY,
        )


def give_back(organization_id: int, export: DataExport, now: datetime) -> None:
    """It went wrong: tried again by the next sweep, three times in all."""
    with organization_scope(organization_id):
        failed = export.attempts + 1 >= MOST_ATTEMPTS
        state = DataExport.FAILED if failed else DataExport.WAITING
        DataExport.objects.filter(pk=export.pk).update(
            state=state, attempts=export.attempts + 1, lease_until=None
        )
        if failed:
            record(
                "data_failed",
                export,
                by=None,
                now=now,
                kind=export.kind,
                before=DataExport.WORKING,
                after=state,
            )
    log.error("data_export_failed", export=export.pk, attempts=export.attempts + 1)


def delete_old_files(*, now: datetime) -> int:
    """Delete the files whose time is over. In the open organization."""
    gone = 0
    for export in DataExport.objects.past_its_time(now):
        path_of(export).unlink(missing_ok=True)
        with transaction.atomic():
            DataExport.objects.filter(pk=export.pk).update(state=DataExport.GONE, path="", size=0)
            record(
                "data_deleted", export, by=None, now=now, kind=export.kind,
                before=DataExport.READY, after=DataExport.GONE,
            )  # fmt: skip
        gone += 1
    return gone


def forget_files_of(member: Membership) -> None:
    """Delete every file that a member asked for: they are being erased."""
    for export in DataExport.objects.filter(asked_by=member, state=DataExport.READY):
        path_of(export).unlink(missing_ok=True)
    DataExport.objects.filter(asked_by=member).exclude(state=DataExport.GONE).update(
        state=DataExport.GONE, path="", size=0
    )


def folder_of(organization_id: int) -> Path:
    """Files of data lie outside everything that a web server hands out."""
    return Path(settings.MEDIA_ROOT) / "private" / str(organization_id)


def path_of(export: DataExport) -> Path:
    return folder_of(current_organization_id()) / (export.path or "gone")


def admins_of(organization: Organization) -> list[Membership]:
    return list(
        Membership.objects.present().filter(is_admin=True).select_related("user").order_by("plain_name", "pk")
    )
