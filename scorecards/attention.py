"""Whom a leader should turn to: at most three who need them, and at most three to praise. Plain values.

The same rules for a running week (judged by what is due by now) and for a closed one (by the whole target).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.pace import Status
from organizations.name_words import in_sentence
from organizations.plain_names import plain
from scorecards.scoring import Line, score
from scorecards.verdicts import Verdict, verdict

MOST = 3
SILENT = gettext_lazy("Silent")
OPENERS = {
    "silent": gettext_lazy("You have been quiet this week. Is something in the way I can move?"),
    "effort": gettext_lazy("What is taking the calling hours?"),
    "list or timing": gettext_lazy("Show me which hours you called, and whom."),
    "skill": gettext_lazy("Walk me through the last talk that did not lead to a meeting."),
    "": gettext_lazy("How do you read this week, and what would help?"),
}
CAUSE_WORDS = {
    "effort": gettext_lazy("Effort: the calls are missing."),
    "list or timing": gettext_lazy("List or hour, not effort."),
    "skill": gettext_lazy("Skill, not effort."),
    "not enough to tell yet": gettext_lazy("Not enough to tell why yet."),
}


@dataclass(frozen=True)
class Cell:
    """One metric of one person: what was done and what was due."""

    key: str
    name: str
    unit: str
    actual: Fraction | None
    due: Fraction
    status: Status
    lower_is_better: bool = False


@dataclass(frozen=True)
class Person:
    """One person in a week. `worked`: own working days are over; `logged`: anything was counted at all."""

    id: int
    name: str
    cells: tuple[Cell, ...]
    worked: bool
    logged: bool
    score: Fraction | None = None
    before: Fraction | None = None
    lower_in_a_row: int = 0
    photo: str = ""

    @property
    def is_silent(self) -> bool:
        return self.worked and not self.logged and any(cell.due for cell in self.cells)

    @property
    def behind(self) -> int:
        return sum(1 for cell in self.cells if cell.status == "off")

    @property
    def status(self) -> Status:
        """The worst of the person's cells."""
        found = {cell.status for cell in self.cells}
        return next((one for one in ("off", "watch", "good") if one in found), "none")


@dataclass(frozen=True)
class Need:
    """Someone who needs their leader: how it stands, why, and words to begin with."""

    person: Person
    status: Status
    word: str
    why: str
    cause: str
    say: str


@dataclass(frozen=True)
class Praise:
    person: Person
    why: str


def needs_you(people: Sequence[Person]) -> list[Need]:
    """Everybody who needs their leader: the silent first, then by how many numbers are behind, then by name."""
    found = [person for person in people if person.is_silent or person.behind]
    found.sort(key=lambda person: (not person.is_silent, -person.behind, plain(person.name)))
    return [silent(person) if person.is_silent else behind(person) for person in found]


def silent(person: Person) -> Need:
    cell = next(cell for cell in person.cells if cell.due)
    why = _("No entry. %(due)s %(name)s were due.") % {"due": whole(cell.due), "name": in_sentence(cell.name)}
    return Need(person, "off", str(SILENT), why, "", str(OPENERS["silent"]))


def behind(person: Person) -> Need:
    found = judged(person)
    cause = found.cause if found and found.cause in CAUSE_WORDS else ""
    told = [numbers(person)]
    if person.lower_in_a_row > 2:
        told.append(_("Week %(n)s lower in a row.") % {"n": person.lower_in_a_row})
    return Need(
        person, "off" if person.behind > 1 else "watch", _("Behind") if person.behind > 1 else _("Watch"),
        " ".join(told), str(CAUSE_WORDS.get(cause, "")), str(OPENERS.get(cause, OPENERS[""])),
    )  # fmt: skip


def judged(person: Person) -> Verdict | None:
    """The cause by the same rules as a card's verdict, with what is due in place of the target."""
    lines = [
        Line(
            cell.key, cell.name, 1, cell.actual or 0, cell.due,
            scored=cell.status != "none", lower_is_better=cell.lower_is_better,
            unit="share" if cell.unit == "percent" else "count",
        )
        for cell in person.cells
    ]  # fmt: skip
    return verdict(score(lines).lines)


def numbers(person: Person) -> str:
    """The two numbers that are furthest behind: "21 of 40 attempts, 3 of 8 conversations."."""
    off = [cell for cell in person.cells if cell.status == "off"][:2]
    return (
        ", ".join(
            _("%(done)s of %(due)s %(name)s")
            % {"done": shown(cell.actual, cell), "due": shown(cell.due, cell), "name": in_sentence(cell.name)}
            for cell in off
        )
        + "."
    )


def shown(value: Fraction | None, cell: Cell) -> str:
    exact = value or Fraction(0)
    return f"{whole(exact * 100)}%" if cell.unit == "percent" else whole(exact)


def whole(value: Fraction) -> str:
    """For a sentence: a whole number as it is, else one decimal, rounded half up."""
    tenths = int(abs(value) * 10 + Fraction(1, 2))
    return f"{tenths // 10:,}" if tenths % 10 == 0 else f"{tenths // 10:,}.{tenths % 10}"


def printed(score: Fraction) -> str:
    """A score as it is shown everywhere: whole, rounded half up."""
    return str(int(score + Fraction(1, 2)))


def worth_praising(people: Sequence[Person]) -> list[Praise]:
    """Who met everything, or whose score rose most; the largest first."""
    found = [(gain(person), praise(person)) for person in people if not person.is_silent]
    return [one for _gain, one in sorted(((g, p) for g, p in found if p), key=lambda pair: -pair[0])][:MOST]


def gain(person: Person) -> Fraction:
    if person.score is None or person.before is None:
        return Fraction(0)
    return person.score - person.before


def above(person: Person, score: str) -> str:
    if person.before is not None and person.before < 100:
        return _("Above 100 with %(score)s, up from %(before)s") % {
            "score": score,
            "before": printed(person.before),
        }
    return _("%(score)s, every target together met") % {"score": score}


def praise(person: Person) -> Praise | None:
    if person.score is not None and person.score >= 100:
        return Praise(person, above(person, printed(person.score)))
    if gain(person) >= 10:
        return Praise(person, _("Up %(n)s points on the week before") % {"n": printed(gain(person))})
    ahead = [
        cell for cell in person.cells if cell.due and cell.actual and cell.actual >= cell.due * Fraction(6, 5)
    ]
    if person.score is None and ahead and not person.behind:
        cell = ahead[0]
        words = {
            "done": shown(cell.actual, cell),
            "name": in_sentence(cell.name),
            "due": shown(cell.due, cell),
        }
        return Praise(person, _("%(done)s %(name)s, %(due)s due") % words)
    return None
