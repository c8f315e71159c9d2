"""Finding what rows refer to, for a whole chunk in one query each."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from organizations.models import Membership

from .chunks import Chunk, Row

NOBODY = "Nobody here has this name or id. Import or add the person first."
SEVERAL = "Several people here have this name. Use their ids."


class People:
    """The members that rows name, by their id in the source or by their whole name."""

    def __init__(self, source: str, texts: Iterable[str | None]) -> None:
        wanted = {text for text in texts if text}
        self.by_id: dict[str, Membership] = {}
        self.by_name: dict[str, list[Membership]] = defaultdict(list)
        if not wanted:
            return
        named = Q(import_source=source, external_id__in=wanted) | Q(name__in=wanted)
        for member in Membership.objects.filter(named):
            self.by_name[member.name].append(member)
            if member.import_source == source and member.external_id:
                self.by_id[member.external_id] = member

    def find(self, text: str) -> Membership | None:
        if member := self.by_id.get(text):
            return member
        named = self.by_name.get(text, [])
        return named[0] if len(named) == 1 else None

    def why_not(self, text: str) -> str:
        return SEVERAL if self.by_name.get(text) else NOBODY


def resolve_people(chunk: Chunk, source: str, name: str) -> None:
    """Put the member into `values[name]` of every row; a row that names nobody known is refused."""
    rows = [row for row in chunk.good if name in row.values]
    people = People(source, (row.values[name] for row in rows))
    for row in rows:
        text = row.values[name]
        if text is None:
            continue
        row.values[name] = people.find(text)
        if row.values[name] is None:
            chunk.refuse(row, name, people.why_not(text))


def known(model: type[models.Model], source: str, ids: Iterable[str | None]) -> dict[str, Any]:
    """The records of this source by their id there."""
    wanted = {each for each in ids if each}
    if not wanted:
        return {}
    found = model._default_manager.filter(import_source=source, external_id__in=wanted)
    return {record.external_id: record for record in found}  # type: ignore[attr-defined]


def resolve_links(chunk: Chunk, source: str, name: str, model: type[models.Model], reason: str) -> None:
    """Put the record into `values[name]`; an id that is not there leaves the link empty, with a warning."""
    rows: list[Row] = [row for row in chunk.good if row.values.get(name)]
    there = known(model, source, (row.values[name] for row in rows))
    for row in rows:
        row.values[name] = there.get(row.values[name])
        if row.values[name] is None:
            chunk.warn(row, name, reason)
