"""One stream of readable lines from many processes."""

import sys
import threading
from collections.abc import Callable
from typing import IO

COLOURS = {"run": 37, "web": 36, "worker": 35, "beat": 33}
_one_at_a_time = threading.Lock()


def say(who: str, text: str) -> None:
    """Every line of the text, with the name of who says it before it."""
    name = f"{who:<7} |"
    if sys.stdout.isatty():
        name = f"\x1b[{COLOURS.get(who, 37)}m{name}\x1b[0m"
    with _one_at_a_time:
        for line in text.splitlines():
            sys.stdout.write(f"{name} {line}\n")
        sys.stdout.flush()


def relay(who: str, stream: IO[str], tell: Callable[[str, str], None] = say) -> threading.Thread:
    """Tell every line of the stream, from a thread of its own, until the stream ends."""
    thread = threading.Thread(target=_relay, args=(who, stream, tell), daemon=True)
    thread.start()
    return thread


def _relay(who: str, stream: IO[str], tell: Callable[[str, str], None]) -> None:
    with stream:
        for line in stream:
            tell(who, line)
