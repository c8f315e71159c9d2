"""What an app may put on a member's Today list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Later:
    """A follow-up that can be put off: which, with whom, and the `days` to choose from."""

    pk: int
    with_whom: str
    days: Sequence[Any]


@dataclass(frozen=True)
class TodayItem:
    """One thing to do. Lower `rank` comes first: 10 promised for a time, 20 overdue, 30 due today, 40 later.

    `title` says who or what, `why` why it stands there, `href` is where it is done in one tap. `later` is there
    when another day can be chosen for it.
    """

    rank: int
    title: str
    why: str
    href: str
    icon: str = "phone"
    detail: str = ""
    phone: str = ""
    due: str = ""
    later: Later | None = None
