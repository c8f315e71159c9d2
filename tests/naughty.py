"""Texts that others have stumbled over: a few of our own, and the big list of naughty strings, which is not ours."""

import json
import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("SALESLEADER_OUTSIDE_DATA") or REPOSITORY.parent / "shared" / "data")

FEW = [
    "", " ", "\U0001f469\U0001f3fd\u200d\U0001f680", "\u202eevil\u202c", "T\u0334\u0348", "<script>alert(1)</script>",
    "{{7*7}}", "'; DROP TABLE", "\n\t", "\u0130\u0131", "\U00010348", "\u200b", "é e\u0301", "אבג abc", "x" * 10_000,
]  # fmt: skip


def big_list() -> list[str]:
    """All of it; skips the test where it is not there."""
    file = DATA / "blns" / "blns.json"
    if not file.exists():
        pytest.skip(f"There is no outside data at {DATA}. Set SALESLEADER_OUTSIDE_DATA to its folder.")
    found: list[str] = json.loads(file.read_text())
    return found
