"""The first page of a leader and of a rep: server time, queries and bytes, in a firm and in a large organization."""

from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time
from typing import Any, NamedTuple

import time_machine
from django.urls import NoReverseMatch

from bench.api import browser, queries_of, reps
from bench.data import NOW, Data, leader_of_a_team, say
from bench.report import Result
from organizations.links import link
from organizations.models import Membership, Organization

LIMITS, TIMES = (35, 10, 60), 30
PAGES = {"leader's home": "team", "rep's home": "today"}


def measure(data: Data) -> list[Result]:
    with time_machine.travel(NOW, tick=False):
        return [result for title, name in PAGES.items() for result in page(data, title, name)]


def page(data: Data, title: str, name: str) -> list[Result]:
    try:
        link(data.firm, name)
    except NoReverseMatch:
        say(f"There is no page '{name}' yet: {title} is left out")
        return []
    firm, large = visitor(data.firm, name), visitor(data.large, name)
    statements = until_the_answer(queries_of(firm))
    size, spans = len(firm().content), in_turns(firm, large)
    span, most, largest = LIMITS if name == "team" else (None, None, None)
    return [
        Result(f"{title} in a firm of {data.size.firm_people}", spans[0].wall, None, "ms", span),
        Result(f"{title}: of that our own processor's", spans[0].own, None, "ms"),
        Result(f"{title} in the large organization, beside the firm", spans[1].wall, spans[0].wall, "ms", 2),
        Result(f"{title}: queries until the answer", len(statements), None, "", most),
        Result(f"{title}: size", size / 1000, None, "kB", largest),
    ]


def visitor(organization: Organization, name: str) -> Callable[[], Any]:
    """Somebody who is signed in and looks at their home, again and again."""
    client, path = browser(), link(organization, name)
    client.force_login(who(organization, name).user)
    return lambda: client.get(path)


class Span(NamedTuple):
    """Milliseconds of the middle visit: on the clock, and of the processor for all but PostgreSQL."""

    wall: float
    own: float


def in_turns(*visits: Callable[[], Any]) -> list[Span]:
    """Thirty visits of each by turns, so that all meet the same machine.

    The milliseconds include the line that says who looked at whom, written after the answer; the queries do not.
    """
    found: list[list[Span]] = [[] for _ in visits]
    for _ in range(TIMES + 1):
        for visit, spans in zip(visits, found, strict=True):
            begun, spent = perf_counter(), process_time()
            visit()
            spans.append(Span((perf_counter() - begun) * 1000, (process_time() - spent) * 1000))
    return [
        Span(median(one.wall for one in spans[1:]), median(one.own for one in spans[1:])) for spans in found
    ]


def until_the_answer(statements: list[str]) -> list[str]:
    """Without the line of the access log, and the scope that is opened for it."""
    written = [at for at, sql in enumerate(statements) if "organizations_viewing" in sql]
    return statements[: written[0] - 1] if written else statements


def who(organization: Organization, name: str) -> Membership:
    return leader_of_a_team(organization) if name == "team" else reps(organization, 1)[0]
