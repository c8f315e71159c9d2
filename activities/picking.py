"""Finding what an entry names by key or id, among what the member can see."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from activities.models import ActivityType, Outcome
from crm.models import Account, Contact, Opportunity
from organizations.models import Membership
from organizations.tenancy.known_sql import columns, made, one_line, table


def pick_type(type_key: str, outcome_key: str | None) -> tuple[ActivityType, Outcome | None]:
    """A type and one of its outcomes, in one query. Retired ones too: a phone may have been away for long."""
    if outcome_key:
        outcome = outcome_of(type_key, outcome_key)
        return (outcome.type, outcome) if outcome else no_outcome(type_key, outcome_key)
    kind = ActivityType.objects.filter(key=type_key).first()
    if kind is None:
        raise ValidationError(
            {
                "type": [
                    _("There is no type '%(type_key)s'. Choose one from the list of types.")
                    % {"type_key": type_key}
                ]
            }
        )
    return kind, None


def no_outcome(type_key: str, outcome_key: str) -> Any:
    raise ValidationError(
        {
            "outcome": [
                _("'%(type_key)s' has no outcome '%(outcome_key)s'. Choose one of its own.")
                % {"type_key": type_key, "outcome_key": outcome_key}
            ]
        }
    )


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
    return record or no_record(field, pk)


def no_record(field: str, pk: int) -> Any:
    raise ValidationError(
        {
            field: [
                _("There is no %(field)s %(pk)s that you can see. Choose another one.")
                % {"field": field, "pk": pk}
            ]
        }
    )


class Shelf:
    """Everything that many entries name, fetched at once: one query for outcomes and one for each kind of record.

    The records are locked in the order of their ids, so that two who send many at once never wait for each other.
    """

    def __init__(self, membership: Membership, rows: Iterable[Mapping[str, Any]]) -> None:
        wanted: dict[str, set[int]] = {field: set() for field in PICKED}
        for row in rows:
            for field in PICKED:
                if row.get(field):
                    wanted[field].add(row[field])
        self.outcomes = {(one.type.key, one.key): one for one in Outcome.objects.select_related("type")}
        self.records = {field: records_of(membership, field, pks) for field, pks in wanted.items() if pks}

    def outcome(self, type_key: str, outcome_key: str) -> Outcome:
        return self.outcomes.get((type_key, outcome_key)) or no_outcome(type_key, outcome_key)

    def record(self, field: str, pk: int | None) -> Any:
        return self.records.get(field, {}).get(pk) or no_record(field, pk) if pk else None


def records_of(membership: Membership, field: str, pks: set[int]) -> dict[int, Any]:
    seen = PICKED[field].objects.visible_to(membership).filter(pk__in=pks).order_by("pk")
    if field == "contact":
        seen = seen.select_related("account")
    return {record.pk: record for record in seen.select_for_update(of=("self",), no_key=True)}


def demand_someone(outcome: Outcome | None, **who: Any) -> None:
    """An attempt or a talk is with somebody: a contact, an account or a typed name."""
    counts = outcome is not None and (outcome.is_attempt or outcome.is_conversation)
    if counts and not any(who.values()):
        raise ValidationError({"prospect": [_("Say who it was with: choose someone, or type a name.")]})
