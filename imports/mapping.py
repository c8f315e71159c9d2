"""The mapping: which column of a file fills which field, and how its text is read (docs/importing.md)."""

import json
from collections.abc import Iterable
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .refusals import ImportRefused
from .registry import Field, Importer
from .values import Unreadable, clean, zone

PARTS = {"source", "columns", "delimiter", "encoding"}
KEYS = {
    "column", "constant", "format", "zone", "values", "none", "known", "required", "empty", "decimal",
    "thousands", "signs",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """Where a field's text comes from and how to read it."""

    name: str = ""
    constant: str | None = None
    format: str = ""
    zone: str = ""
    values: AnyMapping[str, str] | None = None
    none: frozenset[str] = frozenset()
    known: frozenset[str] | None = None
    required: bool = False
    empty: str | None = None
    decimal: str = "."
    thousands: str = ""
    signs: str = ""


@dataclass(frozen=True)
class Mapping:
    """A mapping that fits its importer. `raw` is what was sent, kept with the batch."""

    source: str
    columns: dict[str, tuple[Column, ...]]
    raw: dict[str, Any]
    delimiter: str = ""
    encoding: str = ""
    options: dict[str, Any] = field(default_factory=dict)

    def names(self) -> set[str]:
        return {
            column.name for columns in self.columns.values() for column in columns if column.constant is None
        }


def load_mapping(path: Path, importer: type[Importer]) -> Mapping:
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ImportRefused(f"The mapping '{path}' can't be read: {error.strerror}.") from None
    except ValueError as error:
        raise ImportRefused(f"The mapping '{path}' is not JSON: {error}.") from None
    return mapping_from(raw, importer)


def mapping_from(raw: Any, importer: type[Importer]) -> Mapping:
    """Check what was sent against the importer; the first thing that is wrong is refused with a sentence."""
    if not isinstance(raw, dict) or not isinstance(raw.get("columns"), dict):
        raise ImportRefused('A mapping is {"source": …, "columns": {field: column, …}}.')
    source = raw.get("source")
    if not isinstance(source, str) or not 0 < len(source) <= 60:
        raise ImportRefused('The mapping needs a "source": a short name of where the file comes from.')
    refuse_unknown("part", set(raw), PARTS | importer.options)
    delimiter = raw.get("delimiter", "")
    if not isinstance(delimiter, str) or len(delimiter) > 1:
        raise ImportRefused('The "delimiter" is one character.')
    return Mapping(
        source=source, columns=columns_from(raw["columns"], importer.fields), raw=raw, delimiter=delimiter,
        encoding=encoding_from(raw), options={key: raw[key] for key in importer.options if key in raw},
    )  # fmt: skip


def encoding_from(raw: dict[str, Any]) -> str:
    encoding = raw.get("encoding", "")
    try:
        "".encode(encoding or "utf-8")
    except (LookupError, TypeError):
        raise ImportRefused(f"The encoding '{encoding}' is not known.") from None
    return encoding


def columns_from(raw: dict[str, Any], fields: tuple[Field, ...]) -> dict[str, tuple[Column, ...]]:
    by_name = {field.name: field for field in fields}
    refuse_unknown("field", set(raw), set(by_name))
    for field_ in fields:
        if field_.required and field_.name not in raw:
            raise ImportRefused(f'The mapping says nothing for "{field_.name}", which every row needs.')
    return {name: columns_of(name, spec, many=by_name[name].many) for name, spec in raw.items()}


def columns_of(name: str, spec: Any, *, many: bool) -> tuple[Column, ...]:
    if isinstance(spec, list) and many and spec:
        return tuple(column_from(name, part) for part in spec)
    return (column_from(name, spec),)


def column_from(name: str, spec: Any) -> Column:
    if isinstance(spec, str):
        spec = {"column": spec}
    if not isinstance(spec, dict) or ("column" in spec) == ("constant" in spec):
        raise ImportRefused(f'"{name}" needs a column name, {{"column": …}} or {{"constant": …}}.')
    refuse_unknown(f'key of "{name}"', set(spec), KEYS)
    try:
        return column_of(spec)
    except (TypeError, AttributeError, Unreadable):
        raise ImportRefused(
            f'The mapping of "{name}" is not right: look it up in docs/importing.md.'
        ) from None


def column_of(spec: dict[str, Any]) -> Column:
    words = {key: str_of(spec.get(key, "")) for key in ("format", "thousands", "signs")}
    return Column(
        name=clean(str_of(spec.get("column", ""))),
        constant=str(spec["constant"]) if "constant" in spec else None,
        zone=zone(spec["zone"], Column()) if "zone" in spec else "",
        values={clean(str(k)): str(v) for k, v in spec["values"].items()} if "values" in spec else None,
        none=frozenset(str_of(v) for v in spec.get("none", [])),
        known=frozenset(str_of(v) for v in spec["known"]) if "known" in spec else None,
        required=bool(spec.get("required", False)),
        empty=str_of(spec["empty"]) if "empty" in spec else None,
        decimal=str_of(spec.get("decimal", ".")) or ".",
        **words,
    )


def str_of(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def refuse_unknown(what: str, given: Iterable[str], known: set[str]) -> None:
    if unknown := sorted(set(given) - known):
        raise ImportRefused(
            f"'{unknown[0]}' is no {what} of a mapping here. There are: {', '.join(sorted(known))}."
        )
