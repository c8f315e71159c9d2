"""An organization: its calendar conventions, currency and closing time."""

from datetime import date, time

from django.db import models

from organizations.periods import Cadence, Period, period_of, week_of

WEEKDAYS = [
    (0, "Monday"),
    (1, "Tuesday"),
    (2, "Wednesday"),
    (3, "Thursday"),
    (4, "Friday"),
    (5, "Saturday"),
    (6, "Sunday"),
]


class Organization(models.Model):
    """A tenant. Global, so that the door can find it by its slug before any scope is open."""

    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=60, unique=True)
    zone = models.CharField(max_length=60, default="UTC")
    first_weekday = models.PositiveSmallIntegerField(default=0, choices=WEEKDAYS)
    fiscal_month = models.PositiveSmallIntegerField(default=1)
    currency = models.CharField(max_length=3, default="EUR")
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=10, blank=True)
    close_time = models.TimeField(default=time(6))
    mail_time = models.TimeField(default=time(7))
    second_factor_required = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    def week_of(self, day: date) -> Period:
        """The organization's week that holds this day."""
        return week_of(day, self.first_weekday)

    def period_of(self, cadence: Cadence, day: date) -> Period:
        return period_of(cadence, day, first_weekday=self.first_weekday, fiscal_month=self.fiscal_month)
