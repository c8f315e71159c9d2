"""What an organization holds to, and from when: values that change on a date and never backwards (COUNTING §1).

The value from the beginning is a field of the organization; what came later, and what is planned, are changes
beside it. Plain values, no queries and no clock.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

# Each rule with how its value is read from what is stored.
RULES: dict[str, Any] = {
    "zone": str,
    "first_weekday": int,
    "fiscal_month": int,
    "currency": str,
    "close_time": time.fromisoformat,
    "mail_time": time.fromisoformat,
}


@dataclass(frozen=True)
class RuleChange:
    """Another value of a rule, from a day on."""

    rule: str
    from_on: date
    value: Any


def read(stored: Iterable[Mapping[str, Any]]) -> tuple[RuleChange, ...]:
    """The changes as they are kept in JSON, the earliest first."""
    found = (
        RuleChange(one["rule"], date.fromisoformat(one["from"]), RULES[one["rule"]](one["value"]))
        for one in stored
    )
    return tuple(sorted(found, key=lambda change: change.from_on))


def written(changes: Iterable[RuleChange]) -> list[dict[str, Any]]:
    """The changes as JSON keeps them."""
    return [
        {"rule": one.rule, "from": one.from_on.isoformat(), "value": as_stored(one.value)} for one in changes
    ]


def as_stored(value: Any) -> Any:
    return f"{value:%H:%M}" if isinstance(value, time) else value


def of_rule(changes: Iterable[RuleChange], rule: str) -> list[RuleChange]:
    return [one for one in changes if one.rule == rule]


def on_day(first: Any, changes: Iterable[RuleChange], rule: str, day: date) -> Any:
    """The value that holds on a day; `first` is the one from the beginning."""
    begun = [one.value for one in of_rule(changes, rule) if one.from_on <= day]
    return begun[-1] if begun else first


def planned(changes: Iterable[RuleChange], rule: str, edge: date) -> RuleChange | None:
    """The change that has not begun: from `edge`, the first day of the next week, on."""
    return next((one for one in of_rule(changes, rule) if one.from_on >= edge), None)


def changed(
    first: Any, changes: Sequence[RuleChange], change: RuleChange, edge: date
) -> tuple[RuleChange, ...]:
    """The changes with this one in place of any that has not begun; without it where it changes nothing."""
    kept = [one for one in changes if one.rule != change.rule or one.from_on < edge]
    if on_day(first, kept, change.rule, change.from_on) != change.value:
        kept.append(change)
    return tuple(sorted(kept, key=lambda one: one.from_on))
