"""Commitments: made, kept or missed, carried once, settled at the second carry (COUNTING.md §9)."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coaching.models import Commitment, OneOnOne
from metrics.models import Metric
from organizations.events import record
from organizations.lazy_words import gettext_lazy
from organizations.models import Membership
from organizations.name_words import in_sentence

HOW_MANY_BY_WHEN = gettext_lazy("Say how many, and by when. “More” cannot be kept or missed.")
TEXT_LENGTH = 300
MOST = 2_147_483_647
AT_MOST = 2
SHRINK, REASSIGN, DROP = "shrink", "reassign", "drop"


def make_commitment(
    *,
    member: Membership,
    text: str,
    quantity: int | None,
    due_on: date | None,
    by: Membership | None,
    now: datetime,
    metric: Metric | None = None,
    witness: Membership | None = None,
    one_on_one: OneOnOne | None = None,
) -> Commitment:
    """Promise what, how many, by which day, which metric it should move; from one 1:1 at most two each."""
    due_on = checked_promise(text, quantity, due_on, member.today(now))
    check_at_most_two(member, one_on_one)
    with transaction.atomic():
        commitment = Commitment.objects.create(
            member=member, witness=witness, one_on_one=one_on_one, text=" ".join(text.split()), metric=metric,
            quantity=quantity, due_on=due_on, created_at=now,
        )  # fmt: skip
        record(
            "commitment_made",
            commitment,
            by=by,
            now=now,
            member=member.pk,
            quantity=quantity,
            due_on=str(due_on),
        )
    return commitment


def decide_commitment(*, commitment: Commitment, kept: bool, by: Membership | None, now: datetime) -> None:
    """Say whether an open promise was kept or missed."""
    check_open(commitment)
    decision = Commitment.KEPT if kept else Commitment.MISSED
    with transaction.atomic():
        close(commitment, decision, now)
        record(
            f"commitment_{decision}", commitment, by=by, now=now, member=commitment.member_id,
            before=Commitment.OPEN, after=decision,
        )  # fmt: skip


def reopen_commitment(*, commitment: Commitment, by: Membership | None, now: datetime) -> None:
    """Undo: what was said to be kept, missed or dropped is open again. What was carried twice is not."""
    if commitment.carried >= 2:
        raise ValidationError(_("This was carried twice and counts as missed. Make a new, smaller promise."))
    with transaction.atomic():
        before, commitment.state, commitment.reason = commitment.state, Commitment.OPEN, ""
        commitment.decided_at = None
        commitment.save(update_fields=["state", "decided_at", "reason"])
        record("commitment_reopened", commitment, by=by, now=now, before=before, after=Commitment.OPEN)


def carry_commitment(
    *, commitment: Commitment, due_on: date | None, by: Membership | None, now: datetime
) -> None:
    """Move an open promise to a later day. Once, it stays open; the second time it counts as missed."""
    check_open(commitment)
    again = commitment.carried >= 1
    if not again:
        check_later(commitment, due_on, now)
    with transaction.atomic():
        before = commitment.due_on
        commitment.carried += 1
        if again:
            commitment.state, commitment.decided_at = Commitment.MISSED, now
        else:
            commitment.due_on = due_on  # type: ignore[assignment]  # checked above
        commitment.save(update_fields=["carried", "due_on", "state", "decided_at"])
        record(
            "commitment_carried", commitment, by=by, now=now,
            times=commitment.carried, before=str(before), after=str(commitment.due_on),
        )  # fmt: skip


def settle_commitment(
    *,
    commitment: Commitment,
    decision: str,
    reason: str,
    by: Membership | None,
    now: datetime,
    quantity: int | None = None,
    due_on: date | None = None,
) -> Commitment | None:
    """After the second carry: make it smaller, hand it over, or drop it, and say why. It stays missed.

    Returns the promise that takes its place; None where it is dropped.
    """
    if not commitment.needs_settling:
        raise ValidationError(_("There is nothing to settle: only what was carried twice needs it."))
    reason = checked_reason(reason)
    check_decision(commitment, decision, quantity)
    with transaction.atomic():
        before, commitment.reason = commitment.reason, reason
        commitment.save(update_fields=["reason"])
        successor = None if decision == DROP else succeed(commitment, decision, quantity, due_on, now)
        record(
            "commitment_settled", commitment, by=by, now=now,
            decision=decision, successor=successor and successor.pk, before=before, after=reason,
        )  # fmt: skip
    return successor


def drop_commitment(*, commitment: Commitment, reason: str, by: Membership | None, now: datetime) -> None:
    """Take an open promise back before its day, and say why. After its day it was kept, or it was not."""
    check_open(commitment)
    if commitment.due_on < commitment.member.today(now):
        raise ValidationError({"reason": _("Its day has passed: say whether it was kept, or carry it.")})
    reason = checked_reason(reason)
    with transaction.atomic():
        commitment.reason = reason
        close(commitment, Commitment.DROPPED, now)
        record(
            "commitment_dropped", commitment, by=by, now=now, member=commitment.member_id,
            before=Commitment.OPEN, after=Commitment.DROPPED,
        )  # fmt: skip


def close(commitment: Commitment, state: str, now: datetime) -> None:
    commitment.state, commitment.decided_at = state, now
    commitment.save(update_fields=["state", "decided_at", "reason"])


def succeed(
    commitment: Commitment, decision: str, quantity: int | None, due_on: date | None, now: datetime
) -> Commitment:
    """The promise in place of one that was carried twice: smaller, or the other one's."""
    member, witness = commitment.member, commitment.witness
    if decision == REASSIGN and witness is not None:
        member, witness = witness, member
    quantity = commitment.quantity if quantity is None else quantity
    due_on = checked_promise(commitment.text, quantity, due_on, member.today(now))
    return Commitment.objects.create(
        member=member, witness=witness, one_on_one=commitment.one_on_one, text=commitment.text,
        metric=commitment.metric, quantity=quantity, due_on=due_on, created_at=now,
    )  # fmt: skip


def checked_promise(text: str, quantity: int | None, due_on: date | None, today: date) -> date:
    """The day of a promise that says what, how many and by when."""
    errors = {}
    if not text.strip():
        errors["text"] = _("Say what will be done, in a few words.")
    elif len(text) > TEXT_LENGTH:
        errors["text"] = _("Keep it within %(text_length)s characters.") % {"text_length": TEXT_LENGTH}
    if not quantity or not 0 < quantity <= MOST:
        errors["quantity"] = HOW_MANY_BY_WHEN
    if due_on is None:
        errors["due_on"] = HOW_MANY_BY_WHEN
    elif due_on < today:
        errors["due_on"] = _("This day has passed. Choose today or a later one.")
    if errors or due_on is None:
        raise ValidationError(errors)
    return due_on


def check_at_most_two(member: Membership, one_on_one: OneOnOne | None) -> None:
    if one_on_one is None:
        return
    made = Commitment.objects.filter(one_on_one=one_on_one, member=member).exclude(state=Commitment.DROPPED)
    if made.count() >= AT_MOST:
        raise ValidationError({"text": _("Two promises from one talk are enough. Drop one to make another.")})


def check_open(commitment: Commitment) -> None:
    if not commitment.is_open:
        raise ValidationError(
            _("This was decided already: %(state)s.") % {"state": in_sentence(commitment.get_state_display())}
        )


def check_later(commitment: Commitment, due_on: date | None, now: datetime) -> None:
    today = commitment.member.today(now)
    if due_on is None or due_on < today or due_on <= commitment.due_on:
        raise ValidationError({"due_on": _("Choose a day later than the one it was promised for.")})


def check_decision(commitment: Commitment, decision: str, quantity: int | None) -> None:
    if decision not in (SHRINK, REASSIGN, DROP):
        raise ValidationError({"decision": _("Make it smaller, hand it over, or drop it.")})
    if decision == SHRINK and not (quantity and 0 < quantity < (commitment.quantity or MOST)):
        raise ValidationError(
            {
                "quantity": _("Say a number below %(quantity)s: that is what smaller means.")
                % {"quantity": commitment.quantity}
            }
        )
    if decision == REASSIGN and commitment.witness_id is None:
        raise ValidationError(
            {"decision": _("Nobody else is part of this promise. Make it smaller, or drop it.")}
        )


def checked_reason(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": _("Say why, in a few words.")})
    if len(reason) > TEXT_LENGTH:
        raise ValidationError(
            {"reason": _("Keep it within %(text_length)s characters.") % {"text_length": TEXT_LENGTH}}
        )
    return reason
