"""What each kind of event is called, and the sentence that tells it. Every app registers its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

# A record came into being. It was changed, and the event holds before and after. It went from one of two states to
# the other, and the verb says which. It was changed, and what it was and is belongs to people alone (a name, a topic
# of two). It ended, and the event holds what it was. Something happened, and no record was changed.
MADE, CHANGED, FLIPPED, UNSAID, ENDED, TOLD = "made", "changed", "flipped", "unsaid", "ended", "told"


@dataclass(frozen=True)
class Verb:
    """`sentence` names %(who)s did it and to %(what)s. `refers` says which values of the data are ids of what."""

    key: str
    shape: str
    kind: str
    title: Any
    sentence: Any
    refers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    key: str
    title: Any
    rank: int


verbs: dict[str, Verb] = {}
kinds: dict[str, Kind] = {}


def kind(key: str, title: Any, rank: int) -> None:
    """Register a kind of events; the page offers the lowest rank first."""
    kinds[key] = Kind(key, title, rank)


def kinds_in_order() -> list[Kind]:
    return sorted(kinds.values(), key=lambda kind: kind.rank)


def say(key: str, shape: str, kind: str, title: Any, sentence: Any, **refers: str) -> None:
    """Register a verb: `say("team_created", MADE, TEAMS, _("Team added"), _("%(who)s added the team %(what)s"))`."""
    verbs[key] = Verb(key, shape, kind, title, sentence, refers)


def verb_of(key: str) -> Verb:
    """The verb, or for one that nobody registered a plain one made of its name."""
    if key in verbs:
        return verbs[key]
    plain = key.replace("_", " ").capitalize()
    return Verb(key, TOLD, "", plain, _("%(who)s: %(verb)s, %(what)s"))


def verbs_of_kind(key: str) -> list[str]:
    return [verb.key for verb in verbs.values() if verb.kind == key]
