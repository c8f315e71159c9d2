"""What is in a file of data, and how it is written: a ZIP with CSV and JSON of every kind of record."""

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from organizations.csv_out import csv_lines
from organizations.models import Membership, Organization, OutboxMail
from organizations.privacy.parts import enclosures, parts, withheld
from organizations.secret_paths import masked
from organizations.tenancy.database import owned_models

Line = dict[str, Any]
Enclosure = tuple[str, bytes]
Opened = Callable[[], AbstractContextManager[None]]
BATCH = 2000


@dataclass(frozen=True)
class Sheet:
    """One kind of record in a file: its columns, and its lines when they are asked for (twice: CSV and JSON)."""

    key: str
    title: str
    why: str
    columns: Sequence[str]
    lines: Callable[[], Iterator[Line]]


def sheets_of_person(member: Membership) -> list[Sheet]:
    """Everything that is registered as theirs (privacy/parts.py)."""
    return [
        Sheet(part.key, str(part.title), str(part.why), part.columns, lambda part=part: part.lines(member))  # type: ignore[misc]
        for part in parts.values()
    ]


def sheets_of_organization(organization: Organization) -> list[Sheet]:
    """Every table of the organization, what is withheld left out, and the organization itself first."""
    first = Sheet(
        "organizations.Organization", _("The organization"), "", columns_of(Organization),
        lambda: iter(Organization.objects.filter(pk=organization.pk).values(*columns_of(Organization))),
    )  # fmt: skip
    models = sorted(owned_models(), key=lambda model: model._meta.label)
    return [first, *(sheet_of(model) for model in models if columns_of(model))]


def sheet_of(model: Any) -> Sheet:
    label, columns = model._meta.label, columns_of(model)

    def lines() -> Iterator[Line]:
        found = model._default_manager.order_by("pk").values(*columns).iterator(chunk_size=BATCH)
        # What a mail links to acts for its reader alone; who takes the file may not.
        return (masked(line) for line in found) if model is OutboxMail else found

    why = withheld.get(label, (frozenset(), ""))[1]
    return Sheet(label, label, _("Left out: %(why)s.") % {"why": why} if why else "", columns, lines)


def columns_of(model: Any) -> list[str]:
    """Every column but the organization's own id and what is withheld; of members their address, too."""
    left_out = withheld.get(model._meta.label, (frozenset(), ""))[0]
    if "*" in left_out:
        return []
    kept = [
        field for field in model._meta.concrete_fields if not field.generated
    ]  # nothing that is said twice
    fields = [field.name for field in kept if field.name not in {"organization", *left_out}]
    return [*fields, "user__email"] if model is Membership else fields


def enclosed_for(member: Membership) -> Iterator[Enclosure]:
    """What is theirs and no row of a table: photos, as files by name."""
    for find in enclosures:
        yield from find(member)


def write_zip(
    path: Path, sheets: Sequence[Sheet], about: str, opened: Opened, done: Callable[[int], None],
    enclosed: Callable[[], Iterable[Enclosure]] = tuple,
) -> int:  # fmt: skip
    """Write the file, each kind inside `opened()`, saying after each how many there are. Returns its size in bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        archive.writestr("README.txt", readme(sheets, about))
        for number, sheet in enumerate(sheets, start=1):
            with opened():
                write_text(archive, f"csv/{sheet.key}.csv", csv_of(sheet))
                write_text(archive, f"json/{sheet.key}.json", json_of(sheet))
            done(number)
        with opened():
            for name, data in enclosed():
                archive.writestr(name, data)
    return path.stat().st_size


def write_text(archive: zipfile.ZipFile, name: str, lines: Iterable[str]) -> None:
    with archive.open(name, "w", force_zip64=True) as raw, TextIOWrapper(raw, "utf-8", newline="") as out:
        out.writelines(lines)


def csv_of(sheet: Sheet) -> Iterator[str]:
    rows = ([as_cell(line[name]) for name in sheet.columns] for line in sheet.lines())
    return csv_lines(sheet.columns, rows)


def as_cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def json_of(sheet: Sheet) -> Iterator[str]:
    """A list, one record a line, so that the longest file needs little memory."""
    yield "[\n"
    for number, line in enumerate(sheet.lines()):
        yield (",\n" if number else "") + json.dumps(line, cls=DjangoJSONEncoder, ensure_ascii=False)
    yield "\n]\n"


def readme(sheets: Sequence[Sheet], about: str) -> str:
    told = [f"{sheet.key}: {sheet.title}. {sheet.why}".strip() for sheet in sheets]
    return "\n".join(
        [about, "", _("Each kind of record is there twice, in csv/ and in json/:"), "", *told, ""]
    )
