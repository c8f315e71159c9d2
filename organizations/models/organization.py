"""An organization: its calendar conventions, currency and closing time."""

from datetime import date, datetime, time
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations import dated_rules
from organizations.dated_rules import RuleChange
from organizations.grid import Grid
from organizations.periods import Cadence, Period, local_day

# "From the beginning": before any day that anybody counts.
BEGINNING = date(1970, 1, 1)
# In months.
LONGEST_RETENTION = 240
# How many people one leader may have before it is said to be too many; nobody leads none, and 100 is no limit at all.
FEWEST_REPORTS, MOST_REPORTS = 1, 100
WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


def kept_months(months: int, shortest: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        null=True, blank=True, default=months, db_default=months,
        validators=[MinValueValidator(shortest), MaxValueValidator(LONGEST_RETENTION)],
    )  # fmt: skip


class Organization(models.Model):
    """A tenant. Global, so that the door can find it by its slug before any scope is open.

    Zone, first weekday, fiscal month, currency and the hours of closing and mail are what held from the
    beginning; `rule_changes` holds what came later (organizations/dated_rules.py). Ask `rule_on` and what
    stands below it, not the fields.

    `retention_months` is how long the trail is kept, the three after it are its fellows; None: as long as the
    organization is. What counts is no part of it. `most_reports` is how many people one leader has at most before it
    is said to be too many. `erase_at` is when everything of it goes, unless an admin calls that off before.
    """

    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=60, unique=True)
    logo = models.CharField(
        max_length=64, blank=True, default="", db_default=""
    )  # the digest of the one in use
    zone = models.CharField(max_length=60, default="UTC")
    first_weekday = models.PositiveSmallIntegerField(default=0, choices=WEEKDAYS)
    fiscal_month = models.PositiveSmallIntegerField(default=1)
    currency = models.CharField(max_length=3, default="EUR")
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=40, blank=True)
    close_time = models.TimeField(default=time(6))
    mail_time = models.TimeField(default=time(7))
    rule_changes = models.JSONField(default=list, blank=True)
    second_factor_required = models.BooleanField(default=False)
    # Not shorter than a year and a month, or a year could not be compared with the one before.
    retention_months = kept_months(36, shortest=13)
    keep_refusals_months = kept_months(13, shortest=1)
    keep_viewings_months = kept_months(13, shortest=3)
    keep_mails_months = kept_months(36, shortest=3)
    keep_files_days = models.PositiveSmallIntegerField(
        default=7, db_default=7, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    most_reports = models.PositiveSmallIntegerField(
        default=10,
        db_default=10,
        validators=[MinValueValidator(FEWEST_REPORTS), MaxValueValidator(MOST_REPORTS)],
    )
    erase_asked_at = models.DateTimeField(null=True, blank=True)
    erase_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def changes(self) -> tuple[RuleChange, ...]:
        """What changed or will change, the earliest first."""
        return dated_rules.read(self.rule_changes) if self.rule_changes else ()

    def rule_on(self, rule: str, day: date) -> Any:
        """The value of a rule that holds on a day."""
        return dated_rules.on_day(getattr(self, rule), self.changes, rule, day)

    @property
    def grid(self) -> Grid:
        """How time is cut into weeks and fiscal years here."""
        changes = self.changes
        weekdays, months = (
            tuple((one.from_on, one.value) for one in dated_rules.of_rule(changes, rule))
            for rule in ("first_weekday", "fiscal_month")
        )
        return Grid(self.first_weekday, self.fiscal_month, weekdays, months)

    def week_of(self, day: date) -> Period:
        """The organization's week that holds this day."""
        return self.grid.week_of(day)

    def week_before(self, week: Period) -> Period:
        return self.grid.before("week", week)

    def week_after(self, week: Period) -> Period:
        return self.grid.after("week", week)

    def period_of(self, cadence: Cadence, day: date) -> Period:
        return self.grid.period_of(cadence, day)

    def currency_on(self, day: date) -> str:
        """What amounts are counted in on that day; amounts in another currency are not."""
        return self.rule_on("currency", day)

    def closing_time(self, week: Period) -> time:
        """The hour at which the cards of a week close, on the first day after it."""
        return self.rule_on("close_time", week.start)

    def mailing_time(self, week: Period) -> time:
        """The hour at which the mails about a week go."""
        return self.rule_on("mail_time", week.start)

    def day_of(self, instant: datetime) -> date:
        """The date where the organization is at this instant, in the zone that held then."""
        day = local_day(instant, self.zone)
        for change in dated_rules.of_rule(self.changes, "zone"):
            there = local_day(instant, change.value)
            day = there if there >= change.from_on else day
        return day

    def today(self, now: datetime) -> date:
        """The date where the organization is."""
        return self.day_of(now)

    def rules_from(self, now: datetime) -> date:
        """The first day that a change of the organization's rules holds for: next week's, so that no week that
        is closed or running moves (COUNTING §1). While its very first week runs, from the beginning.
        """
        running = self.week_of(self.today(now))
        return BEGINNING if self.day_of(self.created_at) in running else running.end
