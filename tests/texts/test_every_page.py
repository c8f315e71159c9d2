"""Every page, form and refusal in a language that nobody speaks: what comes unmarked cannot be translated."""

from collections.abc import Iterator

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from tests.access import RULES, Can
from tests.routes import routes_inside
from tests.test_access import address, undone
from tests.texts.reading import said_by, words_of
from tests.texts.telling import newest, told_since
from tests.texts.test_catalogue import unknown

ROUTES = {route.name: route for route in routes_inside() if route.name in RULES}
PAGES = {name: route for name, route in ROUTES.items() if not route.is_api}
CALLS = {name: route for name, route in ROUTES.items() if route.is_api}
# One who rules, one who leads and one who sells see different words.
SORTS = ("ada", "lea", "rob")


@pytest.fixture
def browsers(acme, enter) -> dict[str, Client]:
    return {name: enter(getattr(acme, name)) for name in SORTS}


def of(can: Can, clients: dict[str, Client]) -> Iterator[Client]:
    yield from (client for name, client in clients.items() if name in can.who.split())


def test_no_page_says_what_cannot_be_translated(world, reader, browsers, pseudo, texts):
    """And nothing is asked of a translator that no translator was given."""
    for name, route in PAGES.items():
        rule = RULES[name]
        for client in of(rule.get, browsers) if rule.get else ():
            answer = client.get(address(rule, route, world, "acme"))
            if answer.status_code == 200 and is_page(answer):
                reader.read(name, said_by(answer.content.decode()))
    assert not reader.found, "\n".join(reader.found)
    assert not unknown(pseudo.asked, texts)


def test_no_form_answers_what_cannot_be_translated(acme, world, reader, browsers):
    """Sent empty and sent as the access table sends it: what it says at its fields, what it says when done, and what
    the audit page says of it."""
    for name, route in PAGES.items():
        can = RULES[name].post
        for data in ({}, can.data) if can and can.data else ({},) if can else ():
            client = list(of(can, browsers))[-1]
            with undone(client):
                before = newest(acme)
                answer = client.post(address(RULES[name], route, world, "acme"), data)
                reader.read(f"audit of {name}", told_since(acme, before, data))
            reader.read(name, (message.message for message in get_messages(answer.wsgi_request)))
            if is_page(answer):
                reader.read(name, said_by(answer.content.decode()))
    assert not reader.found, "\n".join(reader.found)


def test_no_program_is_refused_in_words_that_cannot_be_translated(acme, world, reader, bearer):
    clients = {name: bearer(getattr(acme, name)) for name in SORTS}
    for name, route in CALLS.items():
        for method in ("post", "put", "patch", "delete"):
            can = getattr(RULES[name], method)
            for data in ({}, can.data) if can and can.data else ({},) if can else ():
                client = list(of(can, clients))[-1]
                with undone(client):
                    before = newest(acme)
                    answer = getattr(client, method)(
                        address(RULES[name], route, world, "acme"), data, content_type="application/json"
                    )
                    reader.read(f"audit of {method} {name}", told_since(acme, before, data))
                if answer.status_code >= 400:
                    reader.read(f"{method} {name}", words_of(answer.json()))
    assert not reader.found, "\n".join(reader.found)


def is_page(answer) -> bool:
    return "html" in answer.get("Content-Type", "") and not answer.streaming
