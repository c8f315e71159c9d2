"""What TypeScript says comes from the page, in the reader's language: the programs hold no words of their own."""

import json
import re
from pathlib import Path

from django.conf import settings
from django.utils import translation

from salesleader.phone.words import words
from tests.texts.pseudo import CODE

FRONTEND = Path(settings.BASE_DIR) / "frontend"
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)
LITERAL = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")
# A sentence or a label: a word with a capital that another word or an end follows, or three plain words in a row.
SAYS = re.compile(r"^[A-Z][a-z]{2,} [a-z]|[a-z]+ [a-z]+ [a-z]+|[a-z]{2,}[.!?]$")
# Kept in programs, seen by nobody: selectors, classes, errors for developers and parts of addresses.
QUIET = re.compile(r"[\[\]#>=]|^/|^\.|\bwidth=")

# What programs say to each other: the name of a place in a browser's store, and of a message between two windows.
BETWEEN_PROGRAMS = {"call without a network", "busy?"}


def literals(source: str):
    for match in LITERAL.finditer(COMMENT.sub("", source)):
        yield re.sub(r"\$\{[^}]*\}", "1", next(group for group in match.groups() if group is not None))


def test_no_program_of_the_front_end_holds_words_of_its_own():
    found = {
        f"{path.relative_to(FRONTEND)}: {text}"
        for path in FRONTEND.rglob("*.ts")
        for text in literals(path.read_text())
        if SAYS.search(text) and not QUIET.search(text) and text not in BETWEEN_PROGRAMS
    }
    assert not found


def test_a_word_that_the_phone_asks_for_is_one_that_it_is_given():
    asked = {
        key
        for path in (FRONTEND / "phone").rglob("*.ts")
        for key in re.findall(r"\bsay\(\s*\"(\w+)\"", path.read_text())
    }
    assert len(asked) > 20
    assert not asked - set(words())


def test_the_phone_is_given_its_words_in_the_language_of_its_owner(acme, pseudo):
    with translation.override(CODE):
        given = json.loads(json.dumps(words()))
    assert not {key: text for key, text in given.items() if re.search(r"[A-Za-z]", text) and "⟦" not in text}
