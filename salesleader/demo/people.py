"""Who works at Brightwater, and how each of them prospects."""

from dataclasses import dataclass, field

WEEKS = 26
PASSWORD = "hope is not a strategy"  # noqa: S105  (printed on start, for a local demo)
DOMAIN = "brightwater.example"
LONDON, BERLIN, CHICAGO = "Europe/London", "Europe/Berlin", "America/Chicago"
REGION = {LONDON: ("GB", "ENG"), BERLIN: ("DE", ""), CHICAGO: ("US", "IL")}


@dataclass(frozen=True)
class Manner:
    """How somebody works: attempts by weekday (Monday to Friday), and the chances along the funnel.

    `drift` is how much the volume changes from the first week to the last (0.7: 30 % fewer).
    """

    attempts: tuple[int, int, int, int, int] = (13, 13, 13, 13, 11)
    connect: float = 0.24
    book: float = 0.26
    hold: float = 0.82
    win: float = 0.24
    drift: float = 1.0
    late: float = 0.02


@dataclass(frozen=True)
class Person:
    """One member. `since_week` counts back from today: 6 means started six weeks ago."""

    key: str
    name: str
    team: str
    zone: str
    manner: Manner | None = field(default_factory=Manner)
    leads: str = ""
    is_admin: bool = False
    since_week: int = WEEKS
    story: str = ""

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


ISLES, CONTINENT, AMERICAS = "Isles", "Continent", "Americas"
PEOPLE = [
    Person("helen", "Helen Marsh", "", LONDON, manner=None, is_admin=True, story="owns the firm"),
    Person(
        "ruth", "Ruth Adeyemi", ISLES, LONDON, leads=ISLES, story="leads Isles, and sells",
        manner=Manner((5, 5, 6, 5, 5), connect=0.34, book=0.36, win=0.32),
    ),
    Person("anna", "Anna Vesely", ISLES, LONDON, story="steady", manner=Manner(connect=0.25, book=0.25)),
    Person(
        "hugo", "Hugo Laurent", ISLES, LONDON, story="silent since last week",
        manner=Manner((12, 12, 10, 10, 8), connect=0.22, drift=0.8),
    ),
    Person(
        "owen", "Owen Clarke", ISLES, LONDON, story="sprints at the end of the week",
        manner=Manner((2, 3, 6, 24, 27), connect=0.19, book=0.27, late=0.18),
    ),
    Person(
        "jonas", "Jonas Weber", CONTINENT, BERLIN, manner=None, leads=CONTINENT, story="leads Continent"
    ),
    Person(
        "carla", "Carla Mendes", CONTINENT, BERLIN, story="the strongest funnel",
        manner=Manner((13, 14, 14, 14, 12), connect=0.29, book=0.32, win=0.3),
    ),
    Person(
        "elin", "Elin Lindqvist", CONTINENT, BERLIN, story="good talks, fewer calls every month",
        manner=Manner((14, 14, 13, 13, 12), connect=0.3, book=0.3, drift=0.45),
    ),
    Person(
        "farid", "Farid Haddad", CONTINENT, BERLIN, since_week=7, story="new, in ramp",
        manner=Manner((9, 9, 9, 9, 8), connect=0.2, book=0.2, drift=1.4),
    ),
    Person(
        "dev", "Dev Patel", AMERICAS, CHICAGO, story="many calls, few talks: the list or the hour",
        manner=Manner((17, 17, 16, 16, 14), connect=0.11, book=0.27),
    ),
    Person("grace", "Grace Kim", AMERICAS, CHICAGO, story="books and holds", manner=Manner(connect=0.27, hold=0.93)),
    Person("katya", "Katya Moroz", AMERICAS, CHICAGO, story="on leave this week", manner=Manner(connect=0.26)),
]  # fmt: skip
TARGETS = {"attempts": 60, "conversations": 15, "meetings_booked": 4, "meetings_held": 3}
LEADER_TARGETS = {"attempts": 24, "conversations": 8, "meetings_booked": 2, "meetings_held": 2}
