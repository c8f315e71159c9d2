"""Finding what an entry names by key or id, among what the member can see."""

from functools import cache
from typing import Any

from django.core.exceptions import ValidationError

from activities.models import ActivityType, Outcome
from crm.models import Account, Contact, Opportunity
from organizations.models import Membership
from organizations.tenancy.known_sql import columns, made, one_line, table


def pick_type(type_key: str, outcome_key: str | None) -> tuple[ActivityType, Outcome | None]:
    """A type and one of its outcomes, in one query. Retired ones too: a phone may have been away for long."""
    if outcome_key:
        outcome = outcome_of(type_key, outcome_key)
        if outcome is None:
            raise ValidationError(
                {"outcome": [f"'{type_key}' has no outcome '{outcome_key}'. Choose one of its own."]}
            )
        return outcome.type, outcome
    kind = ActivityType.objects.filter(key=type_key).first()
    if kind is None:
        raise ValidationError(
            {"type": [f"There is no type '{type_key}'. Choose one from the list of types."]}
        )
    return kind, None


def outcome_of(type_key: str, outcome_key: str) -> Outcome | None:
    """An outcome with its type, by their keys."""
    line = one_line(outcome_sql(), [type_key, outcome_key])
    if line is None:
        return None
    width = len(Outcome._meta.concrete_fields)
    outcome = made(Outcome, line[:width])
    outcome.type = made(ActivityType, line[width:])
    return outcome


@cache
def outcome_sql() -> str:
    return (
        f"SELECT {columns(Outcome, 'o')}, {columns(ActivityType, 't')}"  # noqa: S608
        f" FROM {table(Outcome)} o JOIN {table(ActivityType)} t ON t.id = o.type_id WHERE t.key = %s AND o.key = %s"
    )


PICKED: dict[str, Any] = {"contact": Contact, "account": Account, "opportunity": Opportunity}


def pick_records(membership: Membership, ids: dict[str, int | None]) -> dict[str, Any]:
    """The records of these ids, by field; one query for each that is named."""
    return {field: pick(membership, field, pk) if pk else None for field, pk in ids.items()}


def pick(membership: Membership, field: str, pk: int) -> Any:
    seen = PICKED[field].objects.visible_to(membership)
    if field == "contact":
        seen = seen.select_related("account")
    record = seen.filter(pk=pk).first()
    if record is None:
        raise ValidationError({field: [f"There is no {field} {pk} that you can see. Choose another one."]})
    return record


def demand_someone(outcome: Outcome | None, **who: Any) -> None:
    """An attempt or a talk is with somebody: a contact, an account or a typed name."""
    counts = outcome is not None and (outcome.is_attempt or outcome.is_conversation)
    if counts and not any(who.values()):
        raise ValidationError({"prospect": ["Say who it was with: choose someone, or type a name."]})
