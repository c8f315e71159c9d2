"""What the codes in the data of events are called, for people. Events, and files for programs, keep the codes."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist

from organizations.audit.names import model_of

# By code, or whatever says one: None for what it does not know.
Words = Mapping[Any, Any] | Callable[[Any], Any]
BEFORE, AFTER = "before", "after"
# Bare values before and after have no name of their own: what goes from one to the other is a state.
STATE = "state"
ALL = ""
given: dict[tuple[str, str], Words] = {}


def word_values(name: str, words: Words, *verbs: str) -> None:
    """Say what the values under this name mean: in events of these verbs, or of all. Called in AppConfigs."""
    given.update(dict.fromkeys([(verb, name) for verb in verbs or (ALL,)], words))


def in_words(value: Any, name: str, verb: str, label: str) -> str | None:
    """A code in words: those of the verb, else of the record's own field of this name, else those of every event.

    None for what is no code: a name, a number, somebody's own text.
    """
    name = STATE if name in (BEFORE, AFTER) else name
    for words in (given.get((verb, name)), choices_of(label, name), given.get((ALL, name))):
        found = words(value) if callable(words) else (words or {}).get(value)
        if found:
            return str(found)
    return None


def choices_of(label: str, name: str) -> Mapping[Any, Any]:
    model = model_of(label)
    try:
        return dict(model._meta.get_field(name).flatchoices) if model else {}  # type: ignore[union-attr]
    except (FieldDoesNotExist, AttributeError):
        return {}
