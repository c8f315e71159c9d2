"""Schedules, ramps, and start and end of members."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.date_words import long_day
from organizations.events import record
from organizations.models import Membership, RampStep, Schedule
from organizations.models.calendar import WeekdayWeights

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def set_schedule(
    *,
    membership: Membership,
    from_on: date,
    weights: Mapping[str, Decimal],
    by: Membership | None,
    now: datetime,
) -> Schedule:
    """How much of each weekday a member works from a day on; weekdays that are not named are not worked.

    Set again for the same day, it is replaced. Later schedules stay. Refuses weeks that are over.
    """
    refuse_closed_week(membership, from_on, now)
    with transaction.atomic():
        mine = Schedule.objects.filter(membership=membership)
        before = mine.filter(from_on__lte=from_on).order_by("-from_on").first()
        schedule = mine.filter(from_on=from_on).first() or Schedule(membership=membership, from_on=from_on)
        for weekday in WEEKDAYS:
            setattr(schedule, weekday, weights.get(weekday, Decimal(0)))
        schedule.full_clean(exclude=["organization"])
        schedule.save()
        record(
            "schedule_set", schedule, by=by, now=now, membership=membership.pk, from_on=str(from_on),
            before=before and worked(before), after=worked(schedule),
        )  # fmt: skip
    return schedule


def remove_schedule(*, schedule: Schedule, by: Membership | None, now: datetime) -> None:
    """Take back a schedule: what held before it goes on. Refuses one that weeks that are over rest on."""
    refuse_closed_week(schedule.membership, schedule.from_on, now)
    with transaction.atomic():
        record(
            "schedule_removed", schedule, by=by, now=now, membership=schedule.membership_id,
            from_on=str(schedule.from_on), before=worked(schedule),
        )  # fmt: skip
        schedule.delete()


def worked(week: WeekdayWeights) -> dict[str, str]:
    """The weekdays that are worked, by name, as an event keeps them."""
    return {
        day: f"{weight.normalize():f}" for day, weight in zip(WEEKDAYS, week.weights(), strict=True) if weight
    }


def set_dates(
    *,
    membership: Membership,
    started_on: date | None,
    ended_on: date | None,
    by: Membership | None,
    now: datetime,
) -> None:
    """The first day that a member's work counts, and the first on which it no longer does; None for open.

    Cards that are closed stay as they are.
    """
    if started_on and ended_on and ended_on <= started_on:
        raise ValidationError({"ended_on": _("The last day can't be before the first one.")})
    if membership.deactivated_at and ended_on is None:
        raise ValidationError({"ended_on": _("Their access has ended. Bring them back first.")})
    before = {"started_on": str(membership.started_on or ""), "ended_on": str(membership.ended_on or "")}
    with transaction.atomic():
        membership.started_on, membership.ended_on = started_on, ended_on
        membership.save(update_fields=["started_on", "ended_on"])
        after = {"started_on": str(started_on or ""), "ended_on": str(ended_on or "")}
        record("member_dates_set", membership, by=by, now=now, before=before, after=after)


def set_ramp(
    *, membership: Membership, steps: Mapping[date, Decimal], by: Membership | None, now: datetime
) -> list[RampStep]:
    """The share of full targets from each date on, replacing what was planned before; no steps: no ramp."""
    with transaction.atomic():
        old = RampStep.objects.filter(membership=membership).order_by("from_on")
        before = {str(step.from_on): str(step.share) for step in old}
        old.delete()
        made = [
            RampStep(membership=membership, from_on=day, share=share) for day, share in sorted(steps.items())
        ]
        for step in made:
            step.clean_fields(exclude=["organization", "membership"])
        RampStep.objects.bulk_create(made)
        after = {str(day): str(share) for day, share in sorted(steps.items())}
        record("ramp_set", membership, by=by, now=now, steps=after, before=before)
    return made


def refuse_closed_week(membership: Membership, from_on: date, now: datetime) -> None:
    """Cards of weeks that are over are closed and keep the days that they had (COUNTING §1)."""
    first = membership.rules_from(now)
    if from_on < first:
        raise ValidationError(
            {
                "from_on": _("Weeks that are over keep their days. Choose %(day)s or later.")
                % {"day": long_day(first)}
            }
        )
