"""Time off: asked for by the person, answered by who leads them, or entered; withdrawn with a trail.

Only what is approved counts. Leave in a week that is over changes no closed card: whoever listens to the events
(`counted` and `counts` say whether it counted before and does now) writes beside the card what it would change.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.date_words import short_day
from organizations.events import record
from organizations.models import Event, Membership, TimeOff
from organizations.name_words import in_sentence

FULL_DAY, HALF_DAY = Decimal(1), Decimal("0.5")
LONGEST_TIME_OFF = 731
# For so long the person may take back that they took an approved leave back.
UNDO = timedelta(minutes=10)


def ask_time_off(
    *,
    membership: Membership,
    starts_on: date,
    ends_on: date,
    by: Membership,
    now: datetime,
    share: Decimal = FULL_DAY,
    part: str = "",
    reason: str = "",
) -> TimeOff:
    """Ask for leave from a day until a day (excluded). It counts once it is approved."""
    off = TimeOff(
        membership=membership, starts_on=starts_on, ends_on=ends_on, share=share, part=part, reason=reason,
        state=TimeOff.ASKED, created_at=now,
    )  # fmt: skip
    return keep(off, "time_off_asked", by=by, now=now)


def take_time_off(
    *,
    membership: Membership,
    starts_on: date,
    ends_on: date,
    by: Membership | None,
    now: datetime,
    share: Decimal = FULL_DAY,
    part: str = "",
    reason: str = "",
) -> TimeOff:
    """Leave that needs no answer: entered by who could give it, or taken over. `share` 0.5 is half of each day."""
    off = TimeOff(
        membership=membership, starts_on=starts_on, ends_on=ends_on, share=share, part=part, reason=reason,
        state=TimeOff.APPROVED, decided_by=by, decided_at=now, created_at=now,
    )  # fmt: skip
    return keep(off, "time_off_entered", by=by, now=now)


def keep(off: TimeOff, verb: str, *, by: Membership | None, now: datetime) -> TimeOff:
    off.reason = " ".join(off.reason.split())
    if off.part:
        off.share = HALF_DAY
    off.clean_fields(exclude=["organization", "membership", "decided_by"])
    refuse_wrong_days(off)
    with transaction.atomic():
        take_turn(off)
        refuse_overlap(off)
        off.save()
        tell(verb, off, counted=False, by=by, now=now)
    return off


def approve_time_off(*, time_off: TimeOff, by: Membership, now: datetime, answer: str = "") -> TimeOff:
    """Say yes. It counts from now on."""
    return decide(time_off, TimeOff.APPROVED, "time_off_approved", answer=answer, by=by, now=now)


def decline_time_off(*, time_off: TimeOff, by: Membership, now: datetime, answer: str) -> TimeOff:
    """Say no, and why."""
    if not answer.strip():
        raise ValidationError({"answer": _("Say why, in a few words. The person reads it.")})
    return decide(time_off, TimeOff.DECLINED, "time_off_declined", answer=answer, by=by, now=now)


def decide(off: TimeOff, state: str, verb: str, *, answer: str, by: Membership, now: datetime) -> TimeOff:
    with transaction.atomic():
        off = locked(off)
        if off.state != TimeOff.ASKED:
            raise ValidationError(settled(off))
        off.state, off.decided_by, off.decided_at = state, by, now
        off.answer = " ".join(answer.split())
        off.clean_fields(exclude=["organization", "membership", "decided_by"])
        off.save(update_fields=["state", "decided_by", "decided_at", "answer"])
        tell(verb, off, counted=False, by=by, now=now)
    return off


def withdraw_time_off(*, time_off: TimeOff, by: Membership, now: datetime) -> TimeOff:
    """Take it back. The person may while it is asked for, or approved and not begun; who leads them, always."""
    with transaction.atomic():
        off = locked(time_off)
        if off.state not in (TimeOff.ASKED, TimeOff.APPROVED):
            raise ValidationError(settled(off))
        own = off.membership_id == by.pk and not by.is_admin
        if own and off.counts and off.starts_on <= by.today(now):
            raise ValidationError(_("This leave has begun. Ask who leads you to change it."))
        counted = off.counts
        off.state, off.withdrawn_at = TimeOff.WITHDRAWN, now
        off.save(update_fields=["state", "withdrawn_at"])
        tell("time_off_withdrawn", off, counted=counted, by=by, now=now)
    return off


def reopen_time_off(*, time_off: TimeOff, by: Membership, now: datetime) -> TimeOff:
    """Undo: an answer is open again, and what was withdrawn is as it was before.

    A person gets an approved leave of their own back within ten minutes; after that they ask anew.
    """
    with transaction.atomic():
        take_turn(time_off)
        off = locked(time_off)
        counted, own = off.counts, off.membership_id == by.pk and not by.is_admin
        off.state = state_before(off, own=own, now=now)
        if off.state == TimeOff.ASKED:
            off.decided_by, off.decided_at, off.answer = None, None, ""
        off.withdrawn_at = None
        refuse_overlap(off)
        off.save(update_fields=["state", "decided_by", "decided_at", "answer", "withdrawn_at"])
        tell("time_off_reopened", off, counted=counted, by=by, now=now)
    return off


def state_before(off: TimeOff, *, own: bool, now: datetime) -> str:
    """What it goes back to. Refuses a person who would approve their own leave with it."""
    if off.state == TimeOff.ASKED:
        raise ValidationError(settled(off))
    if off.state != TimeOff.WITHDRAWN:
        if own:
            raise ValidationError(_("Who leads you has answered. Withdraw this request and ask anew."))
        return TimeOff.ASKED
    if off.decided_at is None:
        return TimeOff.ASKED
    late = off.withdrawn_at is None or now - off.withdrawn_at > UNDO
    return TimeOff.ASKED if own and late else TimeOff.APPROVED


def locked(off: TimeOff) -> TimeOff:
    """The row as it stands now, ours until the end of the transaction."""
    return TimeOff.objects.select_for_update(of=["self"]).select_related("membership").get(pk=off.pk)


def take_turn(off: TimeOff) -> None:
    """One request of a person at a time, so that two at once can't both find the days free."""
    Membership.objects.select_for_update().filter(pk=off.membership_id).values("pk").get()


def refuse_wrong_days(off: TimeOff) -> None:
    if not off.share:
        raise ValidationError({"share": _("Say how much of each day: more than none of it.")})
    if off.ends_on <= off.starts_on:
        raise ValidationError({"ends_on": _("The last day can't be before the first one.")})
    if (off.ends_on - off.starts_on).days > LONGEST_TIME_OFF:
        raise ValidationError({"ends_on": _("Two years at most. For longer, set the day somebody leaves.")})


def refuse_overlap(off: TimeOff) -> None:
    """Nobody is away twice: what stands on the same days must leave room for this."""
    standing = TimeOff.objects.standing().filter(membership=off.membership_id).exclude(pk=off.pk)
    there = list(standing.during(off.starts_on, off.ends_on).order_by("starts_on"))
    for other in there:
        day = max(other.starts_on, off.starts_on)
        that_day = [one for one in there if one.starts_on <= day < one.ends_on]
        same_half = off.part and off.part == other.part
        if same_half or off.share + sum((one.share for one in that_day), Decimal(0)) > FULL_DAY:
            raise ValidationError({"starts_on": clash(other)})


def clash(other: TimeOff) -> str:
    days = {"days": days_in_words(other), "state": in_sentence(other.get_state_display())}
    return _("There is time off on these days already: %(days)s, %(state)s. Change that one first.") % days


def days_in_words(off: TimeOff) -> str:
    """ "Thu 19 Nov, afternoon" or "Thu 19 Nov to Fri 20 Nov"; with the year where it is not that of the request."""
    years = {off.starts_on.year, off.last_on.year, off.created_at.year}
    words, last = short_day(off.starts_on), short_day(off.last_on)
    if off.last_on > off.starts_on:
        words = _("%(first)s to %(last)s") % {"first": words, "last": last}
    if len(years) > 1:
        words = f"{words} {off.last_on.year}"
    if off.part:
        return f"{words}, {in_sentence(off.get_part_display())}"
    if off.share == FULL_DAY:
        return words
    return _("%(days)s, %(share)s of each day") % {"days": words, "share": f"{off.share.normalize():f}"}


def settled(off: TimeOff) -> str:
    """Why nothing can be done about it any more, or yet."""
    return {
        TimeOff.ASKED: _("This request is open: answer it, or withdraw it."),
        TimeOff.APPROVED: _("This was approved already."),
        TimeOff.DECLINED: _("This was declined already."),
        TimeOff.WITHDRAWN: _("This was withdrawn."),
    }[off.state]


def tell(verb: str, off: TimeOff, *, counted: bool, by: Membership | None, now: datetime) -> Event:
    return record(
        verb, off, by=by, now=now, member=off.membership_id, starts_on=str(off.starts_on),
        ends_on=str(off.ends_on), share=f"{off.share.normalize():f}", state=off.state, counted=counted,
        counts=off.counts,
    )  # fmt: skip
