"""Setting and ending goals. Targets change from a day on; a week that has closed keeps its own."""

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from goals.models import Goal, TargetStep
from metrics.models import Metric
from organizations.date_words import long_day
from organizations.events import record
from organizations.models import Membership, Organization
from organizations.tenancy.scope import current_organization_id


def set_target(
    *,
    member: Membership,
    metric: Metric,
    value: Decimal,
    from_on: date,
    by: Membership | None,
    now: datetime,
    reason: str = "",
) -> Goal:
    """Set what a person aims at a week for a metric, from a day of the running week or later on.

    Shares are given as shares: 0.4 is 40 %. Refuses days of weeks that are over: their cards are closed. Set
    again for the same day, the value is corrected and the event keeps what it was.
    """
    refuse_wrong(member, metric, value)
    refuse_closed_week(member, from_on, now)
    with transaction.atomic():
        goal = running_goal(member, metric, from_on, now)
        before = TargetStep.objects.filter(goal=goal, from_on=from_on).first()
        if before is not None and before.value == value:
            return goal
        TargetStep.objects.update_or_create(
            goal=goal,
            from_on=from_on,
            defaults={"value": value, "set_by": by, "reason": reason, "created_at": now},
        )
        record(
            "target_set", goal, by=by, now=now, member=member.pk, metric=metric.key, from_on=str(from_on),
            before=before and str(before.value), after=str(value),
        )  # fmt: skip
    return goal


def end_goal(*, goal: Goal, on: date, by: Membership | None, now: datetime) -> None:
    """Ask for nothing more from a day of the running week or later on. A goal that has not begun goes altogether."""
    refuse_closed_week(goal.member, on, now)
    with transaction.atomic():
        record(
            "goal_ended", goal, by=by, now=now, member=goal.member_id,
            before=goal.ends_on and str(goal.ends_on), after=str(on),
        )  # fmt: skip
        if on <= goal.starts_on:
            goal.delete()
            return
        goal.ends_on = on
        goal.save(update_fields=["ends_on"])


def running_goal(member: Membership, metric: Metric, from_on: date, now: datetime) -> Goal:
    """The person's running goal for the metric, locked so that two changes at once come one after the other."""
    mine = Goal.objects.select_for_update().filter(member=member, metric=metric, ends_on__isnull=True)
    goal = mine.first()
    if goal is None:
        goal, _ = mine.get_or_create(
            member=member, metric=metric, ends_on=None, defaults={"starts_on": from_on, "created_at": now}
        )
    elif from_on < goal.starts_on:
        goal.starts_on = from_on
        goal.save(update_fields=["starts_on"])
    return goal


def refuse_wrong(member: Membership, metric: Metric, value: Decimal) -> None:
    if metric.retired_at is not None:
        raise ValidationError(
            {
                "metric": _("“%(metric)s” is no longer counted. Choose another metric.")
                % {"metric": metric.name}
            }
        )
    if value < 0:
        raise ValidationError({"value": _("A target is 0 or more.")})
    if value >= 10**12:
        raise ValidationError({"value": _("That is more than can be kept. Check the number of digits.")})
    if member.deactivated_at is not None:
        raise ValidationError(
            {
                "member": _("%(member)s has left. Set targets for people who are here.")
                % {"member": member.name}
            }
        )


def refuse_closed_week(member: Membership, day: date, now: datetime) -> None:
    """The running week of the member is the earliest that can still change."""
    organization = Organization.objects.get(pk=current_organization_id())
    week = organization.week_of(member.today(now))
    if day < week.start:
        raise ValidationError(
            {
                "from_on": _("That week is closed and keeps its target. Choose %(start)s or later.")
                % {"start": long_day(week.start)}
            }
        )
