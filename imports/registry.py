"""What can be imported. An app registers an importer per kind of record in its AppConfig."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from organizations.models import Membership, Organization

from .chunks import Chunk, Row
from .values import Reader


@dataclass(frozen=True)
class Field:
    """A field that a mapping may fill: how its text is read, whether a row must have it, whether it is a path."""

    name: str
    read: Reader
    required: bool = False
    many: bool = False


@dataclass(frozen=True)
class Run:
    """What all rows of one run share."""

    organization: Organization
    source: str
    by: Membership | None
    now: datetime
    options: dict[str, Any] = field(default_factory=dict)


class Importer(ABC):
    """Takes rows of one kind, a chunk at a time in a constant number of queries. One instance lives for one run."""

    title: str = ""  # what the rows are, for people: "accounts"
    fields: tuple[Field, ...] = ()
    options: frozenset[str] = frozenset()  # parts of a mapping beside source and columns

    def __init__(self, run: Run) -> None:
        self.run = run

    def remember(self, row: Row, *, taken_before: bool) -> None:  # noqa: B027  # most kinds need not
        """Hear of every good row, also of those that a stopped run took before."""

    @abstractmethod
    def take(self, chunk: Chunk) -> None:
        """Write the chunk's good rows and count them. Called in one transaction."""

    def finish(self, chunk: Chunk) -> None:  # noqa: B027  # most kinds need not
        """Do what needs all rows to be there, such as links among them."""


importers: dict[str, type[Importer]] = {}


def title_of(kind: str) -> str:
    """What an import brings, in words; a kind that nobody registers any more is told by its key."""
    return importers[kind].title if kind in importers else kind


def importable(kind: str, importer: type[Importer]) -> None:
    importers[kind] = importer
