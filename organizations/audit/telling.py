"""Events told as lines: who did what to what, from where, and what changed. Plain values, names already looked up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.audit.field_words import field_words
from organizations.audit.names import MEMBER, TOKEN, Names, Reference, called, usual
from organizations.audit.verbs import Verb, verb_of
from organizations.links import link
from organizations.models import Event, Organization
from organizations.tenancy.origin import API, COMMAND, TASK, WEB

DOORS = {
    WEB: gettext_lazy("on a page"), API: gettext_lazy("by the API"), TASK: gettext_lazy("by itself"),
    COMMAND: gettext_lazy("by a command"), "": gettext_lazy("on the server"),
}  # fmt: skip
BEFORE, AFTER = "before", "after"
# What listeners need and nobody reads.
HIDDEN = {"sent"}
# An event of a thousand people names the first of them.
MOST_NAMED = 20


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
    words = {"who": who, "what": what, "verb": str(verb.title).lower()}
    return Line(
        event=event, verb=verb, who=who, what=what, sentence=str(verb.sentence) % words, where=where(event, names),
        changes=changes_of(event, verb, names), facts=facts_of(event, verb, names),
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


def changes_of(event: Event, verb: Verb, names: Names) -> list[Change]:
    """Field by field what was and what is; one unnamed field where the event holds just two values."""
    if BEFORE not in event.data and AFTER not in event.data:
        return []
    before, after = event.data.get(BEFORE), event.data.get(AFTER)
    if not isinstance(before, dict) and not isinstance(after, dict):
        return [Change("", said(before, BEFORE, verb, names), said(after, AFTER, verb, names))]
    before, after = before or {}, after or {}
    fields = [*before, *(name for name in after if name not in before)]
    return [
        Change(
            field_name(name, verb, names),
            said(before.get(name), name, verb, names),
            said(after.get(name), name, verb, names),
        )
        for name in fields
    ]


def facts_of(event: Event, verb: Verb, names: Names) -> list[tuple[str, str]]:
    told = (
        (name, said(value, name, verb, names))
        for name, value in event.data.items()
        if name not in {BEFORE, AFTER, *HIDDEN}
    )
    return [(field_words(name), value) for name, value in told if value is not None]


def said(value: Any, name: str, verb: Verb, names: Names) -> str | None:
    """A value in words: ids by name, lists one after the other, nothing as None."""
    label = meaning(name, verb)
    if value in (None, "", [], {}):
        return None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return listed(value, name, verb, names)
    if isinstance(value, dict):
        return ", ".join(
            f"{field_words(key)}: {said(one, key, verb, names) or _('nothing')}" for key, one in value.items()
        )
    return names.name(label, value) if label and isinstance(value, int) else str(value)


def listed(values: list[Any], name: str, verb: Verb, names: Names) -> str:
    first = ", ".join(said(one, name, verb, names) or "" for one in values[:MOST_NAMED])
    more = len(values) - MOST_NAMED
    return first if more <= 0 else _("%(first)s and %(more)s more") % {"first": first, "more": more}


def field_name(name: str, verb: Verb, names: Names) -> str:
    """A field in words; where the fields are ids themselves (shares by person), the name of the record."""
    if "fields" in verb.refers and name.isdigit():
        return names.name(verb.refers["fields"], int(name))
    return field_words(name)


def meaning(name: str, verb: Verb) -> str:
    """What the ids under this name are ids of; empty where the value is no id."""
    plain = name.removesuffix("_id")
    return verb.refers.get(plain, usual.get(plain, ""))


def references_of(event: Event) -> Iterator[Reference]:
    verb = verb_of(event.verb)
    if event.actor_id:
        yield MEMBER, event.actor_id
    if event.token_id:
        yield TOKEN, event.token_id
    if event.subject_id:
        yield event.subject_type, event.subject_id
    yield from ids_in(event.data.items(), verb)


def ids_in(items: Iterable[tuple[str, Any]], verb: Verb) -> Iterator[Reference]:
    for name, value in items:
        if "fields" in verb.refers and name.isdigit():
            yield verb.refers["fields"], int(name)
        if isinstance(value, dict):
            yield from ids_in(value.items(), verb)
        elif label := meaning(name, verb):
            values = value[:MOST_NAMED] if isinstance(value, list) else [value]
            yield from ((label, one) for one in values if isinstance(one, int) and not isinstance(one, bool))
