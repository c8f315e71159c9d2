"""What happened at Brightwater, from a fixed seed: the same story every time, always ending now.

Plain values only. A day's log is made by each person's manner; meetings booked are held a week later, some of
them become opportunities, some of those are won, and a few customers leave.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from salesleader.demo.names import FAMILY, FIRST, GIVEN, INDUSTRIES, LAST, NOTES, TITLES
from salesleader.demo.people import WEEKS, Person

SEED = 20260601
TALKS = {"call_later": 30, "send_information": 26, "not_interested": 34, "referred": 10}
MISSES = {"no_answer": 62, "voicemail": 24, "gatekeeper": 8, "busy": 6}


@dataclass(frozen=True)
class Prospect:
    """An account of the demo and the one person to talk to there."""

    number: int
    account: str
    industry: str
    contact: str
    title: str
    phone: str
    email: str
    owner: str


@dataclass(frozen=True)
class Deed:
    """One entry of the log. `owner` and `prospect` by key and number."""

    owner: str
    prospect: int
    type: str
    outcome: str
    at: datetime
    seconds: int
    note: str
    days_late: int


def prospects(people: list[Person], per_person: int = 22) -> list[Prospect]:
    """Every person's own list, names never twice."""
    chance = random.Random(SEED)
    names = [f"{first} {last}" for first in FIRST for last in LAST]
    chance.shuffle(names)
    sellers = [person for person in people if person.manner]
    return [
        prospect(chance, number, names[number], seller.key)
        for number, seller in enumerate(seller for seller in sellers for _ in range(per_person))
    ]


def prospect(chance: random.Random, number: int, account: str, owner: str) -> Prospect:
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    domain = account.lower().replace(" & ", "-").replace(" ", "-") + ".example"
    return Prospect(
        number, account, chance.choice(INDUSTRIES), f"{given} {family}", chance.choice(TITLES),
        f"+44 20 7946 {number:04d}", f"{given.lower()}@{domain}", owner,
    )  # fmt: skip


def deeds(person: Person, own: list[Prospect], now: datetime, days_off: set[date]) -> Iterator[Deed]:
    """A person's log, oldest first, until now. Nothing on days off, nothing in the future."""
    if person.manner is None:
        return
    chance = random.Random(f"{SEED} {person.key}")
    zone = ZoneInfo(person.zone)
    today = now.astimezone(zone).date()
    weeks = min(person.since_week, WEEKS)
    first = today - timedelta(days=today.weekday()) - timedelta(weeks=weeks - 1)
    due: dict[date, list[Prospect]] = {}
    for number in range((today - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() > 4 or day in days_off or silent(person, day, today):
            continue
        progress = number / max(1, (today - first).days)
        for deed in a_day(chance, person, own, day, zone, progress, due):
            if deed.at <= now:
                yield deed


def silent(person: Person, day: date, today: date) -> bool:
    """Hugo has logged nothing since last Tuesday."""
    return person.key == "hugo" and day > today - timedelta(days=today.weekday() + 6)


def a_day(
    chance: random.Random,
    person: Person,
    own: list[Prospect],
    day: date,
    zone: ZoneInfo,
    progress: float,
    due: dict[date, list[Prospect]],
) -> Iterator[Deed]:
    manner = person.manner
    assert manner is not None
    wanted = manner.attempts[day.weekday()] * (1 + (manner.drift - 1) * progress)
    count = max(0, round(chance.gauss(wanted, wanted * 0.16)))
    for met in due.pop(day, []):
        yield meeting(chance, person, met, day, zone)
    # Nobody is called twice on one day: the second attempt would earn nothing.
    for who in sorted(chance.sample(own, min(count, len(own))), key=lambda p: p.number):
        deed = call(chance, person, who, day, zone)
        if deed.outcome == "meeting_booked":
            due.setdefault(next_workday(day, chance.randint(4, 9)), []).append(who)
        yield deed
    if chance.random() < 0.35:
        who = chance.choice(own)
        yield entry(chance, person, who, "customer_checkin", "", day, zone, (9, 16), 600)


def call(chance: random.Random, person: Person, who: Prospect, day: date, zone: ZoneInfo) -> Deed:
    manner = person.manner
    assert manner is not None
    if chance.random() >= manner.connect:
        outcome, seconds = pick(chance, MISSES), chance.randint(0, 35)
    elif chance.random() < manner.book:
        outcome, seconds = "meeting_booked", chance.randint(240, 900)
    else:
        outcome, seconds = pick(chance, TALKS), chance.randint(60, 600)
    hours = (16, 17) if outcome in TALKS and chance.random() < 0.4 else (8, 17)
    return entry(chance, person, who, "call", outcome, day, zone, hours, seconds)


def meeting(chance: random.Random, person: Person, who: Prospect, day: date, zone: ZoneInfo) -> Deed:
    manner = person.manner
    assert manner is not None
    outcome = "held" if chance.random() < manner.hold else chance.choice(["no_show", "rescheduled"])
    return entry(chance, person, who, "meeting", outcome, day, zone, (9, 16), 1800)


def entry(
    chance: random.Random,
    person: Person,
    who: Prospect,
    kind: str,
    outcome: str,
    day: date,
    zone: ZoneInfo,
    hours: tuple[int, int],
    seconds: int,
) -> Deed:
    manner = person.manner
    assert manner is not None
    at = datetime.combine(day, time(chance.randint(*hours), chance.randint(0, 59)), zone)
    late = chance.choice([1, 2]) if chance.random() < manner.late else 0
    return Deed(
        person.key, who.number, kind, outcome, at, seconds, chance.choice(NOTES.get(outcome, [""])), late
    )


def pick(chance: random.Random, weights: dict[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def next_workday(day: date, days: int) -> date:
    later = day + timedelta(days=days)
    return later + timedelta(days=7 - later.weekday()) if later.weekday() > 4 else later


@dataclass(frozen=True)
class Deal:
    """An opportunity that grew out of a meeting: open, or closed on `closed_on`."""

    owner: str
    prospect: int
    amount: Decimal
    product: int
    opened_on: date
    closed_on: date | None
    stage: str
    shared_with: str = ""


def deals(person: Person, held: list[Deed], today: date) -> Iterator[Deal]:
    """About half of the meetings held become opportunities; they close three to nine weeks later."""
    if person.manner is None:
        return
    chance = random.Random(f"{SEED} deals {person.key}")
    for deed in held:
        if chance.random() > 0.45:
            continue
        opened = deed.at.date()
        closes = opened + timedelta(days=chance.randint(18, 63))
        won = chance.random() < person.manner.win * 1.6
        amount = Decimal(chance.randint(8, 90) * 100)
        stage = ("won" if won else "lost") if closes <= today else chance.choice(["qualified", "proposal"])
        shared = "anna" if person.key == "ruth" and won and chance.random() < 0.5 else ""
        yield Deal(
            person.key, deed.prospect, amount, chance.randrange(5), opened,
            closes if closes <= today else None, stage, shared,
        )  # fmt: skip
