"""What became of a proposed meeting. Only its member says so; nothing is logged behind anyone's back."""

import uuid
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activities.models import Activity, Outcome
from activities.services import log_activity
from crm.models import Account, Contact
from meetings.models import Meeting
from organizations.events import record
from organizations.models import Membership

# Names the one entry that a meeting can become, so that saying it twice logs it once.
NAMESPACE = uuid.UUID("6c1a7c2e-6b1f-4b7a-9d0c-3d0a5f5d2b11")


def log_meeting(
    *,
    meeting: Meeting,
    outcome: Outcome,
    by: Membership,
    now: datetime,
    contact: Contact | None = None,
    account: Account | None = None,
    prospect: str = "",
    note: str = "",
    follow_up_on: date | None = None,
) -> Activity:
    """Write it into the log of its member, at the time and with the length that the calendar says.

    Refuses what logging it by hand would refuse, and a meeting that is not over.
    """
    if meeting.ends_at > now:
        raise ValidationError(_("This meeting is not over yet. Log it when it is."))
    with transaction.atomic():
        entry, _created = log_activity(
            member=meeting.membership, type=outcome.type, outcome=outcome, occurred_at=meeting.starts_at, now=now,
            by=by, contact=contact, account=account, prospect=prospect, seconds=meeting.seconds, note=note,
            follow_up_on=follow_up_on, client_id=uuid.uuid5(NAMESPACE, f"{meeting.organization_id}/{meeting.pk}"),
        )  # fmt: skip
        told(meeting, Meeting.LOGGED, entry, by, now)
    return entry


def dismiss_meeting(*, meeting: Meeting, by: Membership, now: datetime) -> None:
    """It was none, or is not for the log: propose it no more."""
    with transaction.atomic():
        told(meeting, Meeting.DISMISSED, None, by, now)


def propose_again(*, meeting: Meeting, by: Membership, now: datetime) -> None:
    """Undo of putting it aside. What was logged is taken out of the log on the entry's own page."""
    with transaction.atomic():
        if Meeting.objects.filter(pk=meeting.pk, state=Meeting.DISMISSED).exists():
            told(meeting, Meeting.PROPOSED, None, by, now)


def told(meeting: Meeting, state: str, entry: Activity | None, by: Membership, now: datetime) -> None:
    before, meeting.state, meeting.activity = meeting.state, state, entry
    meeting.save(update_fields=["state", "activity"])
    record("meeting_told", meeting, by=by, now=now, before=before, after=state, activity=entry and entry.pk)
