"""What a translator is given: every marked text of the source, found as `makemessages` finds it.

Templates are turned into program text by Django itself, and Babel reads both: so no program has to be installed.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
ROOMS = (
    "organizations", "imports", "metrics", "crm", "meetings", "activities", "goals", "playbooks", "scorecards",
    "coaching", "salesleader",
)  # fmt: skip
WORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
STRING = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
# What Django makes of a template is no whole program: the calls in it are.
CALL = re.compile(rf"\bn?p?(?:gettext|_)\(\s*{STRING}(?:\s*,\s*{STRING})*\s*(?:,\s*count)?\)")
MARKED = tuple(f"{word}(" for word in WORDS)
# One of a kind, or one and many, with its context before it as Django asks for it.
Text = tuple[str, ...]
Texts = dict[Text, str]


def collect() -> Texts:
    """The texts, and where each was found first."""
    found: Texts = {}
    for path, source in sources():
        for line, message, _, context in extract("python", io.BytesIO(source.encode()), keywords=WORDS):
            whole = message if isinstance(message, tuple) else (message,)
            if context:
                whole = (f"{context}\x04{whole[0]}", *whole[1:])
            found.setdefault(whole, f"{path.relative_to(ROOT)}:{line}")
    return found


def sources() -> Iterator[tuple[Path, str]]:
    for path in sorted(one for room in ROOMS for one in (ROOT / room).rglob("*.py")):
        source = path.read_text()
        if any(mark in source for mark in MARKED):
            yield path, source
    for path in sorted(one for one in (ROOT / "templates").rglob("*.*") if one.suffix in (".html", ".txt")):
        yield path, "\n".join(CALL.findall(templatize(path.read_text(), origin=str(path))))
