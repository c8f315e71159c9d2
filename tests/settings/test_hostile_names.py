"""Names that hurt: markup, commands, right-to-left, emoji and three hundred characters, on every page.

In mails: tests/mail/test_hostile_names.py. What a browser shows of them: tests/browser/test_turned_names.py.
"""

import pytest
from django.test import Client

from organizations.links import link
from tests.access import RULES
from tests.naughty import MARKS, NAMES, names_of_the_big_list
from tests.renaming import rename_everything
from tests.routes import routes_inside
from tests.world import make_world

ROUTES = {route.name: route for route in routes_inside()}
GETS = sorted(name for name in RULES if RULES[name].get and name in ROUTES)


@pytest.fixture
def world(acme):
    with acme.scope():
        return make_world(member=acme.rob, team=acme.north, leader=acme.lea)


def walk(acme, world, client_of) -> None:
    for name in GETS:
        rule, route = RULES[name], ROUTES[name]
        person = rule.get.who.split()[0]
        path = route.path("acme", **rule.arguments(world)) + rule.query.format(world=world)
        answer: Client = client_of(person).get(path)
        assert answer.status_code == rule.get.ok, (name, answer.status_code)
        if answer.streaming or "html" not in answer.get("Content-Type", ""):
            continue
        html = answer.content.decode()
        found = [mark for mark in MARKS if mark in html]
        assert not found, (name, found)
        assert "49{" not in html, name


@pytest.mark.parametrize("kind", sorted(NAMES))
@pytest.mark.long
def test_every_page_and_every_answer_of_the_api_bears_a_name(kind, acme, world, enter):
    rename_everything(acme, NAMES[kind])
    clients = {}
    walk(acme, world, lambda person: clients.setdefault(person, enter(getattr(acme, person))))


def test_naughty_strings_are_borne_by_the_pages_that_show_most_names(acme, world, enter):
    lea = enter(acme.lea)
    for name in names_of_the_big_list():
        rename_everything(acme, name)
        for page in ("team", "organizations:people", "coaching:feed", "crm:accounts"):
            assert lea.get(link(acme.organization, page)).status_code == 200, (page, name)
