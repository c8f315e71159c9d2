"""What makes a member's own working days: schedule, time off and ramp, each from a date."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.lazy_words import gettext_lazy
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


class HolidayRegion(Owned):
    """Whose public holidays hold from a date on: of one member, or of the organization where there is none.

    Rows are made when a region changes, the first of them for what held before; without a row the region of
    the member or organization itself has always held. A member's empty country means the organization's.
    """

    membership = Link("organizations.Membership", null=True, blank=True, related_name="holiday_regions")
    from_on = models.DateField()
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "membership", "from_on"],
                name="holiday_region_starts_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.subdivision} from {self.from_on}"


class OwnDay(Owned):
    """A day on which the organization has its own rule, for everyone or for those who work in a region.

    `share` is how much of it is off: 1 a company day off, 0.5 a half day, 0 a public holiday that is worked.
    """

    on = models.DateField()
    name = models.CharField(max_length=100)
    share = models.DecimalField(default=FULL, **DAY_SHARE)
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "country", "subdivision"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "on", "country", "subdivision"],
                name="own_day_once_a_region",
                violation_error_message=gettext_lazy(
                    "There is a rule for this day already. Remove it first."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.on}"


class RampTemplate(Owned):
    """A ramp of the organization's own: shares of the full target in percent, each for so many weeks or months."""

    WEEKS, MONTHS = "weeks", "months"

    name = models.CharField(max_length=100)
    shares = models.JSONField()
    every = models.PositiveSmallIntegerField(default=1)
    unit = models.CharField(
        max_length=6, choices=[(WEEKS, _("Weeks")), (MONTHS, _("Months"))], default=MONTHS
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="ramp_template_name_once",
                violation_error_message=gettext_lazy("There is a ramp of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


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
