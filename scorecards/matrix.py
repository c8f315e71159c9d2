"""The people of a team's card against what their cards score, where not everybody has the same card."""

from dataclasses import dataclass

from scorecards.reading import LineView
from scorecards.team_reading import PersonView, TeamView


@dataclass(frozen=True)
class Column:
    """A metric that the team's card or somebody's own scores; `foot` is the team's line, if it has one."""

    key: str
    name: str
    foot: LineView | None


@dataclass(frozen=True)
class MatrixRow:
    """A person with a line for each column; None where their own card does not score it."""

    person: PersonView
    cells: tuple[LineView | None, ...]


@dataclass(frozen=True)
class Matrix:
    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]


def matrix_of(team: TeamView) -> Matrix:
    """The team's own metrics first, then what only some of its people are scored on."""
    columns = {line.key: Column(line.key, line.name, line) for line in team.lines}
    for person in team.people:
        for line in person.lines:
            columns.setdefault(line.key, Column(line.key, line.name, None))
    return Matrix(tuple(columns.values()), tuple(row_of(person, list(columns)) for person in team.people))


def row_of(person: PersonView, keys: list[str]) -> MatrixRow:
    own = {line.key: line for line in person.lines}
    return MatrixRow(person, tuple(own.get(key) for key in keys))
