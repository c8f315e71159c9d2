"""How names are sorted and looked for: in plain small letters, whatever way they were typed.

A name is kept as it was typed, to the byte. Beside it the database keeps this spelling of it: one for é and for e with
an accent of its own, for İ, I, ı and i, without what can't be seen. So "José" is found however it is written, Élodie
stands between Ed and Emma, and a page and the API sort alike, for `plain` and `PlainName` spell the same.
"""

import re
import unicodedata
from typing import Any

from django.db import models
from django.db.models import Func, Q, Value

# Accents that stand by themselves once a letter is taken apart, and what nobody sees: joiners, marks of direction.
LEFT_OUT = [
    (0x00AD, 0x00AD), (0x0300, 0x036F), (0x061C, 0x061C), (0x180E, 0x180E), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
    (0xFEFF, 0xFEFF),
]  # fmt: skip
# Letters that do not come apart into a plain one and an accent.
ALIKE = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ς": "σ"}
LONGER = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
# Taken apart, one sign may become eighteen; a line of an index has to hold it.
LONGEST = 300
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

_gone = dict.fromkeys(one for first, last in LEFT_OUT for one in range(first, last + 1))
_plain = str.maketrans(ALIKE | LONGER)


def plain(name: str) -> str:
    """The spelling that a name is sorted by."""
    apart = unicodedata.normalize("NFKD", name).translate(_gone)
    # Sign by sign, as the database does it: a whole word would end in another sigma.
    return "".join(map(str.lower, apart)).translate(_plain)[:LONGEST]


def on_one_line(name: str) -> str:
    """A name as it is kept: what was typed, but no line breaks and other control characters, and no space around."""
    return CONTROLS.sub(" ", name).strip()


def is_same_name(one: str, other: str) -> bool:
    """Whether both are one name, however they were typed."""
    return plain(one).split() == plain(other).split()


def sql() -> str:
    left_out = "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in LEFT_OUT)
    spelled = f"regexp_replace(normalize(%(expressions)s, NFKD), '[{left_out}]', '', 'g')"
    spelled = f"translate(lower({spelled}), '{''.join(ALIKE)}', '{''.join(ALIKE.values())}')"
    for letter, letters in LONGER.items():
        spelled = f"replace({spelled}, '{letter}', '{letters}')"
    return f"left({spelled}, {LONGEST})"


class PlainName(Func):
    """The same in the database."""

    template = sql()
    arity = 1
    output_field = models.TextField()


class PlainNameField(models.GeneratedField):
    """`name` in plain letters, written by the database whenever the name is."""

    def __init__(self, **more: Any) -> None:
        more |= {"expression": PlainName("name"), "output_field": models.TextField(), "db_persist": True}
        super().__init__(**more)


def holds(field: str, words: str) -> Q:
    """Whether a plain name holds these words, however either was typed."""
    return Q(**{f"{field}__contains": PlainName(Value(words))})
