"""Texts that others have stumbled over: a few of our own, and the big list of naughty strings, which is not ours.

Names that hurt are by what they do, and `MARKS` is what no page and no mail may hold when they are in it.
"""

import json

from tests.outside_data import outside_data

FEW = [
    "", " ", "\U0001f469\U0001f3fd\u200d\U0001f680", "\u202eevil\u202c", "T\u0334\u0348", "<script>alert(1)</script>",
    "{{7*7}}", "'; DROP TABLE", "\n\t", "\u0130\u0131", "\U00010348", "\u200b", "é e\u0301", "אבג abc", "x" * 10_000,
]  # fmt: skip

NAMES = {
    "script": "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>",
    "template": "{{ 7*7 }}{% now 'Y' %}${7*7}%(name)s %s {0}",
    "header": "Rob\r\nBcc: all@example.com\r\n\r\n<b>body</b>",
    "right to left": "\u202eمرحبا بالعالم\u202c שלום",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 Zoë Ñandú İstanbul",
    "long": "Wolfeschlegelsteinhausenbergerdorff" * 8 + "x" * 20,
    "long with spaces": ("Anna Maria " * 28)[:300],
}
# What a browser shows on a page is looked at in a browser; in a mail they could do the same harm.
MORE_NAMES = {
    "never ends": "\u202eRob \u2067and",
    "ends too much": "Rob\u2069\u2069\u202c\u202c\u202eevil",
    "combining": "Jose\u0301 T\u0334\u0348o\u0337\u0321m\u0335" + "\u0301" * 60,
    "four bytes": "\U00010348\U0001d4e1\U0001d4f8\U0001d4eb \U0001f469\U0001f3fd",
    "one letter": "ı",
    "other line ends": "Rob\u2028Bcc: all@example.com\u2029\x0b\x0c\x85Subject: Won",
    "not to be seen": "\u200b\u2060\u00ad\ufeff",
}
HURTING = NAMES | MORE_NAMES
MARKS = ("<script>alert(", "<img src=x", "<b>body</b>", "onerror=alert(2)>")


def big_list() -> list[str]:
    """All of it; skips the test where it is not there."""
    file = outside_data("blns", "blns.json")
    found: list[str] = json.loads(file.read_text())
    return found


def names_of_the_big_list(at_once: int = 40) -> list[str]:
    """So many of its texts in a row as one name, without zero bytes, which no column holds."""
    texts = [text.replace("\x00", "") for text in big_list() if text.strip("\x00 \t\n")]
    return [" ".join(texts[start : start + at_once])[:300] for start in range(0, len(texts), at_once)]
