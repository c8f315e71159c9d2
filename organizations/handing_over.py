"""The register of open work: what somebody holds that another must take when they leave.

Each app registers its own kinds in its AppConfig. A kind counts what is open, and hands it over or ends it in bulk;
ending access (services/leaving.py) goes through all of them in one transaction and writes one event for each.

    open_work(OpenWork("accounts", "crm.account", says_accounts, count_accounts, hand_over=give_accounts, rank=10))
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from organizations.audit.names import refer
from organizations.models import Membership

Count = Callable[[Membership, datetime], int]
HandOver = Callable[[Membership, Membership, Membership | None, datetime], list[int]]
End = Callable[[Membership, Membership | None, datetime], list[int]]


@dataclass(frozen=True)
class OpenWork:
    """One kind of open work. `says` makes "3 accounts" of a number.

    It has `hand_over(from, to, by, now)`, or `end(from, by, now)` for what nobody else can do in their place: a promise
    of their own, a list they were calling through. Both return the ids of what they changed. With both, it goes to
    somebody who was chosen or who leads them, and otherwise ends.
    """

    key: str
    label: str
    says: Callable[[int], str]
    count: Count
    hand_over: HandOver | None = None
    end: End | None = None
    rank: int = 50

    @property
    def needs_somebody(self) -> bool:
        """It cannot be left to nobody."""
        return self.end is None


@dataclass(frozen=True)
class Held:
    """What somebody holds of one kind."""

    work: OpenWork
    number: int

    @property
    def text(self) -> str:
        return self.work.says(self.number)


kinds: dict[str, OpenWork] = {}


def open_work(work: OpenWork) -> None:
    """Register a kind. In events its ids stand under its key."""
    kinds[work.key] = work
    refer(work.label, work.key)


def open_work_of(member: Membership, now: datetime) -> list[Held]:
    """All kinds of which this member holds something, in their order; a query for each kind."""
    found = [Held(work, work.count(member, now)) for work in in_order()]
    return [held for held in found if held.number]


def in_order() -> list[OpenWork]:
    return sorted(kinds.values(), key=lambda work: work.rank)
