"""What turns a line around: marks that people type, and figures that stand beside a name from right to left.

Who calls themselves U+202E and a few letters writes the rest of a line backwards: another name, a figure, an address.
Writing from right to left needs no such mark, its letters say it. So what was typed is kept to the byte, and where it
is shown, on a page or in a mail, these marks are left out.

A figure, too, goes over to the other side of a name from right to left that it follows (the bidirectional algorithm of
Unicode, UAX 9, rules N1 and I1). So where it is shown, each run of such letters is isolated from what stands beside it.
"""

import re

# Embeddings, overrides, isolates, and the ends of them.
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_bytes = re.compile(rb"\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
# Between tags, where it is shown. What stands in a field is sent again with its form, and stays what it was.
_shown = re.compile(rb"(?P<field><textarea\b.*?</textarea)|>[^<]+", re.S | re.I)

# First bytes, in UTF-8, of the blocks of letters from right to left; looked for by the first byte alone to begin with,
# which takes half the time and is enough for nearly every page.
_first = re.compile(rb"[\xd6-\xdf\xe0\xef\xf0]")
_leads = re.compile(rb"[\xd6-\xdf]|\xe0[\xa0-\xa3]|\xef[\xac-\xbb]|\xf0\x90[\xa0-\xbf]|\xf0\x9e[\xa0-\xbf]")
_LETTER = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
# Letters, and what stands between them: spaces, digits and signs, but no letter from left to right, and nothing by
# which our lines part one thing from the next: a dot in the middle, a comma after a figure, the end of the line. A
# bracket belongs to it with both its halves. So "A · 3 · B" are two names and a figure, "A 3 B" a text with one in it.
_BETWEEN = rf"(?:&\#?\w+;|[0-9](?!%?[,;])|[^\w·()\[\]<&\n{_LETTER}])"
_BRACKETED = rf"[(\[]{_BETWEEN}*[{_LETTER}]+(?:{_BETWEEN}+[{_LETTER}]+)*[)\]]"
_run = re.compile(rf"[{_LETTER}]+(?:{_BETWEEN}*{_BRACKETED}|{_BETWEEN}+[{_LETTER}]+|[{_LETTER}]+)*")
# What is sent again or is no text, what isolates itself, and long texts, which may lead from right to left as a whole:
# a play has no block of its own kind in it (playbooks/markdown.py). And what is shown of the rest.
_beside = re.compile(
    r"(?P<kept><(?P<tag>textarea|script|style|bdi|blockquote)\b.*?</(?P=tag)|<div class=\"prose\">.*?</div)|>[^<]+",
    re.S | re.I,
)


def without_turns(text: str) -> str:
    return TURNS.sub("", text)


def isolated(text: str) -> str:
    """A plain text in which what stands beside a name from right to left keeps its place."""
    return _run.sub("\u2068\\g<0>\u2069", text)


def shown_without_turns(html: bytes) -> bytes:
    """A page, in UTF-8. One without such marks, nearly every one, is only looked through once."""
    if _bytes.search(html) is None:
        return html
    return _shown.sub(lambda found: found[0] if found["field"] else _bytes.sub(b"", found[0]), html)


def shown_isolated(html: bytes) -> bytes:
    """A page, in UTF-8, whose marks are left out. One without letters from right to left is only looked through."""
    if _first.search(html) is None or _leads.search(html) is None:
        return html
    return _beside.sub(
        lambda found: found[0] if found["kept"] else isolated(found[0]), html.decode()
    ).encode()
