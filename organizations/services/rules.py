"""The rules of the organization's calendar. A change holds from the next week on, so no closed week moves."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.models import Membership, Organization, StandardWeek
from organizations.models.calendar import WeekdayWeights

from .calendar import WEEKDAYS


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
            before=in_words(before), after=in_words(week),
        )  # fmt: skip
    return week


def standard_week_on(day: date) -> StandardWeek:
    """The week that holds on a day; Monday to Friday, not saved, where none was set."""
    begun = StandardWeek.objects.filter(from_on__lte=day).order_by("-from_on").first()
    return begun or StandardWeek(from_on=day)


def in_words(week: WeekdayWeights) -> dict[str, str]:
    """The weekdays that are worked, by name, as an event keeps them."""
    return {
        day: f"{weight.normalize():f}" for day, weight in zip(WEEKDAYS, week.weights(), strict=True) if weight
    }


def refuse_no_work(week: WeekdayWeights) -> None:
    if not any(week.weights()):
        raise ValidationError(_("Choose at least one weekday that is worked."))
