"""Logging one activity through the API, signed in with a token, eight at a time."""

import json
import uuid

from bench.api import browser, plain_table, put_back, queries_of, reps, tokens
from bench.data import Data
from bench.report import Result
from bench.web import AT_ONCE, BARE, BEHIND_OUR_DOOR, OURS, Call, all_served, by_turns, call

ROUNDS = 5


def measure(data: Data) -> list[Result]:
    requests = 240 if data.size.prefix else 2400
    with plain_table(), put_back(data.firm):
        secrets = tokens(data.firm, reps(data.firm, AT_ONCE))
        address = f"/api/v1/o/{data.firm.slug}"
        calls = [
            [entry(f"{address}/activities/", secrets[n % AT_ONCE]) for n in range(requests)],
            [plain_entry("/bare/", "") for n in range(requests)],
            [plain_entry(f"{address}/bare/", secrets[n % AT_ONCE]) for n in range(requests)],
        ]
        with all_served(OURS, BARE, BEHIND_OUR_DOOR) as ports:
            ours, bare, door = by_turns(list(zip(ports, calls, strict=True)), ROUNDS)
        client = browser(secrets[0])
        queries = queries_of(
            lambda: client.post(f"{address}/activities/", body("no_answer"), content_type="application/json")
        )
    return [
        Result(
            "log by API, 8 at a time, beside a bare insert",
            ours.per_second,
            bare.per_second,
            "a second",
            0.4,
            True,
        ),
        Result(
            "log by API, beside a bare insert behind our door",
            ours.per_second,
            door.per_second,
            "a second",
            0.75,
            True,
        ),
        Result("log by API: 95 of 100 within", ours.p95, bare.p95, "ms"),
        Result("log by API: queries", len(queries), None, "", 8),
    ]


def entry(path: str, token: str) -> Call:
    return call("POST", path, token=token, body=body("no_answer"), status=201)


def body(outcome: str) -> bytes:
    sent = {"type": "call", "outcome": outcome, "prospect": "Prospect 17", "seconds": 42}
    return json.dumps({**sent, "client_id": str(uuid.uuid4())}).encode()


def plain_entry(path: str, token: str) -> Call:
    sent = {
        "member": 7, "type": 1, "outcome": 2, "prospect": "Prospect 17", "seconds": 42,
        "client_id": str(uuid.uuid4()), "occurred_at": "2026-11-18T10:40:00Z", "occurred_on": "2026-11-18",
    }  # fmt: skip
    return call("POST", path, token=token, body=json.dumps(sent).encode(), status=201)
