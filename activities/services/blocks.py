"""Working through a call block: start, log and go on, skip, take a break, end. The log keeps the calls themselves."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activities.block_lists import Listed
from activities.models import Activity, ActivityType, BlockPerson, CallBlock, Outcome
from organizations.events import record
from organizations.models import Membership

from .log import log_activity

LONGEST = 200


class NobodyListed(ValidationError):
    """The list is empty."""


class CalledAlready(ValidationError):
    """There is nobody to call here any more; the message says why, and the next is there."""


def start_block(
    *,
    member: Membership,
    type: ActivityType,
    name: str,
    people: Sequence[Listed],
    by: Membership,
    now: datetime,
) -> CallBlock:
    """Begin to work through these people, in this order. Refuses an empty list."""
    if not people:
        raise NobodyListed(_("Nobody is on this list now. Choose another one."))
    with transaction.atomic():
        block = CallBlock.objects.create(member=member, type=type, name=name, created_at=now, acted_at=now)
        BlockPerson.objects.bulk_create(
            BlockPerson(
                block=block, position=place, contact=one.contact, account=one.account, prospect=one.prospect,
                why=one.why[:300],
            )
            for place, one in enumerate(people[:LONGEST], start=1)
        )  # fmt: skip
        record("call_block_started", block, by=by, now=now, people=len(people[:LONGEST]))
    return block


def log_in_block(
    *,
    person: BlockPerson,
    outcome: Outcome,
    occurred_at: datetime,
    by: Membership,
    now: datetime,
    client_id: uuid.UUID,
    seconds: int | None = None,
    note: str = "",
    follow_up_on: date | None = None,
) -> Activity:
    """Log the call and go on to the next.

    Raises CalledAlready where somebody was called from another tab or device meanwhile, or wants no contact by now.
    """
    with transaction.atomic():
        block, row = locked(person.block), BlockPerson.objects.with_names().get(pk=person.pk)
        if (
            row.activity is not None
            and row.activity.deleted_at is None
            and row.activity.client_id != client_id
        ):
            raise CalledAlready(
                _("%(name)s was logged already, perhaps on another device. Here is the next.") % name_of(row)
            )
        if row.contact is not None and row.contact.do_not_contact:
            raise CalledAlready(_("%(name)s asked not to be contacted, and is left out.") % name_of(row))
        entry, _created = log_activity(
            member=block.member, type=block.type, outcome=outcome, occurred_at=occurred_at, now=now, by=by,
            contact=row.contact, account=row.account, prospect=row.prospect, seconds=seconds, note=note,
            client_id=client_id, follow_up_on=follow_up_on,
        )  # fmt: skip
        BlockPerson.objects.filter(pk=row.pk).update(activity=entry, skipped_at=None)
        tick(block, now, talked=seconds or 0)
        if not block.people.waiting().exists():
            close(block, by, now)
    return entry


def name_of(row: BlockPerson) -> dict[str, str]:
    whom = row.contact or row.account
    return {"name": whom.name if whom else row.prospect}


def skip_person(*, person: BlockPerson, by: Membership, now: datetime) -> None:
    """Not now: go on to the next. Who was skipped can be taken up again at the end."""
    with transaction.atomic():
        block = locked(person.block)
        if BlockPerson.objects.waiting().filter(pk=person.pk).update(skipped_at=now):
            tick(block, now)
            record("call_block_person_skipped", block, by=by, now=now, person=person.pk)


def take_up_skipped(*, block: CallBlock, by: Membership, now: datetime) -> int:
    """Go through those who were skipped after all. How many they are."""
    with transaction.atomic():
        block = locked(block)
        again = BlockPerson.objects.filter(block=block, skipped_at__isnull=False).update(skipped_at=None)
        if again:
            CallBlock.objects.filter(pk=block.pk).update(ended_at=None, acted_at=now)
            record("call_block_taken_up", block, by=by, now=now, people=again)
    return again


def pause_block(*, block: CallBlock, by: Membership, now: datetime) -> bool:
    """Take a break: the clock stands still. False if it stood."""
    with transaction.atomic():
        block = locked(block)
        if block.acted_at is None:
            return False
        stop(block, now)
        record("call_block_paused", block, by=by, now=now)
    return True


def resume_block(*, block: CallBlock, by: Membership, now: datetime) -> bool:
    """Go on, on this device or another. False if it went on. What was put away without a word was a break."""
    with transaction.atomic():
        block = locked(block)
        if block.acted_at is not None and block.ended_at is None and not block.was_left(now):
            return False
        CallBlock.objects.filter(pk=block.pk).update(acted_at=now, ended_at=None)
        record("call_block_resumed", block, by=by, now=now)
    return True


def end_block(*, block: CallBlock, by: Membership, now: datetime) -> bool:
    """It is over; who was not called stays as they are. False if it was over."""
    with transaction.atomic():
        block = locked(block)
        if block.ended_at is not None:
            return False
        close(block, by, now)
    return True


def locked(block: CallBlock) -> CallBlock:
    return CallBlock.objects.select_related("member", "type").select_for_update(of=("self",)).get(pk=block.pk)


def tick(block: CallBlock, now: datetime, talked: int = 0) -> None:
    """Something was done: the time since the last thing was worked. After a break the clock goes on by itself.

    Where it was put away without a word, the time since counts as a break, as it does for "Go on"; only a call whose
    length was said (`talked`) was worked.
    """
    worked = block.worked(now)
    if block.acted_at is not None and block.was_left(now):
        worked += min(talked, int((now - block.acted_at).total_seconds()))
    block.seconds, block.acted_at = worked, now
    CallBlock.objects.filter(pk=block.pk).update(seconds=block.seconds, acted_at=now, ended_at=None)


def stop(block: CallBlock, now: datetime) -> None:
    block.seconds, block.acted_at = block.worked(now), None
    CallBlock.objects.filter(pk=block.pk).update(seconds=block.seconds, acted_at=None)


def close(block: CallBlock, by: Membership, now: datetime) -> None:
    stop(block, now)
    CallBlock.objects.filter(pk=block.pk).update(ended_at=now)
    record("call_block_ended", block, by=by, now=now, seconds=block.seconds)
