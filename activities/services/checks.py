"""What an entry must be before it is written, with a sentence at the field that says what to do."""

from datetime import date, datetime

from django.core.exceptions import ValidationError

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
        return f"This is {ahead_of(minutes)} in the future. Check the time, or the clock of the device."
    return "" if occurred_at.year >= 2000 else "This is before the year 2000. Check the date."


def ahead_of(minutes: int) -> str:
    if minutes < 120:
        return f"{minutes} minutes"
    hours = minutes // 60
    return f"{hours} hours" if hours < 48 else f"{hours // 24} days"


def outcome_error(type_id: int, outcome: Outcome | None) -> str:
    if outcome is not None and outcome.type_id != type_id:
        return f"'{outcome.name}' is not how this kind of activity ends. Choose one of its own outcomes."
    return ""


def follow_up_error(outcome: Outcome | None, follow_up_on: date | None, occurred_on: date) -> str:
    if follow_up_on is None:
        needed = outcome is not None and outcome.needs_date
        return f"'{outcome.name}' needs a date. Say when it goes on." if needed and outcome else ""
    return "Choose a day that is not before the activity itself." if follow_up_on < occurred_on else ""


def note_error(note: str) -> str:
    if len(note) > LONGEST_NOTE:
        return f"The note has {len(note):,} characters. Keep it to {LONGEST_NOTE:,}."
    return "The note holds a character that can't be stored. Type it again." if "\0" in note else ""


def seconds_error(seconds: int | None) -> str:
    return (
        ""
        if seconds is None or 0 <= seconds <= LONGEST_CALL
        else "Give a duration between nothing and a day."
    )


def refuse_blocked(contact: Contact | None, *, inbound: bool) -> None:
    """Someone who asked not to be contacted isn't contacted, on any channel; they may come to us."""
    if is_blocked(contact, inbound) and contact is not None:
        raise ValidationError(
            {
                "contact": [
                    f"{contact.name} asked not to be contacted, so nothing more can be logged. "
                    "If they got in touch themselves, say that they did. A leader or admin can lift the block."
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
