"""Fault 27: everything restarted in turn while people log."""

import signal

from .house import House
from .load import Load
from .oracle import balance, cards_of
from .report import Outcome
from .workers import finish


def restart_in_turn(house: House, *, people: int, before: int, rounds: int) -> list[Outcome]:
    """The web's master is asked for new processes (SIGHUP), then each process is stopped (SIGTERM), then the worker."""
    house.only("web", "worker", "beat")
    firm = house.organization(people, tokens=8)
    with Load(house, firm) as load:
        load.more(before, 60, "before the restart")
        for _ in range(rounds):
            reload(house, load, before)
            replace_one_by_one(house, load, before)
        house.until(lambda: cards_of(house, firm), 600, "the closing has begun")
        worker = house.pid("worker")
        house.kill(worker, signal.SIGTERM)
        house.until(lambda: house.pid("worker") not in (0, worker), 90, "the worker was started again")
    finish(house, firm)
    found, missing = balance(house, firm), load.missing()
    web = Outcome(
        27, f"web restarted in turn, {rounds} times by SIGHUP and {rounds} times process by process by SIGTERM,"
        " under 8 people logging",
        "no request fails",
        f"{load.good():,} entries, {len(load.bad())} failed {load.complaints()}, {missing} missing,"
        f" slowest {load.slowest():.2f} s",
        not load.bad() and not missing,
    )  # fmt: skip
    worker_line = Outcome(
        27, f"the worker stopped (SIGTERM) while {people:,} people are scored and mailed, and started again",
        "running tasks finish or are done again", str(found), found.once,
    )  # fmt: skip
    return [web, worker_line]


def reload(house: House, load: Load, count: int) -> None:
    old = set(house.pool("web"))
    house.kill(house.pid("web"), signal.SIGHUP)
    house.until(lambda: replaced(house, old, old), 60, "all web processes are new")
    load.more(count, 60, "after the reload")


def replace_one_by_one(house: House, load: Load, count: int) -> None:
    for pid in house.pool("web"):
        before = set(house.pool("web"))
        house.kill(pid, signal.SIGTERM)
        house.until(
            lambda pid=pid, before=before: replaced(house, {pid}, before), 60, "another took its place"
        )
        load.more(count, 60, "after one was replaced")


def replaced(house: House, gone: set[int], before: set[int]) -> bool:
    now = set(house.pool("web"))
    return not gone & now and len(now) == len(before)
