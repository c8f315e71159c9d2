"""Rows on their way in: what a row gave, and what was found wrong with it."""

from dataclasses import dataclass, field
from typing import Any

REFUSED, WARNING = "refused", "warning"


@dataclass(frozen=True)
class Problem:
    """A value that was refused with its row, or taken with a warning."""

    line: int
    column: str
    value: str
    reason: str
    severity: str = REFUSED


@dataclass
class Row:
    """The values of one record by field, and the column and text each came from."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    given: dict[str, tuple[str, str]] = field(default_factory=dict)

    def problem(self, name: str, reason: str, severity: str) -> Problem:
        column, text = self.given.get(name, ("", ""))
        return Problem(self.line, column, text, reason, severity)


@dataclass
class Chunk:
    """Some rows of a run, taken in one transaction, with the counts and problems that come of it."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    touched: set[str] = field(default_factory=set)  # external ids of what was created or updated
    facts: dict[str, Any] = field(default_factory=dict)  # what else listeners to the import should know

    def refuse(self, row: Row, name: str, reason: str) -> None:
        self.problems.append(row.problem(name, reason, REFUSED))

    def warn(self, row: Row, name: str, reason: str) -> None:
        self.problems.append(row.problem(name, reason, WARNING))

    @property
    def good(self) -> list[Row]:
        bad = {problem.line for problem in self.problems if problem.severity == REFUSED}
        return [row for row in self.rows if row.line not in bad]

    def lines(self, severity: str) -> int:
        """How many rows have a problem of this severity; a refused row is not counted as warned of too."""
        refused = {p.line for p in self.problems if p.severity == REFUSED}
        if severity == REFUSED:
            return len(refused)
        return len({p.line for p in self.problems if p.severity == WARNING} - refused)
