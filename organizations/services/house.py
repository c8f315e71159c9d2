"""Changing several settings of the organization in one step."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.dated_rules import RULES
from organizations.models import Membership, Organization
from organizations.privacy.keeping import RULES as KEPT
from organizations.privacy.keeping import set_keeping

from .house_rules import plan_rule
from .regions import set_holiday_region
from .settings import rename_organization, set_most_reports
from .sign_in import require_second_factor

REGION = ("country", "subdivision")
Setting = Callable[[Organization, Any, Membership, datetime], object]
AT_ONCE: dict[str, Setting] = {
    "name": lambda house, value, by, now: rename_organization(organization=house, name=value, by=by, now=now),
    "most_reports": lambda house, value, by, now: set_most_reports(
        organization=house, most=value, by=by, now=now
    ),
    "second_factor_required": lambda house, value, by, now: require_second_factor(
        organization=house, required=value, by=by, now=now
    ),
}


def change_organization(
    *, organization: Organization, changes: Mapping[str, Any], by: Membership, now: datetime
) -> None:
    """Change what is named, all of it or none. Each holds from when its own service says: rules and holidays from
    the next week on, the rest at once. Refusals stand at the name of what was refused.
    """
    with transaction.atomic():
        for name, change in AT_ONCE.items():
            if name in changes:
                change(organization, changes[name], by, now)
        if any(name in changes for name in REGION):
            country, part = region_after(organization, changes)
            set_holiday_region(organization=organization, country=country, subdivision=part, by=by, now=now)
        for rule in RULES.keys() & changes.keys():
            plan_named(organization, rule, changes[rule], by, now)
        kept = {rule.field: changes[rule.field] for rule in KEPT if rule.field in changes}
        if kept:
            set_keeping(organization=organization, rules=kept, by=by, now=now)


def region_after(organization: Organization, changes: Mapping[str, Any]) -> tuple[str, str]:
    """Another country has other regions: the one that was goes with it."""
    country = changes.get("country", organization.country)
    kept = organization.subdivision if country == organization.country else ""
    return country, changes.get("subdivision", kept)


def plan_named(organization: Organization, rule: str, value: Any, by: Membership, now: datetime) -> None:
    try:
        plan_rule(organization=organization, rule=rule, value=value, by=by, now=now)
    except ValidationError as error:
        raise ValidationError({rule: error.messages}) from error
