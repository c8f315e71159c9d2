"""Names for the ids that stand in events, looked up when they are shown and in one query for each kind of record."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

MEMBER, TEAM, TOKEN = "organizations.membership", "organizations.team", "organizations.apitoken"
# A kind of record, and the id of one, or its key.
Reference = tuple[str, int | str]


@dataclass(frozen=True)
class Called:
    """How records of a kind are called: "the account Kestrel Foods". `columns` are joined; `route` shows one."""

    label: str
    noun: str
    columns: tuple[str, ...] = ()
    route: str = ""


called: dict[str, Called] = {}
# Names under which ids stand in the data of events, and what they are ids of.
usual: dict[str, str] = {}
# Names under which keys stand that last ("attempts"), and what they are keys of.
keyed: dict[str, str] = {}


def call(label: str, noun: Any, *columns: str, route: str = "") -> None:
    """Register how records are called; without columns they are called by their number alone."""
    called[label] = Called(label, noun, columns, route)


def refer(label: str, *names: str) -> None:
    """Say that these names in the data of events hold ids of this kind of record."""
    usual.update(dict.fromkeys(names, label))


def refer_by_key(label: str, *names: str) -> None:
    """Say that these names in the data of events hold keys of this kind of record."""
    keyed.update(dict.fromkeys(names, label))


class Names:
    """The names of these records, and a way to say those that are gone."""

    def __init__(self, wanted: Iterable[Reference]) -> None:
        those: dict[str, set[int | str]] = defaultdict(set)
        for label, one in wanted:
            those[label].add(one)
        self.found = {
            (label, one): name for label in sorted(those) for one, name in look_up(label, those[label])
        }

    def name(self, label: str, one: int | str) -> str:
        """The name alone; for a record without one its noun and number."""
        return self.found.get((label, one)) or _("%(noun)s %(number)s") % {
            "noun": noun_of(label),
            "number": one,
        }

    def is_there(self, label: str, one: int | str) -> bool:
        return (label, one) in self.found


def look_up(label: str, those: set[int | str]) -> list[tuple[int | str, str]]:
    """Names by id and by key: a query each, where there are any."""
    model, how = model_of(label), called.get(label)
    if model is None or how is None:
        return []
    keys = {one for one in those if isinstance(one, str)}
    rows: list[tuple[Any, ...]] = []
    for column, wanted in (("pk", those - keys), ("key", keys)):
        if wanted:
            rows += model._default_manager.filter(**{f"{column}__in": wanted}).values_list(
                column, *how.columns
            )
    return [(row[0], ", ".join(str(part) for part in row[1:] if part)) for row in rows]


def has_keys(label: str) -> bool:
    """Whether records of this kind have keys that last."""
    model = model_of(label) if label else None
    return model is not None and any(field.name == "key" for field in model._meta.concrete_fields)


def model_of(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def noun_of(label: str) -> str:
    return str(called[label].noun) if label in called else label.split(".")[-1]
