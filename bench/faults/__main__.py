"""`python3 dev.py faults [--only N …] [--json]`: every fault at full length, in a house of its own."""

import argparse
import os
import platform
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from salesleader.embedded.binaries import is_root

from . import beats, boards, broker, clocks, database, guessing, phones, stepped, web, workers
from .house import House
from .report import Outcome, as_json, as_table

Fault = Callable[[House], list[Outcome] | Outcome]
FAULTS: list[tuple[int, Fault]] = [
    (1, lambda house: workers.kill_the_worker(house, people=1000, kills=20)),
    (2, lambda house: workers.kill_a_pool_child(house, people=1000, kills=10)),
    (3, lambda house: broker.lose_the_queue(house, people=1000)),
    (3, lambda house: broker.be_without_the_queue(house, people=200, seconds=300)),
    (4, lambda house: database.restart_the_database(house, how="fast", people=1000, before=1000)),
    (4, lambda house: database.restart_the_database(house, how="immediate", people=1000, before=1000)),
    (6, lambda house: beats.beat_twice(house, people=200)),
    (6, lambda house: beats.miss_the_beat(house, people=200, seconds=60)),
    (7, lambda house: workers.outlast_the_visibility(house, people=200, timeout=10)),
    (8, lambda house: workers.start_at_once(house, people=200)),
    (9, lambda house: clocks.in_a_house(house, 9)),
    (10, lambda house: clocks.in_a_house(house, 10)),
    (11, stepped.wrong_clocks),
    (13, lambda house: phones.replay(house, entries=500)),
    (15, lambda house: boards.read_while_logging(house, reps=32, people=300, pause=2, seconds=30)),
    (23, lambda house: guessing.guess_and_flood(house, guesses=1000, resets=200, seconds=60, a_minute=600)),
    (27, lambda house: web.restart_in_turn(house, people=1000, before=1000, rounds=3)),
]


def main() -> int:
    asked = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # and put everything away first
    with tempfile.TemporaryDirectory(prefix="salesleader-faults-", dir=open_folder()) as place:
        Path(place).chmod(0o711)
        outcomes = list(run(Path(place), asked.only))
    print(as_json(outcomes) if asked.json else as_table(outcomes))
    failed = sum(not one.passed for one in outcomes)
    if not asked.json:
        print(f"\n{len(outcomes) - failed} of {len(outcomes)} passed. {machine()}")
    return 1 if failed else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py faults", description=__doc__)
    numbers = sorted({number for number, _ in FAULTS})
    parser.add_argument("--only", type=int, nargs="+", choices=numbers, default=numbers, metavar="N")
    parser.add_argument("--json", action="store_true", help="for machines")
    return parser.parse_args()


def run(place: Path, only: list[int]) -> Iterator[Outcome]:
    house = House(place, hurry=False)
    try:
        house.open()
        for number, fault in FAULTS:
            if number in only:
                yield from outcomes_of(number, fault, house)
    finally:
        house.close()


def outcomes_of(number: int, fault: Fault, house: House) -> list[Outcome]:
    """A fault that cannot even be carried out has failed, and the others go on."""
    say(f"Fault {number} …")
    try:
        seen = fault(house)
    except Exception as error:
        seen = Outcome(number, "could not be carried out", "", f"{type(error).__name__}: {error}", False)
    house.at_rest()
    found = seen if isinstance(seen, list) else [seen]
    for one in found:
        say(f"  {'passed' if one.passed else 'FAILED'}: {one.seen}")
    return found


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def open_folder() -> str | None:
    """Where PostgreSQL's user can get to when root runs this."""
    usual = Path(tempfile.gettempdir())
    return None if not is_root() or usual.stat().st_mode & 0o001 else "/var/tmp"


def machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}."


if __name__ == "__main__":
    sys.exit(main())
