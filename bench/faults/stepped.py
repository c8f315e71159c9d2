"""Fault 11: clocks that are wrong. A phone's, by a day, or of another age; the server's own, put forward and back.

The server's steps are made below the doors that read the clock, which pass `now`: no process is given another clock.
"""

import http.client
import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from .clocks import CHANGES, WEEK, Person, first_instant
from .house import Firm, House
from .report import Outcome

DAY, STEP, MINUTE = timedelta(days=1), timedelta(hours=2), timedelta(minutes=1)
PHONES = {
    "a day ahead": lambda now: now + DAY,
    "a day behind": lambda now: now - DAY,
    "in 1970": lambda now: datetime(1970, 1, 1, 8, tzinfo=UTC),
    "in 2099": lambda now: datetime(2099, 12, 31, 20, tzinfo=UTC),
}


def wrong_clocks(house: House) -> list[Outcome]:
    house.only("web")
    firm = house.organization(2, tokens=2)
    return [*(wrong_phone(house, firm, name) for name in PHONES), *in_a_house(house)]


def wrong_phone(house: House, firm: Firm, name: str) -> Outcome:
    """One call ten minutes ago by that clock: sent with what the clock reads, and by a program that does not say."""
    reads = PHONES[name](datetime.now(UTC))
    called = reads - 10 * MINUTE
    status, told = send(house, firm, called, now=reads)
    (taken,) = told["results"]
    at = house.ask("SELECT occurred_at FROM activities_activity WHERE id = %s", taken["id"] or 0)
    right = bool(at) and abs(datetime.now(UTC) - at[0][0] - 10 * MINUTE) < MINUTE
    said = told["clock"]["words"]
    _, silent = send(house, firm, called)
    (other,) = silent["results"]
    # An old time may be true, so it is taken and shown as late; one that cannot be is refused, and says why.
    expected = 201 if name == "a day behind" else 422
    reasons = other["reasons"].get("occurred_at", [""])
    return Outcome(
        11, f"a phone whose clock is {name}",
        "its times are put right and it is told; without that a time that can't be is refused with the reason",
        f"{status}/{taken['status']}, {'put right' if right else 'NOT put right'}, told: {said!r}; without a clock"
        f" {other['status']} {reasons[0]!r}",
        taken["status"] == 201 and right and "Times were put right" in said and other["status"] == expected
        and (expected == 201 or bool(reasons[0])),
    )  # fmt: skip


def send(house: House, firm: Firm, at: datetime, now: datetime | None = None) -> tuple[int, dict[str, Any]]:
    entry = {
        "client_id": str(uuid4()),
        "type": "call",
        "outcome": "no_answer",
        "prospect": "Tom",
        "occurred_at": at.isoformat(),
    }
    body = json.dumps({"entries": [entry]} | ({"now": now.isoformat()} if now else {}))
    line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=30)
    with closing(line):
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {firm.tokens[0]}"}
        line.request("POST", f"/api/v1/o/{firm.slug}/activities/batch/", body, headers)
        answer = line.getresponse()
        return answer.status, json.loads(answer.read())


def in_a_house(house: House) -> list[Outcome]:
    """In a program of the house's own environment."""
    return [Outcome(**one) for one in json.loads(house.inside("-m", "bench.faults.stepped").splitlines()[-1])]


def stepped_server() -> Outcome:
    """A week is closed; then the server's clock jumps two hours ahead, back behind the close, and to where it was."""
    from organizations.models import OutboxMail
    from scorecards.models import Card

    change = CHANGES[2]
    person = Person.make(change.zone, change.first_weekday, change.start - WEEK)
    person.log(change.instant(change.start - WEEK, change.close_time))
    closes = first_instant(change, change.start, change.close_time)
    first = person.close(closes)
    for now in (closes + STEP, closes - STEP, closes, closes + STEP):
        person.close(now)
    with person.scope():
        cards = Card.objects.closed().filter(week_on=change.start - WEEK).count()
        mails = OutboxMail.objects.filter(key__startswith=f"card/{change.start - WEEK}/").count()
        amended = Card.objects.filter(week_on=change.start - WEEK, amendments__isnull=False).count()
    return Outcome(
        11, "the server's clock stepped 2 h forward and back around the close of a week",
        "the card closed once, mailed once, not amended",
        f"{'closed' if first else 'NOT closed'}; {cards} cards, {mails} mails, {amended} amended",
        first and (cards, mails, amended) == (1, 1, 0),
    )  # fmt: skip


def main() -> None:
    from dataclasses import asdict

    import django

    django.setup()
    print(json.dumps([asdict(stepped_server())]))


if __name__ == "__main__":
    main()
