"""A name that turns the line around turns nothing but itself: every page that shows one, in a real browser.

Each letter of the page is asked where it stands. What is not part of a name has to be written from left to right.
"""

import os

import pytest

from organizations.tenancy.scope import organization_scope
from tests.access import RULES
from tests.browser.conftest import PHONE, session_of, wider_than_the_window
from tests.browser.test_every_page import NOT_PAGES, PAGES, ROUTES
from tests.cast import make_acme
from tests.renaming import rename_everything
from tests.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.long]
# It never ends what it begins, and it ends what it never began: what isolates it may not be left by that.
NAME = "Q\u2069\u202c\u202eqizvx Q"
TURNED = """name => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!/[a-z]{2}/i.test(node.data) || !node.parentElement.checkVisibility()) continue;
    const outside = [];
    let from = 0;
    for (let at = node.data.indexOf(name); at >= 0; at = node.data.indexOf(name, from)) {
      outside.push([from, at]);
      from = at + name.length;
    }
    outside.push([from, node.data.length]);
    for (const [start, end] of outside) {
      let before = null;
      for (let at = start; at < end; at += 1) {
        if (!/[a-z0-9]/i.test(node.data[at])) continue;
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        if (!box.width) continue;
        if (before && Math.abs(box.top - before.top) < 2 && box.left < before.left) {
          found.push(node.data.trim().slice(0, 80));
          break;
        }
        before = box;
      }
    }
  }
  return [...new Set(found)];
}"""
SHOWN = "name => document.body.textContent.includes(name)"


@pytest.fixture(scope="module")
def turned_acme(server, django_db_blocker):
    key = f"acme-turned-{os.environ.get('PYTEST_XDIST_WORKER', 'w')}"
    with django_db_blocker.unblock():
        acme = make_acme(slug=key, domain=f"{key}.example")
        with organization_scope(acme.organization.pk):
            world = make_world(member=acme.rob, team=acme.north, leader=acme.lea)
        rename_everything(acme, NAME)
        yield acme, world


@pytest.fixture(scope="module")
def windows(chromium, server, turned_acme, django_db_blocker):
    """`windows(name)`: the one window of that person, signed in, for all tests of this module."""
    acme, _ = turned_acme
    pages = {}

    def page_of(name):
        if name not in pages:
            with django_db_blocker.unblock():
                session = session_of(getattr(acme, name), server)
            window = chromium.new_context(viewport=PHONE, base_url=server, reduced_motion="reduce")
            window.add_cookies([session])
            pages[name] = window.new_page()
            pages[name].set_default_timeout(15_000)
        return pages[name]

    yield page_of
    for page in pages.values():
        page.context.close()


def open_page(name, turned_acme, windows):
    acme, world = turned_acme
    rule = RULES[name]
    page = windows(rule.get.who.split()[0])
    page.goto(
        ROUTES[name].path(acme.organization.slug, **rule.arguments(world)) + rule.query.format(world=world)
    )
    return page


def test_the_walk_sees_what_is_turned(open_window):
    page = open_window()
    page.set_content(f"<p>{NAME} and Bob</p><p>Ann and <bdi>\u05d0\u05d1</bdi> and Cy</p>")
    assert page.evaluate(TURNED, NAME) == [f"{NAME} and Bob"]


@pytest.mark.parametrize("name", [name for name in PAGES if name not in NOT_PAGES])
def test_a_name_turns_nothing_beside_it_and_the_page_fits(name, turned_acme, windows):
    page = open_page(name, turned_acme, windows)
    assert page.evaluate(TURNED, NAME) == []
    assert wider_than_the_window(page) <= 0
