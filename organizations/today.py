"""What an app may put on a member's Today list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TodayItem:
    """One thing to do. Lower `rank` comes first: 10 promised for a time, 20 overdue, 30 due today, 40 later.

    `title` says who or what, `why` why it stands there, `href` is where it is done in one tap. `later` is an
    address to POST to that moves it to the next day its owner works.
    """

    rank: int
    title: str
    why: str
    href: str
    icon: str = "phone"
    detail: str = ""
    phone: str = ""
    due: str = ""
    later: str = ""
