"""The two hubs, "Settings" of the organization and "You" of a person: rows that any app adds.

A row says what it is, why one would go there, and what is set now; it leads to the page of whoever added it.
Apps add theirs in their AppConfig, so that a hub knows no page that is not there:

    add_row(SETTINGS, Row("data", _("Audit"), _("Who changed what, and when."), "organizations:audit"))
    add_row(YOU, Row("security", _("Password"), _("How you sign in."), "account_change_password", inside=False))
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organizations.links import link

SETTINGS, YOU = "settings", "you"
# The sections of each hub, in their order on the page.
SECTIONS: dict[str, dict[str, Any]] = {
    SETTINGS: {
        "house": _("The organization"),
        "time": _("Days and weeks"),
        "people": _("People and teams"),
        "security": _("Signing in"),
        "data": _("Data"),
    },
    YOU: {
        "you": _("You"),
        "time": _("Your days"),
        "mail": _("Mail"),
        "security": _("Signing in"),
        "data": _("Your data"),
    },
}


@dataclass(frozen=True)
class Row:
    """One line of a hub. `value` says what is set now, from the request; `sees` who is shown the line.

    `inside` is False for a page outside the organization's address, such as those of the account.
    Lower `rank` comes first in its section. `arguments` are those of the route.
    """

    section: str
    label: Any
    why: Any
    route: str
    value: Callable[[Any], Any] | None = None
    sees: Callable[[Any], bool] = lambda me: True
    inside: bool = True
    rank: int = 50
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ShownRow:
    label: Any
    why: Any
    value: Any
    href: str


rows: dict[str, list[Row]] = {SETTINGS: [], YOU: []}


def add_row(hub: str, row: Row) -> None:
    """Register a line. Refuses a section that the hub does not have."""
    if row.section not in SECTIONS[hub]:
        raise ValueError(f"“{hub}” has no section “{row.section}”: {', '.join(SECTIONS[hub])}.")
    if row not in rows[hub]:
        rows[hub].append(row)


def sections(hub: str, request: Any) -> list[tuple[Any, list[ShownRow]]]:
    """The titles that have lines for this member, with their lines."""
    found = ((title, list(shown(hub, key, request))) for key, title in SECTIONS[hub].items())
    return [(title, lines) for title, lines in found if lines]


def shown(hub: str, section: str, request: Any) -> Iterator[ShownRow]:
    here = [row for row in rows[hub] if row.section == section and row.sees(request.membership)]
    for row in sorted(here, key=lambda row: row.rank):
        told = dict(row.arguments)
        href = (
            link(request.organization, row.route, **told) if row.inside else reverse(row.route, kwargs=told)
        )
        yield ShownRow(row.label, row.why, row.value(request) if row.value else "", href)
