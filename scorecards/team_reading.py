"""A team's closed card as pages and mails read it, with what it keeps of its people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from organizations.plain_names import plain
from scorecards.attention import Cell, Need, Person, Praise, needs_you, worth_praising
from scorecards.reading import SYMBOLS, WORDS, CardView, LineView, exact


@dataclass(frozen=True)
class PersonView:
    """One person on a team's card."""

    id: int
    name: str
    facts: Mapping[str, Any]
    lines: list[LineView]
    photo: str = ""

    @property
    def score(self) -> Fraction | None:
        return exact(self.facts["score"])

    @property
    def status(self) -> str:
        return self.facts["status"]

    @property
    def word(self) -> str:
        return str(WORDS[self.status] if Fraction(self.facts["own_days"]) else WORDS["away"])

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.status]

    @property
    def logged(self) -> bool:
        return self.facts["logged"]


@dataclass(frozen=True)
class TeamView(CardView):
    """A team's card with the names of its people."""

    name: str = ""
    names: Mapping[int, str] = field(default_factory=dict)
    url: str = ""
    reader: int = 0
    photos: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def people(self) -> list[PersonView]:
        """Who needs you first, then by name; never by score."""
        found = [
            PersonView(
                one["member"],
                self.names.get(one["member"], _("Someone")),
                one,
                [LineView(x) for x in one["lines"]],
                self.photos.get(one["member"], ""),
            )
            for one in self.facts["people"]
        ]
        first = {need.person.id: n for n, need in enumerate(self.needs)}
        return sorted(found, key=lambda one: (first.get(one.id, len(first)), plain(one.name), one.id))

    def name_of(self, one: Mapping[str, Any]) -> str:
        return self.names.get(one["member"], _("Someone who left"))

    @cached_property
    def needs(self) -> list[Need]:
        """Everybody who needs the reader, who is not told of themselves."""
        return needs_you([person for person in self.persons if person.id != self.reader])

    @property
    def first_needs(self) -> list[Need]:
        return self.needs[:3]

    @cached_property
    def praises(self) -> list[Praise]:
        return worth_praising([person for person in self.persons if person.id != self.reader])

    @cached_property
    def persons(self) -> list[Person]:
        return [
            Person(
                one["member"], self.name_of(one), tuple(cell(line) for line in one["lines"]),
                worked=bool(Fraction(one["own_days"])), logged=one["logged"], score=exact(one["score"]),
                before=exact(one["before"]), lower_in_a_row=one["lower_in_a_row"],
                photo=self.photos.get(one["member"], ""),
            )
            for one in self.facts["people"]
        ]  # fmt: skip

    @property
    def logged(self) -> int:
        return self.facts["logged"]

    @property
    def silent(self) -> list[str]:
        """The names of those who worked and logged nothing."""
        return [person.name for person in self.persons if person.worked and not person.logged]


def cell(line: Mapping[str, Any]) -> Cell:
    return Cell(
        line["key"], line["name"], line["unit"], exact(line["actual"]), Fraction(line["target"] or 0),
        line["status"], line["lower_is_better"],
    )  # fmt: skip
