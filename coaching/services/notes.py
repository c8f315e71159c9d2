"""Notes of a 1:1. A private one is its author's alone; events say that there was one, never what it says."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coaching.models import Note, OneOnOne
from organizations.events import record
from organizations.models import Membership

BODY_LENGTH = 10_000


def add_note(*, one_on_one: OneOnOne, body: str, is_shared: bool, by: Membership, now: datetime) -> Note:
    """Write a note to a 1:1, for its author alone or for the two of them."""
    with transaction.atomic():
        note = Note.objects.create(
            one_on_one=one_on_one, author=by, body=checked_body(body), is_shared=is_shared, created_at=now
        )
        record("note_added", note, by=by, now=now, one_on_one=one_on_one.pk, is_shared=is_shared)
    return note


def edit_note(*, note: Note, body: str, is_shared: bool, by: Membership, now: datetime) -> None:
    """Change a note's text, or share it. What was shared stays shared: the other may have read it."""
    if note.is_shared and not is_shared:
        raise ValidationError(
            {"is_shared": _("This note is shared already, and stays so. Change its text instead.")}
        )
    with transaction.atomic():
        before = note.is_shared
        note.body, note.is_shared, note.edited_at = checked_body(body), is_shared, now
        note.save(update_fields=["body", "is_shared", "edited_at"])
        record(
            "note_edited", note, by=by, now=now, one_on_one=note.one_on_one_id,
            before={"is_shared": before}, after={"is_shared": is_shared},
        )  # fmt: skip


def checked_body(body: str) -> str:
    body = body.replace("\r\n", "\n").strip()
    if not body:
        raise ValidationError({"body": _("Write something first, or leave the page.")})
    if len(body) > BODY_LENGTH:
        raise ValidationError(
            {
                "body": _("Keep it within %(body_length)s characters. It has %(count)s.")
                % {"body_length": f"{BODY_LENGTH:,}", "count": f"{len(body):,}"}
            }
        )
    return body
