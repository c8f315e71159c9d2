"""Texts that others have stumbled over: a few of our own, and the big list of naughty strings, which is not ours."""

import json

from tests.outside_data import outside_data

FEW = [
    "", " ", "\U0001f469\U0001f3fd\u200d\U0001f680", "\u202eevil\u202c", "T\u0334\u0348", "<script>alert(1)</script>",
    "{{7*7}}", "'; DROP TABLE", "\n\t", "\u0130\u0131", "\U00010348", "\u200b", "é e\u0301", "אבג abc", "x" * 10_000,
]  # fmt: skip


def big_list() -> list[str]:
    """All of it; skips the test where it is not there."""
    file = outside_data("blns", "blns.json")
    found: list[str] = json.loads(file.read_text())
    return found
