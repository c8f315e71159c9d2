"""Fault 3: the queue killed and emptied, and away for a while."""

import os
import shutil
import signal
import time

from .house import House
from .load import Load
from .oracle import balance, cards_of
from .report import Outcome
from .workers import finish

QUICK = 5.0


def lose_the_queue(house: House, *, people: int) -> Outcome:
    """Valkey killed and its data wiped in the middle of a run; an empty one takes its place at once."""
    house.only("worker", "beat")
    firm = house.organization(people)
    house.sink.seconds_each = 0.02
    begun = house.sink.count()
    house.until(lambda: house.sink.count() - begun >= people // 4, 600, "a quarter of the mails has gone out")
    kill(house)
    shutil.rmtree(house.valkey.folder)
    house.valkey.start()
    house.sink.seconds_each = 0.0
    seconds = finish(house, firm)
    found = balance(house, firm)
    return Outcome(
        3, f"Valkey killed (kill -9) and its data wiped while {people:,} people are mailed",
        "nothing lost, nothing extra, recovered within 2 min",
        f"{found}; done {seconds:.0f} s after", found.once and seconds <= 120,
    )  # fmt: skip


def be_without_the_queue(house: House, *, people: int, seconds: float) -> Outcome:
    """Valkey down while people log, and while a week's close time passes."""
    house.only("web", "worker", "beat")
    firm = house.organization(people, due_in=max(seconds / 2, 3), tokens=4)
    with Load(house, firm) as load:
        load.more(20, 60, "before")
        kill(house)
        begun = time.monotonic()
        load.more(50, 60, "with Valkey down")
        house.until(lambda: time.monotonic() - begun >= seconds, seconds + 5, "the time is over")
    closed = cards_of(house, firm)
    house.valkey.start()
    recovery = finish(house, firm)
    found = balance(house, firm)
    good = not load.bad() and not load.missing() and load.slowest(begun) <= QUICK
    return Outcome(
        3, f"Valkey down for {seconds:g} s, over the close time of {people:,} people, with 4 people logging",
        f"every entry answered 2xx within {QUICK:g} s; nothing lost or extra; recovered within 2 min of its return",
        f"{load.good():,} entries, {len(load.bad())} refused {load.complaints()}, slowest {load.slowest(begun):.2f} s;"
        f" {closed} cards meanwhile, then {found}; recovered in {recovery:.0f} s",
        good and found.once and recovery <= 120,
    )  # fmt: skip


def kill(house: House) -> None:
    pid = house.valkey.pid()
    assert pid
    os.kill(pid, signal.SIGKILL)
    house.until(lambda: not house.valkey.pid(), 10, "Valkey is gone")
