"""Short codes of types and outcomes, the same on the tally page and on the paper sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from activities.models import ActivityType, Outcome


@dataclass(frozen=True)
class Coded:
    """An outcome with its code, such as C3."""

    outcome: Outcome
    code: str


@dataclass(frozen=True)
class CodedType:
    """A type with its letter, and its outcomes with their codes."""

    type: ActivityType
    letter: str
    outcomes: Sequence[Coded]


def coded(types: Sequence[ActivityType], outcomes: Sequence[Outcome]) -> list[CodedType]:
    """Types in their order. A type's letter is the first of its name that no earlier one has; outcomes are numbered."""
    taken: set[str] = set()
    found = []
    for kind in types:
        letter = letter_for(kind.name, taken)
        taken.add(letter)
        own = [one for one in outcomes if one.type_id == kind.pk]
        found.append(
            CodedType(kind, letter, [Coded(one, f"{letter}{at}") for at, one in enumerate(own, start=1)])
        )
    return found


def letter_for(name: str, taken: set[str]) -> str:
    letters = [letter.upper() for letter in name if letter.isalpha() and len(letter.upper()) == 1]
    spare = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
    numbered = [f"{letter}{round_}." for round_ in range(2, 50) for letter in spare]
    return next(letter for letter in [*letters, *spare, *numbered] if letter not in taken)
