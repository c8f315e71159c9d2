"""Marks by which a text turns what stands beside it around.

Who calls themselves U+202E and a few letters writes the rest of a line backwards: another name, a figure, an address.
Writing from right to left needs no such mark, its letters say it. So what was typed is kept to the byte, and where it
is shown, on a page or in a mail, these marks are left out.
"""

import re

# Embeddings, overrides, isolates, and the ends of them.
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_bytes = re.compile(rb"\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
# Between tags, where it is shown. What stands in a field is sent again with its form, and stays what it was.
_shown = re.compile(rb"(?P<field><textarea\b.*?</textarea>)|>[^<]+", re.S | re.I)


def without_turns(text: str) -> str:
    return TURNS.sub("", text)


def shown_without_turns(html: bytes) -> bytes:
    """A page, in UTF-8. One without such marks, nearly every one, is only looked through once."""
    if _bytes.search(html) is None:
        return html
    return _shown.sub(lambda found: found[0] if found["field"] else _bytes.sub(b"", found[0]), html)
