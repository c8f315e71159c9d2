"""Bringing a call log in: kept as it came, read as its owner says, and written into the log row by row, each once."""

import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activities.call_log import Line, NotACallLog, Reading, digits, lines_of, sheet_of
from activities.call_log_people import within_reach
from activities.models import Activity, CallLog, Outcome
from crm.models import Contact
from organizations.events import record
from organizations.models import Membership

from .change import delete_activity
from .log import Conflict, log_activity

CHUNK = 100
# Names the entry of a row: who, when, with which number or name, and the how-manieth of these. The same row in the
# next export is the same entry.
NAMESPACE = uuid.UUID("b7f6b0a4-0f0f-4a57-8f0f-6f2a30d3f8a1")
MOST_REFUSED = 200


def bring_call_log(*, membership: Membership, name: str, text: str, by: Membership, now: datetime) -> CallLog:
    """Keep the rows, to be looked at before anything is written. Refuses what are no rows."""
    try:
        sheet = sheet_of(text)
    except NotACallLog as refused:
        raise ValidationError({"text": str(refused)}) from refused
    with transaction.atomic():
        found = CallLog.objects.create(
            membership=membership, name=name[:200], text=text, columns=list(sheet.columns), rows=len(sheet.rows),
            brought_at=now,
        )  # fmt: skip
        record("call_log_brought", found, by=by, now=now, rows=found.rows)
    return found


def start_call_log(*, call_log: CallLog, reading: Reading, by: Membership, now: datetime) -> None:
    """Say how it is read, and let it begin. A worker does the rest. Refuses one that has begun."""
    with transaction.atomic():
        draft = CallLog.objects.filter(pk=call_log.pk, state=CallLog.DRAFT)
        if not draft.update(state=CallLog.WAITING, reading=as_json(reading)):
            raise ValidationError(_("This call log is being brought in already."))
        record("call_log_started", call_log, by=by, now=now, rows=call_log.rows)


def as_json(reading: Reading) -> dict[str, Any]:
    return {
        "columns": reading.columns, "format": reading.format, "zone": reading.zone, "outcomes": reading.outcomes,
        "otherwise": reading.otherwise, "owners": reading.owners, "why_not": reading.why_not,
    }  # fmt: skip


def take_rows(*, call_log: CallLog, now: datetime) -> bool:
    """Write the next rows, all or none; whether there are more. Killed and run again, it goes on where it was.

    Closed cards are amended once for these rows, and at once: nothing waits for a log that is never gone on with.
    """
    with transaction.atomic():
        found = CallLog.objects.select_for_update().select_related("membership").get(pk=call_log.pk)
        if not found.is_under_way:
            return False
        lines = lines_of(sheet_of(found.text), Reading(**found.reading))
        ahead = [line for line in lines if line.number > found.last_line]
        before = len(found.entries)
        write(found, lines, ahead[:CHUNK], now)
        if new := found.entries[before:]:
            record(
                "call_log_rows_taken",
                found,
                by=found.membership,
                now=now,
                entries=len(new),
                days=days_of(new),
            )
        found.last_line = ahead[:CHUNK][-1].number if ahead else found.last_line
        found.state = CallLog.RUNNING if len(ahead) > CHUNK else CallLog.DONE
        if found.state == CallLog.DONE:
            found.text = ""
            record(
                "call_log_done", found, by=found.membership, now=now, created=found.created, known=found.known
            )
        found.save()
    return found.state == CallLog.RUNNING


def days_of(entries: Sequence[int]) -> list[list[Any]]:
    """Whose they are and on which days, for the cards of those weeks."""
    days = (
        Activity.objects.filter(pk__in=entries).order_by("occurred_on").values_list("member", "occurred_on")
    )
    return [[member, str(day)] for member, day in days.distinct()]


def write(call_log: CallLog, lines: Sequence[Line], now_lines: Sequence[Line], now: datetime) -> None:
    ids = client_ids(call_log.membership, lines)
    ground = ground_of(call_log.membership, now_lines, ids)
    for line in now_lines:
        wrong = line.wrong or log_line(call_log, line, ids[line.number], ground, now)
        if wrong and len(call_log.refused) < MOST_REFUSED:
            call_log.refused = [*call_log.refused, [line.number, wrong]]


@dataclass(frozen=True)
class Ground:
    """What rows are written with: by id the outcomes, the people, and the contacts of each by number.

    `there` are the client ids, each with its member, that were logged before.
    """

    outcomes: Mapping[int, Outcome]
    people: Mapping[int, Membership]
    contacts: Mapping[int, Mapping[str, Contact]]
    there: Collection[tuple[int, uuid.UUID | None]]


def ground_of(bringer: Membership, lines: Sequence[Line], ids: Mapping[int, uuid.UUID]) -> Ground:
    """Asked anew for every step: who may be brought in for may have changed since the log was looked at."""
    whose = {line.owner or bringer.pk for line in lines if not line.wrong}
    people = within_reach(bringer).in_bulk(list(whose))
    meant = [line.outcome for line in lines if line.outcome]
    there = Activity.objects.filter(member__in=people, client_id__in=[ids[line.number] for line in lines])
    return Ground(
        Outcome.objects.select_related("type").in_bulk(meant),
        people,
        {pk: contacts_by_number(person) for pk, person in people.items()},
        set(there.values_list("member", "client_id")),
    )


def client_ids(member: Membership, lines: Sequence[Line]) -> dict[int, uuid.UUID]:
    """Rows that are the same in everything are different calls: the first, the second …

    Named by whose call it is, so that it is the same one whoever brings it.
    """
    seen: Counter[str] = Counter()
    found = {}
    for line in lines:
        whose = line.owner or member.pk
        what = f"{member.organization_id}/{whose}/{line.at}/{digits(line.phone) or line.name.casefold()}"
        seen[what] += 1
        found[line.number] = uuid.uuid5(NAMESPACE, f"{what}/{seen[what]}")
    return found


def contacts_by_number(member: Membership) -> dict[str, Contact]:
    """The contacts that a member sees, by the end of their number; a number that two have is nobody's."""
    found: dict[str, list[Contact]] = {}
    for contact in Contact.objects.visible_to(member).exclude(phone=""):
        found.setdefault(digits(contact.phone), []).append(contact)
    return {number: who[0] for number, who in found.items() if number and len(who) == 1}


def log_line(call_log: CallLog, line: Line, client_id: uuid.UUID, ground: Ground, now: datetime) -> str:
    """Write one row down; why not, when it can't be."""
    outcome = ground.outcomes.get(line.outcome or 0)
    if outcome is None or line.at is None:
        return _("Its outcome is not in use any more.")
    member = ground.people.get(line.owner or call_log.membership_id)
    if member is None:
        return _("You don’t lead this person any more.")
    if (member.pk, client_id) in ground.there:
        call_log.known += 1
        return ""
    contact = ground.contacts[member.pk].get(digits(line.phone))
    try:
        entry, created = log_activity(
            member=member, type=outcome.type, outcome=outcome, occurred_at=line.at, now=now,
            by=call_log.membership, contact=contact, prospect="" if contact else line.name or line.phone,
            seconds=line.seconds, inbound=line.inbound, note=line.note, client_id=client_id, evidence="imported",
            in_batch=True,
        )  # fmt: skip
    except Conflict:
        call_log.known += 1
        return ""
    except ValidationError as error:
        return " ".join(error.messages)
    if created:
        call_log.entries = [*call_log.entries, entry.pk]
    call_log.created += created
    call_log.known += not created
    return ""


def take_call_log_out(*, call_log: CallLog, by: Membership, now: datetime) -> int:
    """Take every entry that it brought out of the log again; how many. They stay in the trail, and can be restored."""
    with transaction.atomic():
        found = CallLog.objects.select_for_update().get(pk=call_log.pk)
        if found.state != CallLog.DONE:
            raise ValidationError(_("Only a call log that is in can be taken out."))
        there = list(Activity.objects.kept().filter(pk__in=found.entries))
        for entry in there:
            delete_activity(activity=entry, by=by, now=now, reason=_("Call log taken out"), in_batch=True)
        found.state = CallLog.TAKEN_OUT
        found.save(update_fields=["state"])
        record(
            "call_log_taken_out",
            found,
            by=by,
            now=now,
            entries=len(there),
            days=days_of([one.pk for one in there]),
        )
    return len(there)
