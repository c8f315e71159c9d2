"""An organization: its calendar conventions, currency and closing time."""

from datetime import date, datetime, time

from django.db import models

from organizations.periods import Cadence, Period, local_day, period_of, week_of

# "From the beginning": before any day that anybody counts.
BEGINNING = date(1970, 1, 1)
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
    subdivision = models.CharField(max_length=40, blank=True)
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

    def today(self, now: datetime) -> date:
        """The date where the organization is."""
        return local_day(now, self.zone)

    def rules_from(self, now: datetime) -> date:
        """The first day that a change of the organization's rules holds for: next week's, so that no week that
        is closed or running moves (COUNTING §1). While its very first week runs, from the beginning.
        """
        running = self.week_of(self.today(now))
        return BEGINNING if local_day(self.created_at, self.zone) in running else running.end
