"""The values in the data of one event as people read them: ids and keys by name, codes in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from organizations.audit.field_words import field_words
from organizations.audit.names import Names, Reference, has_keys, keyed, usual
from organizations.audit.value_words import in_words
from organizations.audit.verbs import Verb

# An event of a thousand people names the first of them.
MOST_NAMED = 20


@dataclass(frozen=True)
class Values:
    """How the values of one event are said. `label` is the kind of record that it is about."""

    label: str
    verb: Verb
    names: Names

    def said(self, value: Any, name: str) -> str | None:
        """A value in words: lists one after the other, nothing as None."""
        if value in (None, "", [], {}):
            return None
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list):
            return self.listed(value, name)
        if isinstance(value, dict):
            return ", ".join(
                f"{self.field(key)}: {self.said(one, key) or _('nothing')}" for key, one in value.items()
            )
        found = reference(value, name, self.verb)
        if found and (isinstance(value, int) or self.names.is_there(*found)):
            return self.names.name(*found)
        return in_words(value, name, self.verb.key, self.label) or str(value)

    def listed(self, values: list[Any], name: str) -> str:
        first = ", ".join(self.said(one, name) or "" for one in values[:MOST_NAMED])
        more = len(values) - MOST_NAMED
        return first if more <= 0 else _("%(first)s and %(more)s more") % {"first": first, "more": more}

    def field(self, name: str) -> str:
        """A field in words; where the fields are ids or keys themselves (shares by person), the record's name."""
        found = field_reference(name, self.verb)
        if found and (name.isdigit() or self.names.is_there(*found)):
            return self.names.name(*found)
        return field_words(name)


def reference(value: Any, name: str, verb: Verb) -> Reference | None:
    """What record a value stands for, by its id or by its key; None for a value that is itself.

    A verb says so for its own names; "values" are ids that stand under names which are ids themselves.
    """
    plain = name.removesuffix("_id")
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        label = verb.refers.get(plain) or usual.get(plain) or verb.refers.get("values", "")
    elif isinstance(value, str):
        label = verb.refers.get(plain, keyed.get(plain, ""))
        label = label if has_keys(label) else ""
    else:
        return None
    return (label, value) if label else None


def field_reference(name: str, verb: Verb) -> Reference | None:
    label = verb.refers.get("fields", "")
    if label and name.isdigit():
        return label, int(name)
    return (label, name) if label and has_keys(label) else None


def references_in(items: Iterable[tuple[str, Any]], verb: Verb) -> Iterator[Reference]:
    """Every record that these values stand for."""
    for name, value in items:
        if found := field_reference(name, verb):
            yield found
        if isinstance(value, dict):
            yield from references_in(value.items(), verb)
        elif isinstance(value, list):
            yield from references_in(((name, one) for one in value[:MOST_NAMED]), verb)
        elif found := reference(value, name, verb):
            yield found
