"""The first page of a leader and of a rep: server time, queries and bytes, in a firm and in a large organization."""

from statistics import median
from time import perf_counter

import time_machine
from django.urls import NoReverseMatch

from bench.api import browser, queries_of, reps
from bench.data import NOW, Data, leader_of_a_team, say
from bench.report import Result
from organizations.links import link
from organizations.models import Membership, Organization

LIMITS = 35, 10, 60
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
    firm, queries, size = visit(data.firm, name)
    large, _, _ = visit(data.large, name)
    span, most, largest = LIMITS if name == "team" else (None, None, None)
    return [
        Result(f"{title} in a firm of {data.size.firm_people}", firm, None, "ms", span),
        Result(f"{title} in the large organization, beside the firm", large, firm, "ms", 2),
        Result(f"{title}: queries until the answer", queries, None, "", most),
        Result(f"{title}: size", size / 1000, None, "kB", largest),
    ]


def visit(organization: Organization, name: str) -> tuple[float, int, int]:
    """Milliseconds of the middle visit of thirty, queries, and bytes of the page itself.

    The milliseconds include the line that says who looked at whom, written after the answer; the queries do not.
    """
    client, path = browser(), link(organization, name)
    client.force_login(who(organization, name).user)
    queries, spans = until_the_answer(queries_of(lambda: client.get(path))), []
    for _ in range(30):
        begun = perf_counter()
        answer = client.get(path)
        spans.append((perf_counter() - begun) * 1000)
    return median(spans), len(queries), len(answer.content)


def until_the_answer(statements: list[str]) -> list[str]:
    """Without the line of the access log, and the scope that is opened for it."""
    written = [at for at, sql in enumerate(statements) if "organizations_viewing" in sql]
    return statements[: written[0] - 1] if written else statements


def who(organization: Organization, name: str) -> Membership:
    return leader_of_a_team(organization) if name == "team" else reps(organization, 1)[0]
