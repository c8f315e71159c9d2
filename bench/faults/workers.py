"""Faults 1, 2, 7 and 8: workers that are killed, tasks that take too long or start at once."""

import random
import time

from .house import Firm, House
from .oracle import balance, is_done, mails_of
from .report import Outcome

PATIENCE = 900
CRITERION_OF_KILLS = (
    "every card exact, no mail lost, at most one copy more a kill;"
    " done within 3 min of the last kill by itself"
)


def kill_the_worker(house: House, *, people: int, kills: int, seed: int = 1) -> Outcome:
    """1: `kill -9` on the worker, at random moments while a week is closed and mailed."""
    house.only("worker", "beat")
    firm = house.organization(people)
    for ready in moments(house, firm, kills, random.Random(seed)):
        ready()
        house.kill(alive(house))
    seconds = finish(house, firm)
    return judged(1, f"the worker killed {kills} times (kill -9)", house, firm, kills, seconds)


def kill_a_pool_child(house: House, *, people: int, kills: int, seed: int = 2) -> Outcome:
    """2: `kill -9` on one of the worker's own processes, as the kernel does when memory runs out."""
    house.only("worker", "beat")
    dice = random.Random(seed)
    firm = house.organization(people)
    for ready in moments(house, firm, kills, dice):
        ready()
        house.until(lambda: house.pool("worker"), 60, "the worker has a pool again")
        house.kill(dice.choice(house.pool("worker")))
    seconds = finish(house, firm)
    return judged(
        2, f"a pool process of the worker killed {kills} times (kill -9)", house, firm, kills, seconds
    )


def moments(house: House, firm: Firm, kills: int, dice: random.Random):
    """Conditions to wait for: half of the kills while cards are closed, half while mails go out, at random points."""
    closing = kills // 2
    for _ in range(closing):
        pause = dice.uniform(0, 0.3)

        def a_task_runs(pause: float = pause) -> None:
            before = house.heard("worker", "received")
            house.until(
                lambda: house.heard("worker", "received") > before or is_done(house, firm),
                600,
                "a task has started",
            )
            time.sleep(pause)  # the random moment itself

        yield a_task_runs
    for share in sorted(dice.uniform(0.02, 0.95) for _ in range(kills - closing)):
        yield lambda share=share: house.until(
            lambda: mails_of(house, firm) >= share * firm.cards, 600, "the next mails have gone out"
        )


def alive(house: House) -> int:
    house.until(lambda: house.pid("worker"), 60, "the supervisor has started the worker again")
    return house.pid("worker")


def finish(house: House, firm: Firm) -> float:
    """Seconds until the last mail was handed over. How many are too many is for the criterion to say."""
    begun = time.monotonic()
    house.until(lambda: is_done(house, firm), PATIENCE, "everything is mailed")
    return time.monotonic() - begun


def judged(number: int, injection: str, house: House, firm: Firm, kills: int, seconds: float) -> Outcome:
    found = balance(house, firm)
    passed = found.exact and found.all_mailed and found.extra <= kills and seconds <= 180
    injection = f"{injection} while {firm.people:,} people are scored and mailed"
    return Outcome(
        number, injection, CRITERION_OF_KILLS, f"{found}; done {seconds:.0f} s after the last", passed
    )


def outlast_the_visibility(house: House, *, people: int, timeout: int) -> Outcome:
    """7: a closing that the broker takes for lost while it still runs, and gives to somebody else."""
    house.only()
    house.start("worker", VISIBILITY_TIMEOUT=str(timeout))
    firm = house.organization(people)
    received = house.heard("worker", "scorecards.close_due")
    with house.cards_locked():
        house.send_task("scorecards.close_due", organization_id=firm.id)
        house.until(lambda: house.waiting_for_the_lock() >= 2, timeout + 60, "the task was given out again")
    times = house.heard("worker", "scorecards.close_due") - received
    finish(house, firm)
    house.stop("worker")
    found = balance(house, firm)
    return Outcome(
        7, f"a task runs longer than the visibility timeout of {timeout} s and is given to a second process",
        "no second effect", f"received {times} times; {found}", found.once and times >= 2,
    )  # fmt: skip


def start_at_once(house: House, *, people: int, times: int = 8) -> Outcome:
    """8: the same closing, in so many processes at the same moment."""
    house.only()
    from salesleader.embedded.run import CELERY

    several = ["worker", "--concurrency", str(times), "--without-gossip", "--without-mingle"]
    house.start("several workers", command=[*CELERY, *several])
    firm = house.organization(people)
    with house.cards_locked():
        house.send_task("scorecards.close_due", times=times, organization_id=firm.id)
        house.until(lambda: house.waiting_for_the_lock() >= times, 60, "all of them are at the same card")
    finish(house, firm)
    house.stop("several workers")
    found = balance(house, firm)
    return Outcome(
        8, f"the same closing started {times} times at once, each in a process of its own",
        "one card and one mail a person", str(found), found.once,
    )  # fmt: skip
