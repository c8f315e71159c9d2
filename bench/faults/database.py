"""Fault 4: PostgreSQL restarted under load, politely and not."""

import signal
import time

from .house import House
from .load import Load
from .oracle import balance, cards_of
from .report import Outcome
from .workers import finish

HOW = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}
LONGEST_TROUBLE = 10.0


def restart_the_database(house: House, *, how: str, people: int, before: int) -> Outcome:
    """While eight people log and a week is being closed. `immediate` is a crash: it recovers from its journal."""
    house.only("web", "worker", "beat")
    pid = house.pid("worker")
    firm = house.organization(people, tokens=8)
    with Load(house, firm) as load:
        load.more(before, 60, "before the restart")
        house.until(lambda: cards_of(house, firm), 600, "the closing has begun")
        begun = time.monotonic()
        server = house.postgres.pid()
        assert server
        house.kill(server, HOW[how])
        house.until(lambda: not house.postgres.pid(), 30, "PostgreSQL has ended")
        house.postgres.start()
        load.more(before, 60, "after the restart")
    trouble = load.longest_trouble(begun)
    seconds = finish(house, firm)
    found, missing, same = balance(house, firm), load.missing(), house.pid("worker") == pid
    return Outcome(
        4, f"PostgreSQL restarted ({how}) while 8 people log and {people:,} are scored and mailed",
        f"every entry answered 2xx is there; errors end within {LONGEST_TROUBLE:g} s; the worker goes on;"
        " no partial card, no mail lost, at most one copy more for each of the two senders",
        f"{load.good():,} entries answered 2xx, {missing} missing; {len(load.bad())} errors, over after"
        f" {trouble:.1f} s;"
        f" worker {'the same' if same else 'RESTARTED'}; {found}; done {seconds:.0f} s after",
        not missing and trouble <= LONGEST_TROUBLE and same and found.exact and found.all_mailed and found.extra <= 2,
    )  # fmt: skip
