"""The rules of the organization's calendar. A change holds from the next week on, so no closed week moves."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.date_words import long_day
from organizations.events import record
from organizations.models import Membership, Organization, OwnDay, StandardWeek
from organizations.models.calendar import WeekdayWeights

from .calendar import WEEKDAYS, worked
from .regions import refuse_unknown_region


def set_standard_week(
    *, organization: Organization, weights: Mapping[str, Decimal], by: Membership | None, now: datetime
) -> StandardWeek:
    """How much of each weekday the organization works; weekdays that are not named are not worked.

    Holds from the next week on, or from the beginning while the organization's first week runs. What was
    planned for then or later is replaced.
    """
    from_on = organization.rules_from(now)
    with transaction.atomic():
        before = standard_week_on(from_on)
        StandardWeek.objects.filter(from_on__gte=from_on).delete()
        week = StandardWeek(from_on=from_on, **dict.fromkeys(WEEKDAYS, Decimal(0)) | dict(weights))
        week.full_clean(exclude=["organization"])
        refuse_no_work(week)
        week.save()
        record(
            "standard_week_set", week, by=by, now=now, from_on=str(from_on),
            before=worked(before), after=worked(week),
        )  # fmt: skip
    return week


def standard_week_on(day: date) -> StandardWeek:
    """The week that holds on a day; Monday to Friday, not saved, where none was set."""
    begun = StandardWeek.objects.filter(from_on__lte=day).order_by("-from_on").first()
    return begun or StandardWeek(from_on=day)


def refuse_no_work(week: WeekdayWeights) -> None:
    if not any(week.weights()):
        raise ValidationError(_("Choose at least one weekday that is worked."))


def add_own_day(
    *,
    organization: Organization,
    on: date,
    name: str,
    share: Decimal,
    by: Membership | None,
    now: datetime,
    country: str = "",
    subdivision: str = "",
) -> OwnDay:
    """A day of the organization's own: `share` of it is off, 0 makes a public holiday a working day.

    For everyone, or for those who work in a region. Refuses a day before the next week.
    """
    refuse_unknown_region(country, subdivision)
    refuse_running_week(organization, on, now)
    with transaction.atomic():
        day = OwnDay(
            on=on, name=" ".join(name.split()), share=share, country=country, subdivision=subdivision,
            created_at=now,
        )  # fmt: skip
        day.full_clean()
        day.save()
        record("own_day_added", day, by=by, now=now, **day_facts(day))
    return day


def remove_own_day(*, organization: Organization, day: OwnDay, by: Membership | None, now: datetime) -> None:
    """Back to what the public holidays say. Refuses a day before the next week."""
    refuse_running_week(organization, day.on, now)
    with transaction.atomic():
        record("own_day_removed", day, by=by, now=now, **day_facts(day))
        day.delete()


def day_facts(day: OwnDay) -> dict[str, str]:
    return {
        "on": str(day.on), "name": day.name, "share": f"{day.share.normalize():f}",
        "country": day.country, "subdivision": day.subdivision,
    }  # fmt: skip


def refuse_running_week(organization: Organization, on: date, now: datetime) -> None:
    first = organization.rules_from(now)
    if on < first:
        raise ValidationError(
            {
                "on": _(
                    "The days of this week and of weeks before stay as they are. Choose %(day)s or later."
                )
                % {"day": long_day(first)}
            }
        )
