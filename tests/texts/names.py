"""What stands on pages and is in no catalogue, with the reason. The one list of exceptions."""

import re
from collections.abc import Iterable, Iterator

from babel import Locale
from django.apps import apps
from django.db import models

from organizations.holidays_of import names_of_parts
from organizations.zones import zone_choices
from tests.texts.pseudo import CODE, LETTERS

# The product, browsers, services and forms of data are called the same everywhere.
NAMES = [
    "SalesLeader", "English", "WhatsApp", "CSV", "JSON", "API", "ICS", "Markdown", "Google", "Outlook", "iCloud",
    "Zoho", "Maven", "E.164", "Apple", "Android", "iPhone", "iPad", "Chrome", "Safari", "Firefox", "Edge",
    "Windows", "macOS",
]  # fmt: skip
# Units and currencies as ISO and the BIPM write them.
UNITS = ["EUR", "USD", "GBP", "CHF", "CZK", "min", "h", "s", "kB", "MB"]
# Letters that are no words: the codes of a tally sheet ("C", "C12"), hours of a day, parts of an address.
CODES = re.compile(
    r"(?<![\w-])[A-Z]\d{0,2}(?![\w-])|\bv\d+\b|\b\d+[hms]\b|\S+@\S+\.\S+|https?://\S+|\b[A-Z]+_FORMS\b|\bform-|\b[a-z_]+:(?:read|write)\b"
)
# Fields that hold what people wrote, or what a new organization was given in its founder's language.
WRITTEN = {
    "name", "title", "text", "topic", "note", "reason", "subject", "filename", "email", "to_address", "definition",
    "situation", "summary", "body", "zone", "phone", "website", "value", "answer", "reflection", "prospect", "address",
    "who", "source", "column", "product", "industry", "message_id", "why", "agent", "user_agent", "kind_name",
    "columns", "slug",
}  # fmt: skip


def known() -> list[str]:
    """Everything in the organization whose scope is open that is not ours to translate, the longest first."""
    found = {
        *NAMES,
        *UNITS,
        *of_babel(),
        *names_of_parts("GB").values(),
        *zones(),
    }
    for model in apps.get_models():
        for name in written_fields(model):
            for value in model._default_manager.values_list(name, flat=True).distinct():
                for one in value if isinstance(value, list) else [str(value or "")]:
                    found |= set(shapes(str(one)))
    return sorted((one for one in found if LETTERS.search(one)), key=len, reverse=True)


def written_fields(model: type[models.Model]) -> Iterator[str]:
    for field in model._meta.get_fields():
        kept = isinstance(field, models.CharField | models.TextField | models.JSONField)
        if kept and field.name in WRITTEN and not field.choices:
            yield field.name


def zones() -> Iterator[str]:
    """The names of IANA: tz has no others, and people know them from every other program."""
    for area, places in zone_choices():
        yield area
        yield from (name for _, name in places)


def of_babel() -> Iterator[str]:
    """Countries, currencies, months and the language itself come from Unicode's tables, in the reader's language."""
    locale = Locale.parse(CODE)
    yield from (
        *locale.territories.values(),
        *locale.currencies.values(),
        *locale.months["format"]["wide"].values(),
    )
    yield (locale.get_display_name() or "").capitalize()


def shapes(value: str) -> Iterable[str]:
    """As it was written and inside a sentence, its lines, what is set in bold, and the first word of a name."""
    flat = " ".join(value.split())
    yield from (flat, flat.lower(), *re.findall(r"\*\*(.+?)\*\*", flat))
    yield from (" ".join(line.split()) for line in value.splitlines())
    if 0 < len(flat) < 40:
        yield flat.split()[0]


def pattern_of(names: list[str]) -> re.Pattern[str]:
    either = "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in names)
    return re.compile(f"{either}|{CODES.pattern}")
