"""Reading a call log: rows of a dialler's export, or what was copied out of one. Plain values; no queries, no clock.

Nothing is guessed that could be wrong silently: a date that may be read two ways is asked for.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_BYTES, MOST_ROWS, MOST_COLUMNS, MOST_VALUES = 2_000_000, 5_000, 60, 40
# What a column may be.
FIELDS = [
    ("at", gettext_lazy("Date, or date and time")), ("time", gettext_lazy("Time, if it is apart")),
    ("name", gettext_lazy("Name")), ("number", gettext_lazy("Number")), ("outcome", gettext_lazy("Outcome")),
    ("duration", gettext_lazy("Duration")),
    ("owner", gettext_lazy("Whose call")), ("direction", gettext_lazy("Direction")), ("note", gettext_lazy("Note")),
]  # fmt: skip
GUESSES: dict[str, str] = {
    "owner": r"^(call |our )?(owner|agent|user|rep(resentative)?|employee|sales ?(rep|person|man)|assigned to"
    r"|mitarbeiter|benutzer)\b"
    r"(?!.*\b(id|number|phone|team|group)\b)",
    "at": r"^(date|datum|start|call.?(start|date|time)|timestamp|created|when|started)",
    "time": r"^(time|uhrzeit|hour)$",
    "name": r"^(name|contact|customer|prospect|who|company|to.?name|caller.?name)",
    "number": r"(number|phone|^to$|^from$|^callee|^caller$|destination|dnis|tel)",
    "outcome": r"(outcome|disposition|result|status|wrap)",
    "duration": r"(duration|length|talk|seconds|minutes|billsec)",
    "direction": r"(direction|inbound|call.?type)",
    "note": r"(note|comment|remark|memo)",
}
FORMATS = [
    ("%Y-%m-%d", "2026-11-25"), ("%d.%m.%Y", "25.11.2026"), ("%d.%m.%y", "25.11.26"), ("%d/%m/%Y", "25/11/2026"),
    ("%m/%d/%Y", "11/25/2026"), ("%d-%m-%Y", "25-11-2026"), ("%m-%d-%Y", "11-25-2026"), ("%d/%m/%y", "25/11/26"),
    ("%m/%d/%y", "11/25/26"), ("%d %b %Y", "25 Nov 2026"), ("%b %d, %Y", "Nov 25, 2026"), ("%Y/%m/%d", "2026/11/25"),
]  # fmt: skip
TIMES = ["%H:%M:%S", "%H:%M", "%I:%M %p", "%I:%M:%S %p"]
INBOUND = re.compile(r"^(in|inbound|incoming|eingehend|received|yes|true|1)\b", re.IGNORECASE)


class NotACallLog(Exception):
    """It can't be read as rows; the message says what to do."""


@dataclass(frozen=True)
class Sheet:
    """The rows as text, under the names of their columns."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def column(self, name: str) -> list[str]:
        if name not in self.columns:
            return []
        at = self.columns.index(name)
        return [row[at] for row in self.rows]


@dataclass(frozen=True)
class Reading:
    """How a sheet is to be read: which column is what, how dates are written, what is meant by an outcome.

    `outcomes` maps what stands in the file to an outcome's id, None to leave the row out; `otherwise` is the outcome
    of rows without one. `owners` maps it to a member's id where a column says whose calls they are, with `why_not` for
    those who are nobody's; without such a column they belong to whoever brings the log.
    """

    columns: dict[str, str]
    format: str
    zone: str
    outcomes: dict[str, int | None]
    otherwise: int | None
    owners: dict[str, int | None] = field(default_factory=dict)
    why_not: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One row as an entry, or `wrong`: why it can't be taken. Without an `owner` it is of whoever brings the log."""

    number: int
    at: datetime | None = None
    name: str = ""
    phone: str = ""
    owner: int | None = None
    outcome: int | None = None
    seconds: int | None = None
    inbound: bool = False
    note: str = ""
    wrong: str = ""


def sheet_of(text: str) -> Sheet:
    """Rows with commas, semicolons or tabs, as exported or copied. Refuses what has no header or is too large."""
    lines = [line for line in text.replace("\0", "").splitlines() if line.strip()]
    if len(lines) < 2:
        raise NotACallLog(_("Paste the first line with the names of the columns, and the rows below it."))
    delimiter = max("\t;,|", key=lambda one: lines[0].count(one))
    rows = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter))
    header = named(rows[0])
    if len(header) > MOST_COLUMNS or len(rows) > MOST_ROWS + 1:
        raise NotACallLog(_("That is more than 5,000 rows. Export a shorter time, and go on with the next."))
    width = len(header)
    return Sheet(header, [[cell.strip() for cell in (row + [""] * width)[:width]] for row in rows[1:]])


def named(header: Sequence[str]) -> list[str]:
    """Every column has a name of its own."""
    found: list[str] = []
    for at, cell in enumerate(header, start=1):
        name = cell.strip()[:80] or _("Column %(n)s") % {"n": at}
        found.append(name if name not in found else f"{name} ({at})")
    return found


def guessed_columns(sheet: Sheet) -> dict[str, str]:
    """Which column is probably what, by its name; each column once."""
    found: dict[str, str] = {}
    for what, pattern in GUESSES.items():
        free = [name for name in sheet.columns if name not in found.values()]
        match = next((name for name in free if re.search(pattern, name.strip(), re.IGNORECASE)), "")
        if match:
            found[what] = match
    return found


def formats_that_fit(values: Sequence[str]) -> list[str]:
    """The ways of writing a date by which every value can be read. More than one: somebody has to say which."""
    days = [date_part(value) for value in values if value]
    return [form for form, _example in FORMATS if days and all(is_date(day, form) for day in days)]


def date_part(value: str) -> str:
    """Without the time behind it: "25 Nov 2026 10:15" has its date in the first three words."""
    words = value.replace("T", " ", 1).split() if re.match(r"^\d{4}-\d\d-\d\dT", value) else value.split()
    kept = [word for word in words if ":" not in word and word.upper() not in ("AM", "PM", "UTC", "Z")]
    return " ".join(kept)


def is_date(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)  # noqa: DTZ007 (a date; its zone comes with its time)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Remembered:
    """What somebody said of earlier call logs: of one with the same columns all of it, of others what outcomes mean and
    whose calls they are."""

    reading: dict[str, Any]
    outcomes: dict[str, int | None]
    owners: dict[str, int | None]


def remembered_of(sheet: Sheet, earlier: Sequence[tuple[list[str], dict[str, Any]]]) -> Remembered:
    """From the columns and readings of earlier call logs, the newest first."""
    same = next((reading for columns, reading in earlier if columns == list(sheet.columns)), {})
    outcomes: dict[str, int | None] = {}
    owners: dict[str, int | None] = {}
    for _columns, reading in reversed(earlier):
        outcomes |= reading.get("outcomes", {})
        owners |= reading.get("owners", {})
    return Remembered(same, outcomes, owners)


def guessed_outcome(value: str, names: dict[str, int]) -> int | None:
    """The outcome whose name is nearest to what stands in the file; None when none is near."""
    folded = {name.casefold().replace("_", " "): pk for name, pk in names.items()}
    near = get_close_matches(value.casefold().replace("_", " "), list(folded), n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def lines_of(sheet: Sheet, reading: Reading) -> list[Line]:
    return [line_of(number, row, sheet, reading) for number, row in enumerate(sheet.rows, start=2)]


def line_of(number: int, row: Sequence[str], sheet: Sheet, reading: Reading) -> Line:
    cells = {
        what: row[sheet.columns.index(name)]
        for what, name in reading.columns.items()
        if name in sheet.columns
    }
    at = instant_of(cells, reading)
    if at is None:
        return Line(number, wrong=_("“%(text)s” is no date as chosen.") % {"text": cells.get("at", "")[:40]})
    whose = cells.get("owner", "")
    owner = reading.owners.get(whose)
    if "owner" in reading.columns and owner is None:
        return Line(
            number, at=at, wrong=reading.why_not.get(whose) or _("It does not say whose call it was.")
        )
    said = cells.get("outcome", "")
    outcome = reading.outcomes.get(said, reading.otherwise) if said else reading.otherwise
    if outcome is None:
        return Line(number, at=at, wrong=_("Left out: “%(text)s”.") % {"text": said[:40] or _("no outcome")})
    if not cells.get("name") and not cells.get("number"):
        return Line(number, at=at, wrong=_("There is neither a name nor a number."))
    return Line(
        number, at=at, name=cells.get("name", "")[:300], phone=cells.get("number", "")[:60], owner=owner,
        outcome=outcome, seconds=seconds_of(cells.get("duration", "")),
        inbound=bool(INBOUND.match(cells.get("direction", ""))),
        note=cells.get("note", "")[:10_000],
    )  # fmt: skip


def instant_of(cells: dict[str, str], reading: Reading) -> datetime | None:
    text = cells.get("at", "")
    try:
        day = datetime.strptime(date_part(text), reading.format).date()  # noqa: DTZ007
    except ValueError:
        return None
    clock = time_of(cells.get("time", "") or time_part(text))
    if clock is None:
        return None
    return datetime.combine(day, clock, ZoneInfo(reading.zone)).astimezone(UTC)


def time_part(text: str) -> str:
    found = re.search(r"\d{1,2}:\d\d(:\d\d)?(\s*[AaPp][Mm])?", text)
    return found.group(0) if found else "12:00"


def time_of(text: str) -> time | None:
    for form in TIMES:
        try:
            return datetime.strptime(text.strip().upper(), form).time()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def seconds_of(text: str) -> int | None:
    """125, 2:05, 0:02:05, 2m 5s; None for anything else."""
    text = text.strip().lower()
    if text.isdecimal() and len(text) < 7:
        return min(int(text), 86_400)
    if re.fullmatch(r"\d{1,3}(:\d\d){1,2}", text):
        parts = [int(part) for part in text.split(":")]
        return min(sum(part * 60**at for at, part in enumerate(reversed(parts))), 86_400)
    found = re.fullmatch(r"(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?\s*(?:(\d+)\s*s(?:ec)?)?", text)
    if found and any(found.groups()):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return min(hours * 3600 + minutes * 60 + seconds, 86_400)
    return None


def digits(number: str) -> str:
    """The end of a number, by which it is known again however it is written: the last nine digits."""
    plain = re.sub(r"\D", "", number)
    return plain[-9:] if len(plain) >= 6 else ""
