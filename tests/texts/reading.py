"""What a page or a mail says that is neither in the pseudo-language nor somebody's record."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from tests.texts.pseudo import LETTERS

INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
# Cut off by truncatechars: marked all the same.
CUT = re.compile(r"⟦[^⟦⟧]*$")
SAID = {
    "title", "aria-label", "placeholder", "alt", "data-label", "data-of", "data-words", "aria-description", "label",
    "aria-valuetext", "data-elsewhere", "data-push-failed", "data-confirm", "data-failed",
    "data-offline",
}  # fmt: skip
# Nothing in these is read as words: programs, what people type, and the initials beside a name.
QUIET = {"script", "style", "code", "kbd", "pre", "textarea", "iframe"}
VOID = {"input", "br", "img", "meta", "link", "hr", "path", "rect", "line", "circle", "col", "source", "use"}


class Said(HTMLParser):
    """Every text node and every attribute that is read out or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.open: list[tuple[str, bool]] = []

    @property
    def quiet(self) -> bool:
        return any(quiet for _, quiet in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.said += [value for name, value in found.items() if name in SAID and value]
        if tag == "input" and found.get("type") in ("submit", "button", "reset"):
            self.said.append(found.get("value", ""))
        if tag not in VOID:
            self.open.append((tag, is_quiet(tag, found)))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.quiet:
            self.said.append(data)


def is_quiet(tag: str, attributes: dict[str, str]) -> bool:
    initials = "ava" in attributes.get("class", "").split()
    return tag in QUIET or initials or attributes.get("translate") == "no"


def said_by(html: str) -> list[str]:
    parser = Said()
    parser.feed(html)
    return parser.said


def words_of(answer: object) -> Iterator[str]:
    """What an answer of the API tells people; keys, codes and names of fields are for programs."""
    if isinstance(answer, dict):
        for key, value in answer.items():
            if key not in ("code", "field", "type", "status"):
                yield from words_of(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from words_of(value)
    elif isinstance(answer, str):
        yield answer


class Reader:
    """Collects what is unmarked, by where it was said. Each text is looked at once."""

    def __init__(self, names: re.Pattern[str]) -> None:
        self.names = names
        self.seen: dict[str, bool] = {}
        self.found: list[str] = []

    def read(self, where: str, texts: Iterable[str]) -> None:
        for text in dict.fromkeys(" ".join(str(text).split()) for text in texts):
            if text not in self.seen:
                self.seen[text] = self.is_marked(text)
                if not self.seen[text]:
                    self.found.append(f"{where}: {text}")

    def is_marked(self, text: str) -> bool:
        left, before = CUT.sub(" ", text), ""
        while left != before:
            before, left = left, INNERMOST.sub(" ", left)
        left = CUT.sub(" ", left)
        return not LETTERS.search(left) or not LETTERS.search(self.names.sub(" ", left))
