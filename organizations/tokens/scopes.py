"""What a token may be let into: a few areas, each to read or to change.

A view of the API says its area: `area = "people"`, or None where no token is let in. `people:read` lets GET through,
`people:write` the rest too. A scope only ever takes away: whoever carries a token never gets further than its member.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

READ, WRITE = "read", "write"
READING = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Area:
    """A part of the API. Where nothing can be changed through it, `writes` is False."""

    title: Any
    holds: Any
    writes: bool = True

    @property
    def ways(self) -> tuple[str, ...]:
        return (READ, WRITE) if self.writes else (READ,)


AREAS: dict[str, Area] = {
    "activities": Area(
        gettext_lazy("Activities"), gettext_lazy("the log, and what can be logged with which outcomes")
    ),
    "customers": Area(gettext_lazy("Customers"), gettext_lazy("accounts, contacts, opportunities")),
    "numbers": Area(
        gettext_lazy("Goals and numbers"),
        gettext_lazy("metrics, goals, weekly cards, what they score and who observes them"),
    ),
    "coaching": Area(gettext_lazy("Coaching"), gettext_lazy("1:1s, shared notes, promises")),
    "playbook": Area(gettext_lazy("Playbook"), gettext_lazy("published plays"), writes=False),
    "people": Area(
        gettext_lazy("People"), gettext_lazy("members, teams, invitations, working days, time off")
    ),
    "organization": Area(gettext_lazy("Organization"), gettext_lazy("its settings and its calendar")),
    "audit": Area(gettext_lazy("Audit trail"), gettext_lazy("who changed what, for admins"), writes=False),
}
ALL_SCOPES = tuple(f"{key}:{way}" for key, area in AREAS.items() for way in area.ways)
# One of the two for each area: what opens everything.
EVERYTHING = tuple(f"{key}:{area.ways[-1]}" for key, area in AREAS.items())
MISSING = object()


def needed(area: str, method: str) -> str:
    """The scope that a call needs."""
    return f"{area}:{READ if method in READING else WRITE}"


def covers(scopes: Iterable[str], area: str, method: str) -> bool:
    """Whether a token with these scopes may call there. Whoever may change may read."""
    wanted = {needed(area, method), f"{area}:{WRITE}"}
    return bool(wanted & set(scopes))


def area_of(view: Callable[..., Any]) -> Any:
    """What the view behind an address has said; MISSING where it says nothing, and then no token is let in."""
    return getattr(getattr(view, "cls", None), "area", MISSING)


def why_not(scopes: Iterable[str], view: Callable[..., Any], method: str) -> str:
    """Why a token with these scopes is refused there, in words for who reads the answer; empty when it is not."""
    area = area_of(view)
    if area not in AREAS:
        return _("No token is let in here. It is for somebody who is signed in.")
    if covers(scopes, area, method):
        return ""
    return _("This token does not have the scope %(scope)s.") % {"scope": needed(area, method)}


def checked_scopes(scopes: Iterable[str]) -> list[str]:
    """The scopes in their order, each once, reading left out where writing is there. Refuses others, and none."""
    wanted = set(scopes)
    if unknown := sorted(wanted - set(ALL_SCOPES)):
        raise ValidationError({"scopes": _("There is no scope %(scope)s.") % {"scope": ", ".join(unknown)}})
    if not wanted:
        raise ValidationError({"scopes": _("Choose at least one thing that the token may do.")})
    return [one for one in ALL_SCOPES if one in wanted and not is_implied(one, wanted)]


def is_implied(scope: str, scopes: set[str]) -> bool:
    area, _colon, way = scope.partition(":")
    return way == READ and f"{area}:{WRITE}" in scopes


def in_words(scopes: Iterable[str]) -> list[str]:
    """ "Activities: read and change", for people."""
    held = set(scopes)
    said = []
    for key, area in AREAS.items():
        if f"{key}:{WRITE}" in held:
            said.append(_("%(area)s: read and change") % {"area": area.title})
        elif f"{key}:{READ}" in held:
            said.append(_("%(area)s: read") % {"area": area.title})
    return said
