"""Where the data is that is not ours: in SALESLEADER_OUTSIDE_DATA, by default ../shared/data beside the repository."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("SALESLEADER_OUTSIDE_DATA") or REPOSITORY.parent / "shared" / "data")


def outside_data(*parts: str) -> Path:
    """A file or folder of it; skips the test where it is not there, as on a machine that never got it."""
    path = DATA.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"There is no outside data at {DATA}. Set SALESLEADER_OUTSIDE_DATA to its folder.")
    return path
