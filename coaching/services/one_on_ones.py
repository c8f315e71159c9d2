"""1:1s: planned, moved, held, called off. Events never carry the topic: it is the pair's alone."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coaching.models import OneOnOne
from organizations.events import record
from organizations.models import Membership

TOPIC_LENGTH = 200


def plan_one_on_one(
    *,
    leader: Membership,
    rep: Membership,
    planned_at: datetime,
    by: Membership | None,
    now: datetime,
    topic: str = "",
) -> OneOnOne:
    """Plan a talk of a leader with a person they lead, at an instant that is still to come."""
    check_leads(leader, rep)
    check_time(leader, rep, planned_at, now)
    with transaction.atomic():
        one_on_one = OneOnOne.objects.create(
            leader=leader, rep=rep, planned_at=planned_at, topic=checked_topic(topic), created_at=now
        )
        record(
            "one_on_one_planned", one_on_one, by=by, now=now,
            leader=leader.pk, rep=rep.pk, planned_at=planned_at.isoformat(),
        )  # fmt: skip
    return one_on_one


def reschedule(*, one_on_one: OneOnOne, planned_at: datetime, by: Membership | None, now: datetime) -> None:
    """Move a talk that is still open to another time."""
    check_open(one_on_one)
    check_time(one_on_one.leader, one_on_one.rep, planned_at, now, besides=one_on_one)
    with transaction.atomic():
        before, one_on_one.planned_at = one_on_one.planned_at, planned_at
        one_on_one.save(update_fields=["planned_at"])
        record(
            "one_on_one_moved", one_on_one, by=by, now=now,
            before=before.isoformat(), after=planned_at.isoformat(),
        )  # fmt: skip


def choose_topic(*, one_on_one: OneOnOne, topic: str, by: Membership | None, now: datetime) -> None:
    """Say what the one topic of the talk is. Empty takes it back."""
    if one_on_one.cancelled_at is not None:
        raise ValidationError({"topic": _("This 1:1 was called off. Bring it back first.")})
    with transaction.atomic():
        one_on_one.topic = checked_topic(topic)
        one_on_one.save(update_fields=["topic"])
        record("one_on_one_topic_chosen", one_on_one, by=by, now=now)


def hold_one_on_one(*, one_on_one: OneOnOne, by: Membership | None, now: datetime) -> None:
    """Say that the talk took place. Saying it twice is the same as once."""
    if one_on_one.cancelled_at is not None:
        raise ValidationError(_("This 1:1 was called off. Bring it back first."))
    with transaction.atomic():
        open_ones = OneOnOne.objects.open().filter(pk=one_on_one.pk)
        if open_ones.update(held_at=now):
            one_on_one.held_at = now
            record(
                "one_on_one_held",
                one_on_one,
                by=by,
                now=now,
                leader=one_on_one.leader_id,
                rep=one_on_one.rep_id,
                before="open",
                after="held",
            )


def cancel(*, one_on_one: OneOnOne, by: Membership | None, now: datetime) -> None:
    """Call a talk off. It stays in the list and can be brought back."""
    check_open(one_on_one)
    with transaction.atomic():
        if OneOnOne.objects.open().filter(pk=one_on_one.pk).update(cancelled_at=now):
            one_on_one.cancelled_at = now
            record("one_on_one_cancelled", one_on_one, by=by, now=now, before="open", after="cancelled")


def restore(*, one_on_one: OneOnOne, by: Membership | None, now: datetime) -> None:
    """Undo: a talk that was called off, or said to be held, is open again."""
    with transaction.atomic():
        before = "held" if one_on_one.held_at else "cancelled"
        if one_on_one.is_open:
            return
        one_on_one.held_at = one_on_one.cancelled_at = None
        one_on_one.save(update_fields=["held_at", "cancelled_at"])
        record("one_on_one_restored", one_on_one, by=by, now=now, before=before, after="open")


def check_leads(leader: Membership, rep: Membership) -> None:
    if not Membership.objects.present().led_by(leader).filter(pk=rep.pk).exists():
        raise ValidationError({"rep": _("Choose one of the people you lead.")})


def check_open(one_on_one: OneOnOne) -> None:
    if one_on_one.held_at is not None:
        raise ValidationError(_("This 1:1 was held already. Plan the next one."))
    if one_on_one.cancelled_at is not None:
        raise ValidationError(_("This 1:1 was called off. Bring it back first."))


def check_time(
    leader: Membership, rep: Membership, planned_at: datetime, now: datetime, besides: OneOnOne | None = None
) -> None:
    if planned_at <= now:
        raise ValidationError({"planned_at": _("This time has passed. Choose one that is still to come.")})
    same = OneOnOne.objects.open().of_pair(leader, rep).filter(planned_at=planned_at)
    if besides is not None:
        same = same.exclude(pk=besides.pk)
    if same.exists():
        raise ValidationError(
            {"planned_at": _("There is a 1:1 of you two at this time already. Choose another.")}
        )


def checked_topic(topic: str) -> str:
    topic = " ".join(topic.split())
    if len(topic) > TOPIC_LENGTH:
        raise ValidationError(
            {
                "topic": _("Keep the topic within %(topic_length)s characters: one topic, one line.")
                % {"topic_length": TOPIC_LENGTH}
            }
        )
    return topic
