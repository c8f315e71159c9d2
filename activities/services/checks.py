"""What an entry must be before it is written, with a sentence at the field that says what to do."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.entries import is_ahead
from activities.models import Activity, ActivityType, Outcome
from crm.models import Contact

LONGEST_NOTE = 10_000
LONGEST_CALL = 24 * 60 * 60
# Checked here or by the database, without a query each as Django's own check of a link makes.
NOT_CLEANED = [
    "id", "organization", "member", "team", "type", "outcome", "account", "contact", "opportunity",
]  # fmt: skip


def check_entry(
    entry: Activity, *, outcome: Outcome | None, follow_up_on: date | None, now: datetime
) -> None:
    """Refuse what can't be true, all reasons at once. A replay of what was taken is never refused here."""
    errors = {
        "occurred_at": time_error(entry.occurred_at, now),
        "outcome": outcome_error(entry.type_id, outcome),
        # A tally names nobody to come back to, and a call log does not say when.
        "follow_up_on": ""
        if entry.evidence in ("tally", "imported")
        else follow_up_error(outcome, follow_up_on, entry.occurred_on),
        "note": note_error(entry.note),
        "seconds": seconds_error(entry.seconds),
    }
    found = {field: [message] for field, message in errors.items() if message}
    if found:
        raise ValidationError(found)
    entry.clean_fields(exclude=NOT_CLEANED)


def time_error(occurred_at: datetime, now: datetime) -> str:
    if is_ahead(occurred_at, now):
        minutes = int((occurred_at - now).total_seconds() // 60)
        return _("This is %(ahead)s in the future. Check the time, or the clock of the device.") % {
            "ahead": ahead_of(minutes)
        }
    return "" if occurred_at.year >= 2000 else _("This is before the year 2000. Check the date.")


def ahead_of(minutes: int) -> str:
    if minutes < 120:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    hours = minutes // 60
    return (
        ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
        if hours < 48
        else ngettext("%(n)s day", "%(n)s days", hours // 24) % {"n": hours // 24}
    )


def outcome_error(type_id: int, outcome: Outcome | None) -> str:
    if outcome is not None and outcome.type_id != type_id:
        return _("'%(outcome)s' is not how this kind of activity ends. Choose one of its own outcomes.") % {
            "outcome": outcome.name
        }
    return ""


def follow_up_error(outcome: Outcome | None, follow_up_on: date | None, occurred_on: date) -> str:
    if follow_up_on is None:
        needed = outcome is not None and outcome.needs_date
        return (
            _("'%(outcome)s' needs a date. Say when it goes on.") % {"outcome": outcome.name}
            if needed and outcome
            else ""
        )
    return _("Choose a day that is not before the activity itself.") if follow_up_on < occurred_on else ""


def note_error(note: str) -> str:
    if len(note) > LONGEST_NOTE:
        return _("The note has %(count)s characters. Keep it to %(longest_note)s.") % {
            "count": f"{len(note):,}",
            "longest_note": f"{LONGEST_NOTE:,}",
        }
    return _("The note holds a character that can't be stored. Type it again.") if "\0" in note else ""


def seconds_error(seconds: int | None) -> str:
    return (
        ""
        if seconds is None or 0 <= seconds <= LONGEST_CALL
        else _("Give a duration between nothing and a day.")
    )


def refuse_blocked(contact: Contact | None, *, inbound: bool) -> None:
    """Someone who asked not to be contacted isn't contacted, on any channel; they may come to us."""
    if is_blocked(contact, inbound) and contact is not None:
        raise ValidationError(
            {
                "contact": [
                    _(
                        "%(contact)s asked not to be contacted, so nothing more can be logged. If they got in "
                        "touch themselves, say that they did. A leader or admin can lift the block."
                    )
                    % {"contact": contact.name}
                ]
            }
        )


def is_blocked(contact: Contact | None, inbound: bool) -> bool:
    return contact is not None and contact.do_not_contact and not inbound


def of_type(type: ActivityType, outcome: Outcome | None) -> Outcome | None:
    """The outcome, knowing its type without asking the database again."""
    if outcome is not None and outcome.type_id == type.pk:
        outcome.type = type
    return outcome
