"""Listing 50 activities through the API, signed in with a token, eight at a time."""

from bench.api import browser, plain_table, put_back, queries_of, reps, tokens
from bench.data import Data
from bench.report import Result
from bench.web import AT_ONCE, BARE, OURS, all_served, by_turns, call

ROUNDS = 5


def measure(data: Data) -> list[Result]:
    requests = 240 if data.size.prefix else 1920
    with plain_table(), put_back(data.firm), put_back(data.large):
        contestants, secrets = [], {}
        for organization in (data.firm, data.large):
            secrets[organization] = tokens(organization, reps(organization, AT_ONCE))
            path = f"/api/v1/o/{organization.slug}/activities/"
            contestants.append(
                [call("GET", path, token=secrets[organization][n % AT_ONCE]) for n in range(requests)]
            )
        contestants.append([call("GET", f"/bare/?member={n % AT_ONCE}") for n in range(requests)])
        with all_served(OURS, BARE) as (here, bare):
            ours, large, floor = by_turns(list(zip((here, here, bare), contestants, strict=True)), ROUNDS)
        client = browser(secrets[data.firm][0])
        queries = queries_of(lambda: client.get(f"/api/v1/o/{data.firm.slug}/activities/"))
    return [
        Result(
            "list 50 by API, 8 at a time, beside a bare list",
            ours.per_second,
            floor.per_second,
            "a second",
            0.5,
            True,
        ),
        Result(
            "list 50 by API in the large organization",
            large.per_second,
            floor.per_second,
            "a second",
            0.5,
            True,
        ),
        Result("list 50 by API: 95 of 100 within", ours.p95, floor.p95, "ms"),
        Result("list 50 by API: queries", len(queries), None, "", 5),
    ]
