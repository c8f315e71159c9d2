"""Short codes of types and outcomes: on the tally page, on the paper sheet and in files. Plain values.

A type has a letter, an outcome the letter of its type and a number, until somebody chooses another one. What a code
meant once it means for ever, so that a sheet that was printed stays right.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from activities.models import ActivityType, Outcome

LONGEST, MOST_DIGITS = 8, 6
# "C1 14", "C1: 14", "C1=14", "C1 x 14"; between two of them a space, a comma, a semicolon or a new line.
SEPARATORS = re.compile(r"[\s,;:=×]+")


@dataclass(frozen=True)
class CodedType:
    """A type with its outcomes, each of which knows its code."""

    type: ActivityType
    outcomes: Sequence[Outcome]


def by_type(types: Sequence[ActivityType], outcomes: Sequence[Outcome]) -> list[CodedType]:
    """Types in their order, each with its outcomes in theirs."""
    return [CodedType(kind, [one for one in outcomes if one.type_id == kind.pk]) for kind in types]


def folded(text: str) -> str:
    """As codes are kept and looked up: capitals, without spaces, full-width letters and digits as the plain ones."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def is_code(code: str) -> bool:
    """Letters, digits and dots, with a letter among them: a bare number could be taken for a count."""
    plain = code.replace(".", "")
    return (
        len(code) <= LONGEST
        and plain.isalnum()
        and any(sign.isalpha() for sign in plain)
        and not is_count(code)
    )


def is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def letter_for(name: str, taken: Collection[str]) -> str:
    """The first letter of a name that nothing else has, else any, else two."""
    letters = [letter.upper() for letter in name if letter.isalpha() and len(letter.upper()) == 1]
    spare = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
    pairs = [first + second for first in spare for second in spare]
    return next(letter for letter in [*letters, *spare, *pairs] if letter not in taken)


def next_code(prefix: str, taken: Collection[str]) -> str:
    """The next number behind the letter of a type; a number that was used once is never used again."""
    used = [int(code[len(prefix) :]) for code in taken if is_numbered(code, prefix)]
    return next(code for n in count(max(used, default=0) + 1) if (code := f"{prefix}{n}") not in taken)


def is_numbered(code: str, prefix: str) -> bool:
    return code.startswith(prefix) and is_count(code[len(prefix) :])


def all_codes(kinds: Iterable[Any]) -> dict[str, Any]:
    """Every code that means something, with what it means: those of now before those of once."""
    kinds = list(kinds)
    former = {one["code"]: kind for kind in kinds for one in kind.former_codes}
    return former | {kind.code: kind for kind in kinds if kind.code}


class Unclear(ValueError):
    """A line of codes that can't be read; what is said of it names the part that was meant."""


def counts_in(text: str) -> dict[str, int]:
    """What was typed as "C1 14, C7 3": how many of each code; the same code twice is both together.

    Raises Unclear with the part that is no code with a number behind it.
    """
    parts = [part for part in SEPARATORS.split(unicodedata.normalize("NFKC", text)) if part]
    found: dict[str, int] = {}
    while parts:
        code = parts.pop(0)
        if len(parts) > 1 and parts[0] in ("x", "X"):
            parts.pop(0)
        number = parts.pop(0) if parts else ""
        if is_count(code) or not is_count(number) or len(number) > MOST_DIGITS:
            raise Unclear(f"{code} {number}".strip())
        found[folded(code)] = found.get(folded(code), 0) + int(number)
    return found
