"""Writing an entry down, once."""

import uuid
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activities.entries import evidence_of, fingerprint, prospect_key
from activities.models import Activity, ActivityType, Outcome
from activities.once import insert_once
from crm.models import Account, Contact, Opportunity
from organizations.date_words import full_day
from organizations.events import record
from organizations.models import Event, Membership

from .checks import check_entry, is_blocked, of_type, refuse_blocked
from .effects import follow_from
from .follow_ups import account_of, plan_for

SENT_FIELDS = [
    "type_id",
    "outcome_id",
    "contact_id",
    "opportunity_id",
    "prospect",
    "seconds",
    "inbound",
    "note",
]


class Conflict(ValidationError):
    """The client id is used by another entry of the same member: `entry`, which has to be changed instead."""

    def __init__(self, entry: Activity) -> None:
        super().__init__({"client_id": [conflict_message(entry)]})
        self.entry = entry


def log_activity(
    *,
    member: Membership,
    type: ActivityType,
    outcome: Outcome | None,
    occurred_at: datetime,
    now: datetime,
    by: Membership | None,
    contact: Contact | None = None,
    account: Account | None = None,
    opportunity: Opportunity | None = None,
    prospect: str = "",
    seconds: int | None = None,
    inbound: bool = False,
    note: str = "",
    client_id: uuid.UUID | None = None,
    evidence: str | None = None,
    follow_up_on: date | None = None,
    said_at: datetime | None = None,
    noted_at: datetime | None = None,
    in_batch: bool = False,
) -> tuple[Activity, bool]:
    """Log what a member did; the entry, and whether it is new.

    The same client id with the same content gives the entry that is there (also after it was edited or
    deleted), with other content it raises Conflict. `occurred_at` equal to `now` means "just now" and is not
    part of the content. A device that noted it earlier says when (`noted_at`), and what its own clock showed
    (`said_at`), by which a replay is recognized whatever its clock shows then. `in_batch` leaves cards to the one
    event that ends the batch. Refuses times over 5 minutes ahead, an outcome of another type, a missing date
    where the outcome needs one, and contacts who asked not to be contacted.
    """
    entry = Activity(
        member=member, type=type, outcome=of_type(type, outcome), opportunity=opportunity, contact=contact,
        account_id=account_of(contact, account), prospect=" ".join(prospect.split()), occurred_at=occurred_at,
        occurred_on=member.today(occurred_at), seconds=seconds, inbound=inbound, note=note,
        evidence=evidence or evidence_of(occurred_at=occurred_at, now=noted_at or now, zone=member.zone),
        client_id=client_id or uuid.uuid4(), noted_at=noted_at, logged_at=now,
    )  # fmt: skip
    entry.prospect_key = prospect_key(
        contact_id=entry.contact_id, account_id=entry.account_id, text=entry.prospect
    )
    check_entry(entry, outcome=outcome, follow_up_on=follow_up_on, now=now)
    said = said_at or (None if occurred_at == now else occurred_at)
    sent = {"sent": content_of(entry, follow_up_on), "said_at": said and said.isoformat()}
    if is_blocked(contact, inbound):
        return earlier_or_blocked(entry, sent), False
    # No savepoint: nothing below raises but the database itself, and then all of it goes.
    with transaction.atomic(savepoint=False):
        created = insert_once(entry)
        if created:
            complete(entry, follow_up_on=follow_up_on, sent=sent, in_batch=in_batch, by=by, now=now)
    return (entry, True) if created else (earlier(entry, sent), False)


def complete(
    entry: Activity,
    *,
    follow_up_on: date | None,
    sent: dict[str, Any],
    in_batch: bool,
    by: Membership | None,
    now: datetime,
) -> None:
    """What a new entry brings with it, in its transaction."""
    follow_from(entry, follow_up_on=follow_up_on, by=by, now=now)
    if follow_up_on is not None:
        plan_for(entry, due_on=follow_up_on, now=now)
    received = evidence_of(occurred_at=entry.occurred_at, now=now, zone=entry.member.zone)
    record("activity_logged", entry, by=by, now=now, **sent, follow_up_on=follow_up_on and str(follow_up_on),
           received=received, in_batch=in_batch, **facts_of(entry))  # fmt: skip


def facts_of(entry: Activity) -> dict[str, Any]:
    """What listeners and the trail need to know of an entry; ids only."""
    return {
        "member": entry.member_id, "team": entry.team_id, "type": entry.type_id, "outcome": entry.outcome_id,
        "account": entry.account_id, "contact": entry.contact_id, "opportunity": entry.opportunity_id,
        "occurred_on": str(entry.occurred_on), "occurred_at": entry.occurred_at.isoformat(),
        "evidence": entry.evidence,
    }  # fmt: skip


def content_of(entry: Activity, follow_up_on: date | None) -> str:
    """What was said of an entry. A contact's account is not: it may be another one when this is sent again."""
    account = None if entry.contact_id else entry.account_id
    content = {name: getattr(entry, name) for name in SENT_FIELDS}
    return fingerprint(content | {"account_id": account, "follow_up_on": follow_up_on})


def earlier_or_blocked(entry: Activity, sent: dict[str, Any]) -> Activity:
    """The call that led to the block may be sent again; anything else is refused."""
    if not Activity.objects.filter(member=entry.member_id, client_id=entry.client_id).exists():
        refuse_blocked(entry.contact, inbound=entry.inbound)
    return earlier(entry, sent)


def earlier(entry: Activity, sent: dict[str, Any]) -> Activity:
    """The entry that is there under this client id, if it is what was sent."""
    found = Activity.objects.with_names().get(member=entry.member_id, client_id=entry.client_id)
    refuse_another(found, said_of([found.pk]).get(found.pk), sent)
    return found


def said_of(entries: list[int]) -> dict[int, dict[str, Any]]:
    """What was sent when these entries were logged, by their id; one query."""
    logged = Event.objects.filter(
        subject_type=Activity._meta.label_lower, subject_id__in=entries, verb="activity_logged"
    )
    return {event.subject_id: event.data for event in logged if event.subject_id}


def refuse_another(found: Activity, before: dict[str, Any] | None, sent: dict[str, Any]) -> None:
    """Where the event is gone, by the organization's rule on keeping, the entry under this id is the same one."""
    if before is not None and (
        before["sent"] != sent["sent"] or not same_time(before["said_at"], sent["said_at"])
    ):
        raise Conflict(found)


def same_time(before: str | None, now: str | None) -> bool:
    """Whoever said "just now" once may mean any time; otherwise it is the same instant."""
    return before is None or now is None or datetime.fromisoformat(before) == datetime.fromisoformat(now)


def conflict_message(found: Activity) -> str:
    parts = [found.type.name, found.outcome.name if found.outcome else "", found.with_whom]
    what = ", ".join(part for part in parts if part)
    return _(
        "Something else was saved from here already: %(what)s, %(occurred_on)s. Change that "
        "entry, or start a new one."
    ) % {"what": what, "occurred_on": full_day(found.occurred_on)}
