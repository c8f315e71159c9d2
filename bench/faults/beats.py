"""Fault 6: two beats, and none."""

import time

from salesleader.embedded.run import CELERY

from .house import House
from .oracle import balance, cards_of
from .report import Outcome
from .workers import finish

TICK = "scorecards.tick"


def beat_twice(house: House, *, people: int) -> Outcome:
    """Two beats tick over the close time, and go on ticking after it."""
    house.only("worker", "beat")
    schedule = str(house.folder.path / "run" / "second-schedule")
    house.start("second beat", command=[*CELERY, "beat", "--schedule", schedule])
    names = ("beat", "second beat")
    firm = house.organization(people, due_in=2)
    finish(house, firm)
    before = {name: house.heard(name, TICK) for name in names}
    house.until(
        lambda: all(house.heard(name, TICK) > before[name] + 1 for name in names),
        200,
        "both beats have ticked again",
    )
    house.stop("second beat")
    found = balance(house, firm)
    return Outcome(
        6, f"two beats tick while the week of {people:,} people ends",
        "one run for each organization and week", str(found), found.once,
    )  # fmt: skip


def miss_the_beat(house: House, *, people: int, seconds: float) -> Outcome:
    """No beat while two weeks become due; then it starts again."""
    house.only("worker")
    firm = house.organization(people, weeks=2, due_in=2)
    begun = time.monotonic()
    house.until(lambda: time.monotonic() - begun >= 2 + seconds, seconds + 10, "the close time has passed")
    early = cards_of(house, firm)
    house.start("beat")
    recovery = finish(house, firm)
    found = balance(house, firm)
    labels = house.ask(
        "SELECT DISTINCT week_on::text, snapshot -> 'week' ->> 'start' FROM scorecards_card WHERE organization_id = %s",
        firm.id,
    )
    right = {week for week, said in labels if week == said} == set(firm.weeks) and len(labels) == 2
    return Outcome(
        6, f"no beat while two weeks of {people:,} people become due and for {seconds:g} s after",
        "both runs within 10 min of its return, each under its own week; no card before",
        f"{early} cards before; {found}; done {recovery:.0f} s after its return; weeks {', '.join(firm.weeks)}",
        found.once and right and not early and recovery <= 600,
    )  # fmt: skip
