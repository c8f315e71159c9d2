"""Names for the ids that stand in events, looked up when they are shown and in one query for each kind of record."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

MEMBER, TEAM, TOKEN = "organizations.membership", "organizations.team", "organizations.apitoken"
Reference = tuple[str, int]


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


def call(label: str, noun: Any, *columns: str, route: str = "") -> None:
    """Register how records are called; without columns they are called by their number alone."""
    called[label] = Called(label, noun, columns, route)


def refer(label: str, *names: str) -> None:
    """Say that these names in the data of events hold ids of this kind of record."""
    usual.update(dict.fromkeys(names, label))


class Names:
    """The names of these records, and a way to say those that are gone."""

    def __init__(self, wanted: Iterable[Reference]) -> None:
        ids: dict[str, set[int]] = defaultdict(set)
        for label, pk in wanted:
            ids[label].add(pk)
        self.found = {(label, pk): name for label in sorted(ids) for pk, name in look_up(label, ids[label])}

    def name(self, label: str, pk: int) -> str:
        """The name alone; for a record without one its noun and number."""
        return self.found.get((label, pk)) or _("%(noun)s %(number)s") % {
            "noun": noun_of(label),
            "number": pk,
        }

    def is_there(self, label: str, pk: int) -> bool:
        return (label, pk) in self.found


def look_up(label: str, ids: set[int]) -> list[tuple[int, str]]:
    model, how = model_of(label), called.get(label)
    if model is None or how is None:
        return []
    rows = model._default_manager.filter(pk__in=ids).values_list("pk", *how.columns)
    return [(row[0], ", ".join(str(part) for part in row[1:] if part)) for row in rows]


def model_of(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def noun_of(label: str) -> str:
    return str(called[label].noun) if label in called else label.split(".")[-1]
