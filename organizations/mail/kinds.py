"""The register of mails: every kind that is sent, to whom, why, and whether its reader may turn it off.

Apps add theirs when they start; a mail of a kind that nobody registered is refused. What may be turned off carries
a link and the headers for that by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from organizations.models import Membership

# To members, about members to somebody outside, and about an account.
MEMBERS, OUTSIDE, ACCOUNT = "members", "outside", "account"


class Choice(Protocol):
    """Where an app keeps by itself whether a person wants a kind."""

    def wants(self, membership: Membership) -> bool: ...

    def choose(
        self, *, membership: Membership, wanted: bool, by: Membership | None, now: datetime
    ) -> None: ...


@dataclass(frozen=True)
class MailKind:
    """One kind. `off` is what is lost when it is turned off, or, where it can't be, why not.

    `letters` are the kinds of mails about accounts that it stands for; `route` leads to where it is decided otherwise.
    """

    key: str
    to: str
    title: Any
    why: Any
    off: Any
    can_stop: bool = False
    sees: Callable[[Membership], bool] = lambda me: True
    choice: Choice | None = None
    letters: tuple[str, ...] = ()
    route: str = ""
    rank: int = 50


kinds: dict[str, MailKind] = {}


def mail_kind(kind: MailKind) -> None:
    """Register a kind; called in AppConfigs. Only what goes to members can be turned off by them."""
    if kind.can_stop and kind.to != MEMBERS:
        raise ValueError(f"{kind.key}: only a member can turn a mail off here.")
    kinds[kind.key] = kind


def kind_of(key: str) -> MailKind:
    if key not in kinds:
        raise LookupError(f"There is no kind of mail '{key}'. Register it with mail_kind().")
    return kinds[key]


def shown_to(membership: Membership) -> list[MailKind]:
    """The kinds that a member is told of, in their order."""
    return sorted((kind for kind in kinds.values() if kind.sees(membership)), key=lambda kind: kind.rank)
