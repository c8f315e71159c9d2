"""What makes a member's own working days: schedule, time off and ramp, each from a date."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from organizations.tenancy.models import Link, Owned

DAY_SHARE: dict[str, Any] = {
    "max_digits": 3,
    "decimal_places": 2,
    "validators": [MinValueValidator(0), MaxValueValidator(1)],
}
FULL, NONE = Decimal(1), Decimal(0)


class WeekdayWeights(models.Model):
    """How much of each weekday is worked. 1 is a whole day, 0.5 half of one, 0 none."""

    monday = models.DecimalField(default=FULL, **DAY_SHARE)
    tuesday = models.DecimalField(default=FULL, **DAY_SHARE)
    wednesday = models.DecimalField(default=FULL, **DAY_SHARE)
    thursday = models.DecimalField(default=FULL, **DAY_SHARE)
    friday = models.DecimalField(default=FULL, **DAY_SHARE)
    saturday = models.DecimalField(default=NONE, **DAY_SHARE)
    sunday = models.DecimalField(default=NONE, **DAY_SHARE)

    class Meta:
        abstract = True

    def weights(self) -> tuple[Decimal, ...]:
        """Monday to Sunday."""
        return (
            self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, self.saturday, self.sunday,
        )  # fmt: skip


class StandardWeek(WeekdayWeights, Owned):
    """The full week of the organization from a date on: what targets are set for (COUNTING §3).

    Without a row it is Monday to Friday. Members without a schedule of their own work it.
    """

    from_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "from_on"], name="standard_week_starts_once")
        ]

    def __str__(self) -> str:
        return f"from {self.from_on}"


class Schedule(WeekdayWeights, Owned):
    """How much of each weekday a member works, from a date on."""

    membership = Link("organizations.Membership", related_name="schedules")
    from_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "membership", "from_on"], name="schedule_starts_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} from {self.from_on}"


class TimeOff(Owned):
    """Leave of a member from a date until a date (excluded). `share` is how much of each day is off."""

    membership = Link("organizations.Membership", related_name="time_off")
    starts_on = models.DateField()
    ends_on = models.DateField()
    share = models.DecimalField(default=FULL, **DAY_SHARE)
    reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="time_off_ends_after_start")
        ]
        indexes = [
            models.Index(fields=["organization", "membership", "starts_on"], name="time_off_by_member")
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} off {self.starts_on} to {self.ends_on}"


class RampStep(Owned):
    """The share of full targets that a new member has from a date on."""

    membership = Link("organizations.Membership", related_name="ramp_steps")
    from_on = models.DateField()
    share = models.DecimalField(**DAY_SHARE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "membership", "from_on"], name="ramp_step_starts_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.share} from {self.from_on}"
