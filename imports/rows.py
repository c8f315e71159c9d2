"""From a file and its mapping to rows: each cell found, cleaned and read, each fault with its reason."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .chunks import REFUSED, WARNING, Problem, Row
from .files import Record, records
from .mapping import Column, Mapping
from .refusals import ImportRefused
from .registry import Field
from .values import Unreadable, clean

Read = tuple[Row, list[Problem]]


class Table:
    """The records of a file under its header, read as the mapping says."""

    def __init__(self, path: Path, mapping: Mapping, fields: tuple[Field, ...]) -> None:
        self.mapping, self.fields = mapping, [field for field in fields if field.name in mapping.columns]
        self.records = records(path, encoding=mapping.encoding, delimiter=mapping.delimiter)
        header = next(self.records, None)
        if header is None or header.broken or not any(map(clean, header.cells)):
            raise ImportRefused(f"'{path.name}' is empty: it has no row with column names.")
        self.header = [clean(cell) for cell in header.cells]
        self.check_header(path)
        self.where = {name: self.header.index(name) for name in mapping.names()}
        self.first_seen: dict[str, int] = {}

    def check_header(self, path: Path) -> None:
        if any("\0" in name for name in self.header):
            raise ImportRefused(
                f"'{path.name}' is not text in a known encoding (NUL bytes). Save it as UTF-8."
            )
        for name in sorted(self.mapping.names()):
            if name not in self.header:
                raise ImportRefused(
                    f"There is no column '{name}'. The file has: {', '.join(self.header)[:1000]}."
                )
            if self.header.count(name) > 1:
                raise ImportRefused(f"The column '{name}' is there twice. Rename one of them.")

    def __iter__(self) -> Iterator[Read]:
        try:
            for record in self.records:
                row, problems = self.read(record)
                yield row, problems + self.repeated(row, problems)
        except UnicodeError as error:
            raise ImportRefused(f"The file is not in the encoding that the mapping names: {error}.") from None

    def read(self, record: Record) -> Read:
        row = Row(record.line)
        if fault := self.fault_of(record):
            return row, [Problem(record.line, "", "", fault)]
        problems: list[Problem] = []
        for field in self.fields:
            problems += self.read_field(row, field, record.cells)
        return row, problems

    def fault_of(self, record: Record) -> str:
        """Why the whole record can't be trusted: its cells may stand under the wrong names."""
        cells = record.cells
        if record.broken:
            return record.broken
        if any("\0" in cell for cell in cells):
            return "It holds a NUL character, which no text has."
        if len(cells) < len(self.header) or any(cells[len(self.header) :]):
            return f"It has {len(cells)} cells, the header has {len(self.header)}."
        return ""

    def read_field(self, row: Row, field: Field, cells: list[str]) -> list[Problem]:
        columns = self.mapping.columns[field.name]
        texts = [clean(cells[self.where[c.name]]) if c.constant is None else c.constant for c in columns]
        row.given[field.name] = (" / ".join(c.name for c in columns), " / ".join(texts))
        values = []
        for column, text in zip(columns, texts, strict=True):
            try:
                value, warning = read_cell(text, column, field)
            except Unreadable as error:
                return [row.problem(field.name, str(error), REFUSED)]
            values.append(value)
            if warning:
                row.values[field.name] = value
                return [row.problem(field.name, warning, WARNING)]
        row.values[field.name] = values if field.many else values[0]
        return []

    def repeated(self, row: Row, problems: list[Problem]) -> list[Problem]:
        """A second row of the same id would be taken for a change of the first: it is refused."""
        key = row.values.get("external_id")
        if not key or any(problem.severity == REFUSED for problem in problems):
            return []
        first = self.first_seen.setdefault(key, row.line)
        if first == row.line:
            return []
        return [row.problem("external_id", f"Line {first} has the same id already.", REFUSED)]


def read_cell(text: str, column: Column, field: Field) -> tuple[Any, str]:
    """The value, and a warning if it is to be looked at. No text is no value."""
    if text in column.none:
        text = ""
    if column.values is not None and text:
        text = value_named(text, column.values)
    if not text:
        return empty_cell(column, field)
    if column.known is not None and text not in column.known:
        return field.read(
            text, column
        ), f"'{text}' is not known{likeness(text, column.known)}. It was kept as it is."
    return field.read(text, column), ""


def value_named(text: str, values: Any) -> str:
    if text not in values:
        raise Unreadable(f"It is none of: {', '.join(sorted(values))}."[:300])
    return values[text]


def empty_cell(column: Column, field: Field) -> tuple[Any, str]:
    if column.empty is not None:
        return field.read(column.empty, column), f"It is empty. '{column.empty}' stands there for now."
    if field.required or column.required:
        raise Unreadable("It is empty, and every row needs it.")
    return None, ""


def likeness(text: str, known: frozenset[str]) -> str:
    """A known value that differs in spaces and case only is named as a hint; it is never put in its place."""
    same = [value for value in sorted(known) if folded(value) == folded(text)]
    return f" (there is '{same[0]}')" if same else ""


def folded(text: str) -> str:
    return "".join(text.split()).casefold()


def chunks_of(table: Table, size: int) -> Iterator[list[Read]]:
    chunk: list[Read] = []
    for read in table:
        chunk.append(read)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
