"""How fast a token may call: a bucket in the memory of each web process. It asks no database, so a flood costs none."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

MOST_REMEMBERED = 10_000
LONGEST_KEY = 100


class Throttle:
    """`a_minute` calls at once, and as many more as drip in; 0 lets everything through.

    A process remembers the keys that called last. Who is forgotten begins with a full bucket.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.clock = float(a_minute), clock
        self.buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self.lock = Lock()

    def wait_for(self, key: str) -> float:
        """Seconds until a call with this key may be made; 0.0 makes the call count."""
        if not self.most:
            return 0.0
        key, now = key[:LONGEST_KEY], self.clock()
        with self.lock:
            left, seen = self.buckets.pop(key, (self.most, now))
            left = min(self.most, left + (now - seen) * self.most / 60)
            wait = 0.0 if left >= 1 else (1 - left) * 60 / self.most
            self.buckets[key] = (left if wait else left - 1, now)
            if len(self.buckets) > MOST_REMEMBERED:
                self.buckets.popitem(last=False)
        return wait
