"""A language that nobody speaks: every text of the product comes out between ⟦ and ⟧, its places outside.

So whatever a page says without these marks was written by people (a record), or was never marked for translation.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.test import override_settings
from django.utils.translation import trans_real

CODE = "eo"
OPEN, CLOSE = "⟦", "⟧"
# What is put in later, or is markup: it stays outside the marks, so that it has to be marked itself.
PLACES = re.compile(r"(%\(\w+\)[a-z]|%%|%[sd]|\{\w*\}|<[^<>]+>|&\w+;)")
LETTERS = re.compile(r"[^\W\d_]")


def marked(text: str) -> str:
    context, _, text = text.rpartition(trans_real.CONTEXT_SEPARATOR)
    if context.startswith("pattern of "):
        return text  # letters that stand for parts of a date
    return "".join(part if at % 2 else around(part) for at, part in enumerate(PLACES.split(text)))


def around(part: str) -> str:
    if not LETTERS.search(part):
        return part
    inner = part.strip()
    begin = part.index(inner)
    return part[:begin] + OPEN + inner + CLOSE + part[begin + len(inner) :]


class Pseudo:
    """What Django asks a catalogue for. `asked` is every text that it was asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return marked(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        self.asked.add(singular)
        return marked(singular if number == 1 else plural)

    def to_language(self) -> str:
        return CODE

    def language(self) -> str:
        return CODE


@contextmanager
def spoken(folder: Path) -> Iterator[Pseudo]:
    """The pseudo-language can be asked for and chosen, like any complete one. `folder` is where Django looks for it."""
    found = folder / "eo" / "LC_MESSAGES" / "django.mo"
    found.parent.mkdir(parents=True)
    found.touch()
    before = dict(trans_real._translations)
    with override_settings(LANGUAGES=[("en", "English"), (CODE, "Esperanto")], LOCALE_PATHS=[folder]):
        trans_real._translations[CODE] = catalogue = Pseudo()
        try:
            yield catalogue
        finally:
            trans_real._translations.clear()
            trans_real._translations.update(before)
