"""Events told as lines: who did what to what, from where, and what changed. Plain values, names already looked up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.audit.field_words import field_words
from organizations.audit.names import MEMBER, TOKEN, Names, Reference, called
from organizations.audit.value_words import AFTER, BEFORE
from organizations.audit.values import Values, references_in
from organizations.audit.verbs import Verb, verb_of
from organizations.links import link
from organizations.models import Event, Organization
from organizations.name_words import in_sentence
from organizations.tenancy.origin import API, COMMAND, TASK, WEB

DOORS = {
    WEB: gettext_lazy("on a page"), API: gettext_lazy("by the API"), TASK: gettext_lazy("by itself"),
    COMMAND: gettext_lazy("by a command"), "": gettext_lazy("on the server"),
}  # fmt: skip
# What listeners need and nobody reads.
HIDDEN = {"sent", "dropped", "undone"}


@dataclass(frozen=True)
class Change:
    """One value before and after; a side that there was not is None."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Line:
    """One event as a person reads it."""

    event: Event
    verb: Verb
    who: str
    what: str
    sentence: str
    where: str
    changes: Sequence[Change]
    facts: Sequence[tuple[str, str]]
    href: str


def tell(events: Sequence[Event], organization: Organization) -> list[Line]:
    """The lines of these events; as many queries as there are kinds of records in them."""
    names = Names(reference for event in events for reference in references_of(event))
    return [line(event, names, organization) for event in events]


def line(event: Event, names: Names, organization: Organization) -> Line:
    verb = verb_of(event.verb)
    who = names.name(MEMBER, event.actor_id) if event.actor_id else _("SalesLeader")
    what = names.name(event.subject_type, event.subject_id) if event.subject_id else ""
    values = Values(event.subject_type, verb, names)
    words = {"who": who, "what": what, "verb": in_sentence(verb.title)}
    return Line(
        event=event, verb=verb, who=who, what=what, sentence=str(verb.sentence) % words, where=where(event, names),
        changes=changes_of(event, values), facts=facts_of(event, values),
        href=address(event, names, organization),
    )  # fmt: skip


def address(event: Event, names: Names, organization: Organization) -> str:
    """Where the record itself can be seen; empty where it is gone, or is not the admin's to read."""
    how = called.get(event.subject_type)
    if how is None or not how.route or not event.subject_id:
        return ""
    if not names.is_there(event.subject_type, event.subject_id):
        return ""
    return link(organization, how.route, pk=event.subject_id)


def where(event: Event, names: Names) -> str:
    """Door, token, software and address, as far as they are known."""
    token = _("token %(name)s") % {"name": names.name(TOKEN, event.token_id)} if event.token_id else ""
    parts = [str(DOORS.get(event.door, event.door)), token, event.agent, event.address or ""]
    return ", ".join(part for part in parts if part)


def changes_of(event: Event, values: Values) -> list[Change]:
    """Field by field what was and what is; one unnamed field where the event holds just two values."""
    if BEFORE not in event.data and AFTER not in event.data:
        return []
    before, after = event.data.get(BEFORE), event.data.get(AFTER)
    if not isinstance(before, dict) and not isinstance(after, dict):
        return [Change("", values.said(before, BEFORE), values.said(after, AFTER))]
    sides = [side for side in (before, after) if isinstance(side, dict)]
    return [
        Change(values.field(name), side_of(before, BEFORE, name, values), side_of(after, AFTER, name, values))
        for name in dict.fromkeys(name for side in sides for name in side)
    ]


def side_of(side: Any, which: str, name: str, values: Values) -> str | None:
    """One side of a field. What is no fields itself is the same for all of them: three people got one template."""
    return values.said(side.get(name), name) if isinstance(side, dict) else values.said(side, which)


def facts_of(event: Event, values: Values) -> list[tuple[str, str]]:
    told = (
        (name, values.said(value, name))
        for name, value in event.data.items()
        if name not in {BEFORE, AFTER, *HIDDEN}
    )
    return [(field_words(name), value) for name, value in told if value is not None]


def references_of(event: Event) -> Iterator[Reference]:
    verb = verb_of(event.verb)
    if event.actor_id:
        yield MEMBER, event.actor_id
    if event.token_id:
        yield TOKEN, event.token_id
    if event.subject_id:
        yield event.subject_type, event.subject_id
    yield from references_in(event.data.items(), verb)
