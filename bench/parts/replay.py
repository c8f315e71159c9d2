"""A day without a network: 500 entries that one phone sends, in one batch, again, and in the phone's own parts.

The floor is the same rows put into the bare table behind our door by one statement.
"""

import json
import uuid
from datetime import timedelta
from time import perf_counter

from bench.api import plain_table, put_back, reps, tokens
from bench.data import NOW, Data
from bench.report import Result
from bench.web import BEHIND_OUR_DOOR, OURS, Call, Client, all_served, call

ENTRIES, PART = 500, 50  # frontend/phone/send.ts sends fifty at once
ROUNDS = 5
LIMIT_MS = 1000


def measure(data: Data) -> list[Result]:
    spans: dict[str, list[float]] = {"batch": [], "again": [], "parts": [], "bare": []}
    with plain_table(), put_back(data.firm):
        (secret,) = tokens(data.firm, reps(data.firm, 1))
        address = f"/api/v1/o/{data.firm.slug}"
        with all_served(OURS, BEHIND_OUR_DOOR) as (ours, bare):
            for _ in range(ROUNDS + 1):
                whole = batches(f"{address}/activities/batch/", secret, ENTRIES)
                spans["batch"].append(sent(ours, whole))
                spans["again"].append(sent(ours, whole))
                spans["parts"].append(sent(ours, batches(f"{address}/activities/batch/", secret, PART)))
                spans["bare"].append(sent(bare, plain(f"{address}/bare/many/", secret)))
    batch, again, parts, floor = (sorted(found[1:])[ROUNDS // 2] for found in spans.values())
    return [
        Result(f"replay of {ENTRIES} entries in one batch", batch, None, "ms", LIMIT_MS),
        Result("the same, beside a bare insert of them behind our door", batch, floor, "ms"),
        Result(f"replay of {ENTRIES} in parts of {PART}, as the phone sends them", parts, None, "ms"),
        Result(f"replay of {ENTRIES} that are there already", again, None, "ms"),
    ]


def batches(path: str, token: str, size: int) -> list[Call]:
    entries = [entry(number) for number in range(ENTRIES)]
    return [
        call("POST", path, token=token, body=json.dumps({"entries": entries[start : start + size]}).encode())
        for start in range(0, ENTRIES, size)
    ]


def entry(number: int) -> dict[str, object]:
    at = (NOW - timedelta(hours=8) + timedelta(seconds=50 * number)).isoformat()
    return {
        "client_id": str(uuid.uuid4()), "type": "call", "outcome": "no_answer", "prospect": f"Prospect {number}",
        "occurred_at": at, "noted_at": at, "seconds": 42, "note": "Asks for prices in spring.",
    }  # fmt: skip


def plain(path: str, token: str) -> list[Call]:
    rows = [
        {
            "member": 7, "type": 1, "outcome": 2, "prospect": f"Prospect {number}", "seconds": 42,
            "client_id": str(uuid.uuid4()), "occurred_at": "2026-11-18T10:40:00Z", "occurred_on": "2026-11-18",
        }
        for number in range(ENTRIES)
    ]  # fmt: skip
    return [call("POST", path, token=token, body=json.dumps(rows).encode(), status=201)]


def sent(port: int, calls: list[Call]) -> float:
    """Milliseconds until all of it is answered, one after the other on one connection."""
    client = Client(port)
    begun = perf_counter()
    answers = [client.ask(one) for one in calls]
    spent = (perf_counter() - begun) * 1000
    client.line.close()
    if b'"status":422' in b"".join(answers):
        raise AssertionError("something was refused")
    return spent
