"""A page costs the same queries for seven rows as for two; a fragment is what its page shows."""

import re
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries_of(client: Client, path: str) -> int:
    """How many queries a GET costs, the door's included; who looked at what is written after the answer."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    told = [q["sql"] for q in captured if not re.match(r"(SAVEPOINT|RELEASE|ROLLBACK)", q["sql"])]
    after = next(
        (n for n, sql in enumerate(told) if sql.startswith('INSERT INTO "organizations_viewing"')), None
    )
    return len(told) if after is None else len(told[: after - 1])  # the scope is opened again for it


def assert_flat(client: Client, path: str, add_rows: Callable[[int], object]) -> int:
    """Add two rows, look, add five more, look again: the queries must be as many. Returns how many."""
    add_rows(2)
    few = queries_of(client, path)
    add_rows(5)
    many = queries_of(client, path)
    assert many <= few, f"{path}: {few} queries for two rows, {many} for seven"
    return many


def assert_fragment_is_the_page(client: Client, fragment: str, page: str, element_id: str) -> None:
    """What htmx gets for `element_id` is, but for white space and CSRF tokens, what the fresh page holds."""
    part = client.get(fragment, headers={"HX-Request": "true"}).content.decode()
    whole = client.get(page).content.decode()
    assert f'id="{element_id}"' in part
    assert squeeze(part) in squeeze(whole)


def squeeze(html: str) -> str:
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html)
    return re.sub(r"\s+", " ", html).strip()
