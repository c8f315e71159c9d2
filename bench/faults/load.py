"""So many people logging at once over the API, each as fast as it is answered, and what they were told."""

import contextlib
import http.client
import json
import threading
import time
import uuid
from dataclasses import dataclass
from statistics import quantiles

from .house import Firm, House

PATIENCE = 30
AFTER_AN_ERROR = 0.05  # what a person's thumb takes at the very least
ENTRY = {"type": "call", "outcome": "no_answer"}


@dataclass(frozen=True)
class Answer:
    """`status` is None where there was none: refused, reset, or not in time."""

    at: float
    seconds: float
    status: int | None
    client_id: str
    why: str = ""

    @property
    def good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class Load:
    """A context: people log until it is left. One connection for each entry, as behind a proxy without keep-alive.

    `pause`: seconds between two entries of one person; none, unless they log at a person's pace.
    """

    def __init__(self, house: House, firm: Firm, pause: float = 0.0) -> None:
        self.house, self.firm, self.pause = house, firm, pause
        self.answers: list[Answer] = []
        self.enough = threading.Event()
        self.threads = [threading.Thread(target=self._log, args=(token,)) for token in firm.tokens]

    def __enter__(self) -> "Load":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.enough.set()
        for thread in self.threads:
            thread.join()

    def _log(self, token: str) -> None:
        while not self.enough.is_set():
            answer = self._one(token)
            self.answers.append(answer)
            if not answer.good:
                self.enough.wait(AFTER_AN_ERROR)
            if self.pause:
                self.enough.wait(self.pause)

    def _one(self, token: str) -> Answer:
        client_id, begun = str(uuid.uuid4()), time.monotonic()
        try:
            status, why = self._post(token, {**ENTRY, "prospect": client_id[:8], "client_id": client_id})
        except (OSError, http.client.HTTPException) as error:
            status, why = None, f"{type(error).__name__}: {error}"
        return Answer(begun, time.monotonic() - begun, status, client_id, why)

    def _post(self, token: str, entry: dict[str, str]) -> tuple[int, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=PATIENCE)
        with contextlib.closing(line):
            headers = {
                "Content-Type": "application/json",
                "Authorization": f"Bearer {token}",
                "Connection": "close",
            }
            line.request("POST", f"/api/v1/o/{self.firm.slug}/activities/", json.dumps(entry), headers)
            response = line.getresponse()
            return response.status, response.read(200).decode(errors="replace")

    # --- What they were told

    def good(self) -> int:
        return sum(answer.good for answer in list(self.answers))

    def more(self, count: int, seconds: float, what: str) -> None:
        """Wait until so many more were logged."""
        wanted = self.good() + count
        self.house.until(lambda: self.good() >= wanted, seconds, f"{count} more entries {what}")

    def bad(self) -> list[Answer]:
        return [answer for answer in list(self.answers) if not answer.good]

    def longest_trouble(self, since: float) -> float:
        """Seconds from then to the end of the last answer that was not a 2xx; 0 when all were."""
        return max(
            (bad.at + bad.seconds - since for bad in self.bad() if bad.at + bad.seconds >= since), default=0.0
        )

    def slowest(self, since: float = 0.0) -> float:
        return max(answer.seconds for answer in list(self.answers) if answer.at >= since)

    def p95(self) -> float:
        """Milliseconds within which 95 of 100 were answered."""
        return quantiles([answer.seconds for answer in list(self.answers)], n=20)[-1] * 1000

    def missing(self) -> int:
        """Entries that were answered with 2xx and are not there exactly once."""
        promised = {answer.client_id for answer in self.answers if answer.good}
        there = self.house.ask(
            "SELECT client_id::text, count(*) FROM activities_activity WHERE organization_id = %s"
            " AND client_id = ANY(%s::uuid[]) GROUP BY 1",
            self.firm.id, list(promised),
        )  # fmt: skip
        return len(promised) - sum(copies == 1 for _, copies in there)

    def complaints(self) -> str:
        return "; ".join(sorted({f"{bad.status} {bad.why[:80]}" for bad in self.bad()}))[:300]
