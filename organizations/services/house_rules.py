"""Planning another value of a rule of the organization, and taking it back until it begins."""

from datetime import date, datetime
from typing import Any

from babel.numbers import list_currencies
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.dated_rules import RULES, RuleChange, as_stored, changed, of_rule, planned, written
from organizations.events import record
from organizations.models import Membership, Organization
from organizations.models.organization import BEGINNING
from organizations.zones import known_zones


def plan_rule(
    *, organization: Organization, rule: str, value: Any, by: Membership | None, now: datetime
) -> date | None:
    """Another value of a rule, from the next week on; the first day is returned. What was planned is replaced.

    Choosing what holds now takes back what was planned: then None. While the organization's first week runs it
    holds from the beginning. A fiscal year begins on the first of its month.
    """
    refuse_value(rule, value)
    with transaction.atomic():
        held = Organization.objects.select_for_update().get(pk=organization.pk)
        edge, before = held.rules_from(now), held.changes
        if edge == BEGINNING:
            setattr(held, rule, value)
            after = tuple(one for one in before if one.rule != rule)
        else:
            change = RuleChange(rule, first_day(rule, value, edge), value)
            after = changed(getattr(held, rule), before, change, edge)
        held.rule_changes = written(after)
        held.save(update_fields=[rule, "rule_changes"])
        begins = BEGINNING if edge == BEGINNING else next_start(after, rule, edge)
        record(
            "rule_planned", held, by=by, now=now, rule=rule, value=as_stored(value),
            from_on=str(begins) if begins else None, before=written(of_rule(before, rule)),
        )  # fmt: skip
    setattr(organization, rule, getattr(held, rule))
    organization.rule_changes = held.rule_changes
    return begins


def wanted_value(organization: Organization, rule: str, now: datetime) -> Any:
    """What is planned for a rule, else what holds."""
    edge = organization.rules_from(now)
    plan = planned(organization.changes, rule, edge)
    return plan.value if plan else organization.rule_on(rule, edge)


def next_start(changes: tuple[RuleChange, ...], rule: str, edge: date) -> date | None:
    there = planned(changes, rule, edge)
    return there.from_on if there else None


def first_day(rule: str, value: Any, edge: date) -> date:
    """The first day that a value holds for: `edge`, or the next first day of that fiscal year."""
    if rule != "fiscal_month":
        return edge
    year = edge.year + (date(edge.year, value, 1) < edge)
    return date(year, value, 1)


def refuse_value(rule: str, value: Any) -> None:
    right = {
        "zone": lambda: value in known_zones(),
        "first_weekday": lambda: value in range(7),
        "fiscal_month": lambda: value in range(1, 13),
        "currency": lambda: value in list_currencies(),
    }
    if rule not in RULES or not right.get(rule, lambda: True)():
        raise ValidationError({"value": _("Choose one of these.")})
