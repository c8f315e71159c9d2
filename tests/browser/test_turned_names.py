"""A name that turns the line around turns nothing but itself: every page that shows one, in a real browser.

Each name, letter and figure of a line is asked where it stands. What stands beside a name, also beside one that is
written from right to left, has to be shown in the order in which it was written: from left to right.
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
# Written from right to left. It never ends what it begins, and it ends what it never began: what isolates it may not
# be left by that.
NAME = "\u05e9\u05dc\u05d5\u05dd\u2069\u202c\u202e \u05d3\u05e0\u05d4"
# A line is what stands in one block and at one height. A run of words from right to left counts as one,
# so a list of names may be read as who writes them reads it.
TURNED = r"""() => {
  const blockOf = (element) => {
    while (["inline", "contents", "ruby"].includes(getComputedStyle(element).display)) element = element.parentElement;
    return element;
  };
  const parts = /[\u0590-\u05ff]+(?:[\s,\u2066-\u2069\u202a-\u202e]+[\u0590-\u05ff]+)*|[a-z0-9]/gi;
  const before = new Map();
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!/[a-z0-9\u0590-\u05ff]/i.test(node.data) || !node.parentElement.checkVisibility()) continue;
    const block = blockOf(node.parentElement);
    for (const part of node.data.matchAll(parts)) {
      range.setStart(node, part.index);
      range.setEnd(node, part.index + part[0].length);
      const boxes = [...range.getClientRects()].filter((box) => box.width);
      if (!boxes.length) continue;
      const last = before.get(block);
      const [first, end] = [boxes[0], boxes.at(-1)];
      const shared = last && Math.min(last.bottom, first.bottom) - Math.max(last.top, first.top);
      if (last && shared > Math.min(last.height, first.height) / 2 && first.left < last.left - 0.5) {
        found.push(block.textContent.replace(/\s+/g, " ").trim().slice(0, 80));
      }
      before.set(block, end);
    }
  }
  return [...new Set(found)];
}"""


@pytest.fixture(scope="module")
def turned_acme(server, django_db_blocker):
    key = f"acme-turned-{os.environ.get('PYTEST_XDIST_WORKER', 'w')}"
    with django_db_blocker.unblock():
        acme = make_acme(slug=key, domain=f"{key}.example")
        with organization_scope(acme.organization.pk):
            world = make_world(member=acme.rob, team=acme.north, leader=acme.lea)
        rename_everything(acme, NAME, apart=lambda number: chr(0x5D0 + number))
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
    page.set_content(
        f"<p>{NAME} and Bob</p><p>\u05d0\u05d1 3 of 5</p><p><a>\u05d0\u05d1</a> (3)</p>"
        "<p>\u05d0 \u00b7 3 \u00b7 \u05d1</p>"
        "<p>Ann and <bdi>\u05d0\u05d1</bdi> and 3</p><p><bdi>\u05d0\u05d1</bdi> 3 of 5</p>"
        "<p>3 of \u2068\u05d0\u05d1\u2069 (3)</p>"
    )
    seen = ["\u05d0\u05d1 3 of 5", "\u05d0\u05d1 (3)", "\u05d0 \u00b7 3 \u00b7 \u05d1"]
    assert page.evaluate(TURNED) == [f"{NAME} and Bob", *seen]


@pytest.mark.parametrize("name", [name for name in PAGES if name not in NOT_PAGES])
def test_a_name_turns_nothing_beside_it_and_the_page_fits(name, turned_acme, windows):
    page = open_page(name, turned_acme, windows)
    assert page.evaluate(TURNED) == []
    assert wider_than_the_window(page) <= 0
