"""Not now: a follow-up moves to a later day, and back where it was."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activities.models import FollowUp
from organizations.events import record
from organizations.models import Event, Membership

from .follow_ups import iso, locked_open, refuse_day

MOVED, BACK = "follow_up_snoozed", "follow_up_put_back"


def snooze(
    *, follow_up: FollowUp, until: date, by: Membership | None, now: datetime, at: time | None = None
) -> None:
    """Move it to a later day, today at the earliest, and to a time where one is given. Refuses one that is done."""
    refuse_day(until, follow_up.member.today(now))
    with transaction.atomic():
        found = locked_open(follow_up)
        was = {name: iso(getattr(found, name)) for name in ("due_time", "moved_from", "day_of_month")}
        before, found.due_on, found.moved_from, found.day_of_month = found.due_on, until, None, None
        found.due_time = at if at is not None else found.due_time
        save(found, follow_up)
        record(MOVED, found, by=by, now=now, before=str(before), after=str(until), **was, at=iso(at))


def unsnooze(*, follow_up: FollowUp, by: Membership | None, now: datetime) -> bool:
    """Put it back on the day that it was moved from, over or not (undo). False if it is back already.

    Refuses one that is done, or was changed in another way since.
    """
    with transaction.atomic():
        found = locked_open(follow_up)
        last = Event.objects.about(FollowUp._meta.label_lower, found.pk).newest_first().first()
        if last is not None and last.verb == BACK:
            return False
        if last is None or last.verb != MOVED or "moved_from" not in last.data:
            raise ValidationError(_("It was changed since then, so it stays where it is."))
        was, moved = last.data, found.due_on
        found.due_on, found.moved_from = date.fromisoformat(was["before"]), day_of(was["moved_from"])
        found.due_time = time.fromisoformat(was["due_time"]) if was["due_time"] else None
        found.day_of_month = was["day_of_month"]
        save(found, follow_up)
        record(BACK, found, by=by, now=now, before=str(moved), after=was["before"])
    return True


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def save(found: FollowUp, follow_up: FollowUp) -> None:
    found.save(update_fields=["due_on", "due_time", "moved_from", "day_of_month"])
    follow_up.due_on, follow_up.due_time = found.due_on, found.due_time
