"""What changed between two texts, line by line and inside a line word by word. Plain values, no queries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED, GAP = "same", "added", "removed", "gap"
CONTEXT = 2


@dataclass(frozen=True)
class Part:
    """A run of words of a line; `changed` where the other text does not have it."""

    text: str
    changed: bool


@dataclass(frozen=True)
class Line:
    """A line that stayed, came or went; or a gap that stands for `hidden` lines that stayed."""

    kind: str
    parts: tuple[Part, ...] = ()
    hidden: int = 0


def changes(older: str, newer: str) -> list[Line]:
    """The lines of both texts in reading order, long unchanged stretches folded."""
    before, after = older.splitlines(), newer.splitlines()
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    lines: list[Line] = []
    blocks = matcher.get_opcodes()
    for index, (tag, a1, a2, b1, b2) in enumerate(blocks):
        if tag == "equal":
            lines += folded(before[a1:a2], first=index == 0, last=index == len(blocks) - 1)
        elif tag == "replace" and a2 - a1 == b2 - b1:
            lines += rewritten(before[a1:a2], after[b1:b2])
        else:
            lines += [whole(REMOVED, text) for text in before[a1:a2]]
            lines += [whole(ADDED, text) for text in after[b1:b2]]
    return lines


def whole(kind: str, text: str) -> Line:
    return Line(kind, (Part(text, changed=False),))


def folded(texts: list[str], *, first: bool, last: bool) -> list[Line]:
    """Unchanged lines, all but those next to a change folded into one gap."""
    head = 0 if first else CONTEXT
    tail = 0 if last else CONTEXT
    hidden = len(texts) - head - tail
    if hidden < 2:
        return [whole(SAME, text) for text in texts]
    end = len(texts) - tail
    return [
        *(whole(SAME, text) for text in texts[:head]),
        Line(GAP, hidden=hidden),
        *(whole(SAME, text) for text in texts[end:]),
    ]


def rewritten(before: list[str], after: list[str]) -> Iterator[Line]:
    for old, new in zip(before, after, strict=True):
        old_words, new_words = words(old), words(new)
        matcher = SequenceMatcher(a=old_words, b=new_words, autojunk=False)
        same = [block for block in matcher.get_matching_blocks() if block.size]
        yield Line(REMOVED, tuple(parts(old_words, [(block.a, block.size) for block in same])))
        yield Line(ADDED, tuple(parts(new_words, [(block.b, block.size) for block in same])))


def words(text: str) -> list[str]:
    return re.findall(r"\s+|\S+", text)


def parts(tokens: list[str], same: list[tuple[int, int]]) -> Iterator[Part]:
    position = 0
    for start, size in [*same, (len(tokens), 0)]:
        if start > position:
            yield Part("".join(tokens[position:start]), changed=True)
        if size:
            yield Part("".join(tokens[start : start + size]), changed=False)
        position = start + size
