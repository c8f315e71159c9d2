"""Fault 15: many log while their leader's board is read again and again, and a week is closed and mailed."""

import http.client
import json
import threading
import time
from contextlib import closing
from datetime import date, timedelta

from .house import Firm, House
from .load import Load
from .oracle import balance
from .report import Outcome
from .workers import finish

TIMES = 2.0
AGAIN = 0.2  # seconds until the board is read once more
# The session of the first person, who leads the first team: made inside the house, as "name=value".
SESSION = """
import django; django.setup()
from django.conf import settings
from django.test import Client
from organizations.models import Membership
from organizations.tenancy.scope import organization_scope
with organization_scope({organization}):
    leader = Membership.objects.select_related("user").get(name="Person 0000")
client = Client()
client.force_login(leader.user)
print(settings.SESSION_COOKIE_NAME + "=" + client.cookies[settings.SESSION_COOKIE_NAME].value)
"""
# One credited attempt for each prospect, channel and day, of everybody in the first team.
COUNTED_BY_HAND = """
SELECT a.member_id, count(DISTINCT
    coalesce(nullif(a.prospect_key, ''), a.id::text) || '|' || t.channel || '|' || a.occurred_on)
FROM activities_activity a
JOIN organizations_membership m ON m.id = a.member_id
JOIN activities_activitytype t ON t.id = a.type_id
JOIN activities_outcome o ON o.id = a.outcome_id
WHERE a.organization_id = %s AND m.name < 'Person 0020' AND a.deleted_at IS NULL AND o.is_attempt AND NOT a.inbound
    AND a.occurred_on BETWEEN %s AND %s
GROUP BY 1
"""


class Board:
    """The leader's page, read again and again while the context lasts."""

    def __init__(self, house: House, firm: Firm) -> None:
        self.house, self.firm = house, firm
        self.headers = {
            "Cookie": house.inside("-c", SESSION.format(organization=firm.id)).split()[-1],
            "Connection": "close",
        }
        self.read = self.failed = 0
        self.enough = threading.Event()
        self.thread = threading.Thread(target=self.go_on)

    def __enter__(self) -> "Board":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.enough.set()
        self.thread.join()

    def go_on(self) -> None:
        while not self.enough.wait(AGAIN):
            status, _ = self.get(f"/o/{self.firm.slug}/team/")
            self.read += 1
            self.failed += status != 200

    def get(self, path: str) -> tuple[int, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=30)
        with closing(line):
            line.request("GET", path, headers=self.headers)
            answer = line.getresponse()
            return answer.status, answer.read()

    def figures(self, first: date, last: date) -> dict[int, int]:
        """What it counts for each person, exactly: from the figures behind it."""
        path = f"/api/v1/o/{self.firm.slug}/metrics/attempts/tally/?from={first}&to={last}"
        status, told = self.get(path)
        if status != 200:
            raise RuntimeError(f"{status}: {told[:300]!r}")
        rows = json.loads(told)["rows"]
        return {row["id"]: int(float(row["value"])) for row in rows if float(row["value"])}


def read_while_logging(house: House, *, reps: int, people: int, pause: float, seconds: float) -> Outcome:
    """First they log with nothing beside it, then with everything."""
    house.only("web")
    with Load(house, house.organization(reps, tokens=reps), pause) as alone:
        time.sleep(seconds)
    firm = house.organization(people, tokens=reps)
    with Load(house, firm, pause) as load, Board(house, firm) as board:
        begun = time.monotonic()
        house.only("web", "worker", "beat")
        closed = finish(house, firm)
        time.sleep(max(0.0, seconds - (time.monotonic() - begun)))
    first = date.fromisoformat(firm.weeks[0])
    week = first, first + timedelta(days=8)
    by_hand = dict(house.ask(COUNTED_BY_HAND, firm.id, *week))
    same, found = board.figures(*week) == by_hand, balance(house, firm)
    fast = load.p95() <= TIMES * alone.p95()
    return Outcome(
        15, f"{reps} people log, their leader's board is read again and again, {people:,} people are scored and mailed",
        f"95 of 100 logged within {TIMES:g} times of what it takes with nothing beside it; the board is what SQL"
        " counts; every entry there; cards exact",
        f"{load.p95():.0f} ms, alone {alone.p95():.0f} ms; {board.read} boards, {board.failed} failed, figures of"
        f" {len(by_hand)} people {'as in SQL' if same else 'NOT as in SQL'}; {load.good():,} logged, {len(load.bad())}"
        f" failed, {load.missing()} missing; {found}; closed after {closed:.0f} s",
        # A house in a hurry shares its cores with other tests: there, times are not judged.
        (fast or bool(house.hurry)) and same and bool(by_hand) and bool(board.read) and not board.failed
        and not load.bad() and not load.missing() and found.exact and found.all_mailed,
    )  # fmt: skip
