"""Fault 23: a thousand passwords guessed, a flood of resets and a token that calls without end, while people log."""

import contextlib
import http.client
import multiprocessing
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from urllib.parse import urlencode

from .house import Firm, House
from .report import Outcome

THIEF, OWNER = "198.51.100.66", "203.0.113.7"
EMAIL, PASSWORD = "olive@owner.example", "a long and quiet river"
# An organization whose admin has a password, made inside the house.
MAKE_OWNER = f"""
import django; django.setup()
from datetime import datetime, UTC
from organizations.services import start_organization
start_organization(name="Owner", slug="olives", zone="UTC", admin_name="Olive", admin_email="{EMAIL}",
                   password="{PASSWORD}", now=datetime.now(UTC))
"""
FLOODING = 4  # lines that call with the one token at once
PAUSE = 0.2  # between two calls of somebody who logs
LOOKED_AT, LEFT_ALONE, IN = "looked at", "left alone", "let in"


class Visitor:
    """A browser at an internet address, as the proxy reports it. One connection for each request."""

    def __init__(self, port: int, address: str) -> None:
        self.port, self.address, self.csrf = port, address, ""

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(line):
            sent = {"X-Forwarded-For": self.address, "Connection": "close", **headers}
            line.request(method, path, body, sent)
            answer = line.getresponse()
            return answer.status, answer.read().decode(errors="replace"), answer.getheader("Set-Cookie") or ""

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        if not self.csrf:
            self.csrf = self.ask("GET", path)[2].split("csrf=")[1].split(";")[0]
        headers = {
            "Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrf={self.csrf}",
            "X-CSRFToken": self.csrf,
        }  # fmt: skip
        return self.ask("POST", path, urlencode(fields), **headers)[:2]

    def sign_in(self, email: str, password: str) -> str:
        status, page = self.post("/accounts/login/", login=email, password=password)
        if status == 302:
            return IN
        return LOOKED_AT if "do not match" in page else LEFT_ALONE


class Paced:
    """People who log, each a call every fifth of a second, and how long each took."""

    def __init__(self, house: House, firm: Firm) -> None:
        self.house, self.firm = house, firm
        self.took: list[tuple[float, float]] = []
        self.wrong = 0
        self.enough = threading.Event()
        self.threads = [threading.Thread(target=self.log, args=(token,)) for token in firm.tokens[1:]]

    def __enter__(self) -> "Paced":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.enough.set()
        for thread in self.threads:
            thread.join()

    def log(self, token: str) -> None:
        visitor = Visitor(self.house.port, OWNER)
        while not self.enough.wait(PAUSE):
            begun = time.monotonic()
            status = call(visitor, self.firm.slug, token)
            self.took.append((begun, time.monotonic() - begun))
            self.wrong += status != 200

    def p95(self, since: float, until: float) -> float:
        found = [seconds for at, seconds in self.took if since <= at < until]
        return statistics.quantiles(found, n=20)[-1] * 1000


def call(visitor: Visitor, slug: str, token: str) -> int:
    return visitor.ask("GET", f"/api/v1/o/{slug}/activities/", Authorization=f"Bearer {token}")[0]


def guess_and_flood(
    house: House, *, guesses: int, resets: int, seconds: float, a_minute: int
) -> list[Outcome]:
    """`seconds` of quiet, then everything at once for at least as long."""
    house.inside("-c", MAKE_OWNER)
    house.stop(*house.children)
    house.start("web", TRUSTED_PROXY_COUNT="1", API_CALLS_A_MINUTE=str(a_minute))
    firm = house.organization(20, tokens=5)
    with Paced(house, firm) as people:
        time.sleep(1)
        quiet = time.monotonic()
        time.sleep(seconds)
        flood = time.monotonic()
        seen = from_elsewhere(
            attack, house.port, firm.slug, firm.tokens[0], guesses=guesses, resets=resets, seconds=seconds
        )
        over = time.monotonic()
    mails = house.number("SELECT count(*) FROM organizations_signinmail WHERE kind = 'password_reset_key'")
    owner = Visitor(house.port, OWNER).sign_in(EMAIL, PASSWORD)
    before, during = people.p95(quiet, flood), people.p95(flood, over)
    return [
        Outcome(
            23, f"{guesses:,} guesses at one password from one address",
            "5 looked at in five minutes, 30 in ten from one address; the owner comes in with theirs",
            f"{seen[LOOKED_AT]} looked at, {seen[LEFT_ALONE]:,} left alone; the owner was {owner}",
            seen[LOOKED_AT] <= 30 and not seen[IN] and owner == IN,
        ),
        Outcome(
            23, f"{resets:,} resets asked for one address", "5 mails an hour", f"{mails} mails waiting", mails <= 5,
        ),
        Outcome(
            23, f"one token calling without end, {a_minute} calls a minute allowed in each of two processes",
            "limited as documented, 429 for the rest",
            f"{seen[200]:,} answered, {seen[429]:,} refused in {over - flood:.0f} s",
            bool(seen[429]) and seen[200] <= 2 * a_minute * (1 + (over - flood) / 60) + 2,
        ),
        Outcome(
            23, "four people calling five times a second each through all of it",
            "none refused; 95 of 100 within twice the quiet time and 20 ms",
            f"{people.wrong} refused; 95 of 100 within {during:.0f} ms, {before:.0f} ms when it was quiet",
            # A house in a hurry shares its cores with other tests: there, only refusals are judged.
            not people.wrong and (bool(house.hurry) or during <= 2 * before + 20),
        ),
    ]  # fmt: skip


def from_elsewhere(
    attacking: Callable[..., Counter[str | int]], *of: object, **sized: float
) -> Counter[str | int]:
    """In a process of its own, so that whoever measures does not wait for the thread of an attacker."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as elsewhere:
        return elsewhere.submit(attacking, *of, **sized).result()


def attack(
    port: int, slug: str, token: str, *, guesses: int, resets: int, seconds: float
) -> Counter[str | int]:
    """All three at once; the token goes on until the others are done and the time is up."""
    seen: Counter[str | int] = Counter()
    done = threading.Event()

    def guess() -> None:
        visitor = Visitor(port, THIEF)
        for number in range(guesses):
            seen[visitor.sign_in(EMAIL, f"guess {number}")] += 1

    def reset() -> None:
        for number in range(resets):  # from everywhere: an address of its own would be stopped sooner
            Visitor(port, f"198.51.{number % 100}.{number % 250}").post(
                "/accounts/password/reset/", email=EMAIL
            )

    def flood() -> None:
        visitor = Visitor(port, THIEF)
        while not done.is_set():
            seen[call(visitor, slug, token)] += 1

    threads = [threading.Thread(target=one) for one in (guess, reset, *[flood] * FLOODING)]
    until = time.monotonic() + seconds
    for thread in threads:
        thread.start()
    for thread in threads[:2]:
        thread.join()
    time.sleep(max(0.0, until - time.monotonic()))
    done.set()
    for thread in threads[2:]:
        thread.join()
    return seen
