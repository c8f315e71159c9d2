"""Whose public holidays hold, from a date on: for the organization and for each member."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.holidays_of import is_known_region
from organizations.models import HolidayRegion, Membership, Organization
from organizations.models.organization import BEGINNING

from .calendar import refuse_closed_week


def set_holiday_region(
    *, organization: Organization, country: str, subdivision: str, by: Membership | None, now: datetime
) -> None:
    """The country and region whose holidays the organization has; empty for none.

    Holds from the next week on, or from the beginning while the organization's first week runs.
    """
    refuse_unknown_region(country, subdivision)
    with transaction.atomic():
        change_region(None, organization, organization.rules_from(now), country, subdivision)
        record_region(organization, by=by, now=now, from_on=organization.rules_from(now))


def set_member_region(
    *,
    membership: Membership,
    country: str,
    subdivision: str,
    from_on: date,
    by: Membership | None,
    now: datetime,
) -> None:
    """Where a member works from a day on; empty for where the organization is. Refuses weeks that are over."""
    refuse_unknown_region(country, subdivision)
    refuse_closed_week(membership, from_on, now)
    with transaction.atomic():
        change_region(membership, membership, from_on, country, subdivision)
        record_region(membership, by=by, now=now, from_on=from_on)


def change_region(
    membership: Membership | None,
    whose: Membership | Organization,
    from_on: date,
    country: str,
    subdivision: str,
) -> None:
    """Keep what held before, and what holds from the day on. What was planned for later is replaced."""
    rows = HolidayRegion.objects.filter(membership=membership)
    if not rows.exists():
        HolidayRegion.objects.create(
            membership=membership, from_on=BEGINNING, country=whose.country, subdivision=whose.subdivision
        )
    rows.filter(from_on__gte=from_on).delete()
    HolidayRegion.objects.create(
        membership=membership, from_on=from_on, country=country, subdivision=subdivision
    )
    whose.country, whose.subdivision = country, subdivision
    whose.save(update_fields=["country", "subdivision"])


def record_region(
    whose: Membership | Organization, *, by: Membership | None, now: datetime, from_on: date
) -> None:
    verb = "member_moved_region" if isinstance(whose, Membership) else "holiday_region_set"
    record(
        verb, whose, by=by, now=now, country=whose.country, subdivision=whose.subdivision,
        from_on=str(from_on),
    )  # fmt: skip


def refuse_unknown_region(country: str, subdivision: str) -> None:
    if subdivision and not country:
        raise ValidationError({"country": _("Choose the country of the region.")})
    if country and not is_known_region(country, subdivision):
        raise ValidationError(
            {
                "subdivision" if subdivision else "country": _(
                    "No public holidays are known for “%(place)s”. Choose another region, or none."
                )
                % {"place": f"{country}-{subdivision}" if subdivision else country}
            }
        )
