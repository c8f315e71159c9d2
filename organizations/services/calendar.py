"""Schedules, time off and ramps of members."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from organizations.events import record
from organizations.models import Membership, RampStep, Schedule, TimeOff

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def set_schedule(
    *,
    membership: Membership,
    from_on: date,
    weights: Mapping[str, Decimal],
    by: Membership | None,
    now: datetime,
) -> Schedule:
    """How much of each weekday a member works from a day on; weekdays that are not named are not worked."""
    with transaction.atomic():
        schedule = Schedule(membership=membership, from_on=from_on, **dict.fromkeys(WEEKDAYS, Decimal(0)))
        for weekday, weight in weights.items():
            setattr(schedule, weekday, weight)
        schedule.full_clean(exclude=["organization"])
        schedule.save()
        record("schedule_set", schedule, by=by, now=now, membership=membership.pk, from_on=str(from_on))
    return schedule


def take_time_off(
    *,
    membership: Membership,
    starts_on: date,
    ends_on: date,
    by: Membership | None,
    now: datetime,
    share: Decimal = Decimal(1),
    reason: str = "",
) -> TimeOff:
    """Leave from a day until a day (excluded); `share` 0.5 is half of each day."""
    with transaction.atomic():
        off = TimeOff(
            membership=membership,
            starts_on=starts_on,
            ends_on=ends_on,
            share=share,
            reason=reason,
            created_at=now,
        )
        off.full_clean(exclude=["organization"])
        off.save()
        record("time_off_entered", off, by=by, now=now, membership=membership.pk)
    return off


def set_ramp(
    *, membership: Membership, steps: Mapping[date, Decimal], by: Membership | None, now: datetime
) -> list[RampStep]:
    """The share of full targets from each date on, replacing what was planned before."""
    with transaction.atomic():
        RampStep.objects.filter(membership=membership).delete()
        made = [
            RampStep(membership=membership, from_on=day, share=share) for day, share in sorted(steps.items())
        ]
        RampStep.objects.bulk_create(made)
        record("ramp_set", membership, by=by, now=now, steps={str(d): str(s) for d, s in steps.items()})
    return made
