"""What can be logged: types and their outcomes, added, renamed, put in order, retired and brought back.

History stays as it was counted: what counting goes by can't change once there are entries, and nothing is deleted.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from activities.models import Activity, ActivityType, Outcome
from organizations.events import record
from organizations.models import Membership

from .codes import change_code, give_code, refuse_words, take_turn, words_in

Kind = ActivityType | Outcome
# What figures are counted by; the rest says what happens from now on.
COUNTED = {"channel", "family", "is_attempt", "is_conversation", "is_positive"}
TYPE_FIELDS = {"name", "code", "icon", "channel", "family", "also_called"}
OUTCOME_FIELDS = {
    "name", "code", "icon", "is_attempt", "is_conversation", "is_positive", "ends_cadence", "needs_date", "effect",
    "also_called",
}  # fmt: skip
NOT_CLEANED = ["id", "organization", "type"]


def add_type(
    *, name: str, by: Membership | None, now: datetime, code: str = "", **details: Any
) -> ActivityType:
    """A new kind of activity, last in the order, with a first outcome so that it can be logged at once."""
    refuse_unknown(details, TYPE_FIELDS)
    with transaction.atomic():
        take_turn()
        kind = new(ActivityType(name=folded(name), **details), ActivityType.objects.all(), code)
        record("activity_type_added", kind, by=by, now=now, key=kind.key, after=shown(kind, TYPE_FIELDS))
        add_outcome(type=kind, name=_("Done"), by=by, now=now)
    return kind


def add_outcome(
    *, type: ActivityType, name: str, by: Membership | None, now: datetime, code: str = "", **details: Any
) -> Outcome:
    """Another way in which a type can end, last in its order."""
    refuse_unknown(details, OUTCOME_FIELDS)
    with transaction.atomic():
        take_turn()
        outcome = new(
            Outcome(type=type, name=folded(name), **details), Outcome.objects.filter(type=type), code
        )
        record(
            "outcome_added", outcome, by=by, now=now, key=outcome.key, after=shown(outcome, OUTCOME_FIELDS)
        )
    return outcome


def new(kind: Any, siblings: QuerySet[Any], code: str) -> Any:
    kind.key, kind.position = free_key(kind.name, siblings), last(siblings)
    kind.also_called = words_in(kind.also_called)
    refuse_name(kind, siblings)
    refuse_words(kind, siblings)
    give_code(kind, code)
    kind.clean_fields(exclude=NOT_CLEANED)
    kind.save(force_insert=True)
    return kind


def change_type(*, type: ActivityType, by: Membership | None, now: datetime, **changes: Any) -> ActivityType:
    """Rename a type or give it another icon; while nothing was logged, also another channel or family."""
    return change(type, ActivityType.objects.all(), changes, TYPE_FIELDS, "activity_type_changed", by, now)


def change_outcome(*, outcome: Outcome, by: Membership | None, now: datetime, **changes: Any) -> Outcome:
    """Rename an outcome, say what it asks for and does; while nothing was logged, also what it counts as."""
    siblings = Outcome.objects.filter(type=outcome.type_id)
    return change(outcome, siblings, changes, OUTCOME_FIELDS, "outcome_changed", by, now)


def change(
    kind: Any, siblings: QuerySet[Any], changes: dict[str, Any], allowed: set[str], verb: str,
    by: Membership | None, now: datetime,
) -> Any:  # fmt: skip
    refuse_unknown(changes, allowed)
    with transaction.atomic():
        take_turn()
        kind.refresh_from_db(fields=[*changes, "former_codes"])
        before = shown(kind, set(changes))
        put(kind, changes, by, now)
        changed = [field for field in changes if before[field] != getattr(kind, field)]
        if not changed:
            return kind
        refuse_name(kind, siblings)
        refuse_words(kind, siblings)
        refuse_recount(kind, set(changed))
        kind.clean_fields(exclude=NOT_CLEANED)
        kind.save(update_fields=[*changed, "former_codes"])
        after = shown(kind, set(changed))
        record(verb, kind, by=by, now=now, before={name: before[name] for name in changed}, after=after)
    return kind


def put(kind: Any, changes: dict[str, Any], by: Membership | None, now: datetime) -> None:
    for field, value in changes.items():
        if field == "code":
            change_code(kind, value, by, now)
        elif field == "also_called":
            kind.also_called = words_in(value)
        else:
            setattr(kind, field, folded(value) if field == "name" else value)


def retire_type(*, type: ActivityType, by: Membership | None, now: datetime) -> bool:
    """Offer it no more; its history stays and counts. False if it was retired. Refuses the last one in use."""
    return retire(type, ActivityType.objects.all(), "activity_type_retired", by, now)


def restore_type(*, type: ActivityType, by: Membership | None, now: datetime) -> bool:
    """Offer it again. False if it was in use."""
    return restore(type, ActivityType.objects.all(), "activity_type_restored", by, now)


def retire_outcome(*, outcome: Outcome, by: Membership | None, now: datetime) -> bool:
    """Offer it no more; its history stays and counts. False if it was retired. Refuses the last of its type in use."""
    return retire(outcome, Outcome.objects.filter(type=outcome.type_id), "outcome_retired", by, now)


def restore_outcome(*, outcome: Outcome, by: Membership | None, now: datetime) -> bool:
    """Offer it again. False if it was in use."""
    return restore(outcome, Outcome.objects.filter(type=outcome.type_id), "outcome_restored", by, now)


def retire(kind: Any, siblings: QuerySet[Any], verb: str, by: Membership | None, now: datetime) -> bool:
    with transaction.atomic():
        take_turn()
        in_use = set(siblings.filter(retired_at__isnull=True).values_list("pk", flat=True))
        if kind.pk not in in_use:
            return False
        if len(in_use) == 1:
            raise ValidationError(_("Something has to be left to log. Add another one first."))
        siblings.filter(pk=kind.pk).update(retired_at=now)
        kind.retired_at = now
        record(verb, kind, by=by, now=now, key=kind.key, before={"retired": False}, after={"retired": True})
    return True


def restore(kind: Any, siblings: QuerySet[Any], verb: str, by: Membership | None, now: datetime) -> bool:
    with transaction.atomic():
        take_turn()
        refuse_name(kind, siblings)
        if not siblings.filter(pk=kind.pk, retired_at__isnull=False).update(retired_at=None):
            return False
        kind.retired_at = None
        record(verb, kind, by=by, now=now, key=kind.key, before={"retired": True}, after={"retired": False})
    return True


def order_types(
    *, pks: Sequence[int], by: Membership, now: datetime, seen: Sequence[int] | None = None
) -> None:
    """Put types in this order; those that are not named come after, as they were. Refuses an order that was made
    from another one than there is (`seen`)."""
    order(ActivityType.objects.all(), pks, seen, "activity_types_ordered", by, by, now)


def order_outcomes(
    *,
    type: ActivityType,
    pks: Sequence[int],
    by: Membership | None,
    now: datetime,
    seen: Sequence[int] | None = None,
) -> None:
    """Put the outcomes of a type in this order; those that are not named come after, as they were. Refuses an order
    that was made from another one than there is (`seen`)."""
    order(Outcome.objects.filter(type=type), pks, seen, "outcomes_ordered", type, by, now)


def order(
    records: QuerySet[Any], pks: Sequence[int], seen: Sequence[int] | None, verb: str, subject: Any,
    by: Membership | None, now: datetime,
) -> None:  # fmt: skip
    wanted = {pk: place for place, pk in enumerate(pks)}
    with transaction.atomic():
        take_turn()
        there = list(records.order_by("position", "name", "pk"))
        refuse_stale(there, seen)
        before = [one.pk for one in there]
        there.sort(key=lambda one: wanted.get(one.pk, len(wanted)))
        after = [one.pk for one in there]
        if after == before:
            return
        for place, one in enumerate(there):
            one.position = place
        records.model._default_manager.bulk_update(there, ["position"])
        record(verb, subject, by=by, now=now, before={"order": before}, after={"order": after})


def refuse_stale(there: Sequence[Any], seen: Sequence[int] | None) -> None:
    if seen is not None and [one.pk for one in there if one.retired_at is None] != list(seen):
        raise ValidationError(
            _("Somebody else changed this list meanwhile. It is as it stands now: move it again.")
        )


def is_used(kind: Kind) -> bool:
    """Whether anything was ever logged with it, entries that were taken out included."""
    link = "type" if isinstance(kind, ActivityType) else "outcome"
    return Activity.objects.filter(**{link: kind.pk}).exists()


def refuse_recount(kind: Kind, changed: set[str]) -> None:
    if changed & COUNTED and is_used(kind):
        raise ValidationError(
            {
                field: _(
                    "Entries are counted by this already. Retire it, and add a new one that counts otherwise."
                )
                for field in sorted(changed & COUNTED)
            }
        )


def refuse_name(kind: Kind, siblings: QuerySet[Any]) -> None:
    """One word for one thing: no two in use of the same name, in whatever case."""
    if not kind.name:
        raise ValidationError({"name": _("Give it a name.")})
    others = siblings.filter(retired_at__isnull=True).exclude(pk=kind.pk).values_list("name", flat=True)
    if kind.name.casefold() in {name.casefold() for name in others}:
        raise ValidationError({"name": _("There is one of this name already. Choose another name.")})


def refuse_unknown(changes: dict[str, Any], allowed: set[str]) -> None:
    if unknown := set(changes) - allowed:
        raise TypeError(f"There is no {', '.join(sorted(unknown))} to set.")


def free_key(name: str, siblings: QuerySet[Any]) -> str:
    """From the name, for ever: entries sent from phones and files name it by this key."""
    wanted = slugify(name).replace("-", "_")[:50] or "own"
    taken = set(siblings.values_list("key", flat=True))
    numbered = (f"{wanted}_{number}" for number in range(2, len(taken) + 3))
    return next(key for key in [wanted, *numbered] if key not in taken)


def last(siblings: QuerySet[Any]) -> int:
    positions = siblings.order_by("-position").values_list("position", flat=True)
    return (positions.first() or 0) + 1


def shown(kind: Any, fields: set[str]) -> dict[str, Any]:
    return {field: getattr(kind, field) for field in sorted(fields)}


def folded(name: str) -> str:
    return " ".join(name.split())
