"""Every page of the URLconf in a real browser: axe, no sideways scrolling, no script error, both schemes."""

import pytest
from playwright.sync_api import Page

from organizations.tenancy.scope import organization_scope
from tests.access import RULES
from tests.browser.conftest import DESK, PHONE, session_of, violations, watch, wider_than_the_window
from tests.routes import routes_inside
from tests.world import make_world

pytestmark = pytest.mark.browser
ROUTES = {route.name: route for route in routes_inside()}
PAGES = sorted(
    route.name
    for route in ROUTES.values()
    if not route.is_api and route.name in RULES and (can := RULES[route.name].get) and can.ok == 200
)
# These answer with something that is not a page of ours: a file, a mail in its sandbox, a fragment.
NOT_PAGES = {
    "organizations:picture",
    "organizations:mail_html",
    "organizations:takes",
    "organizations:find_people",
    "organizations:regions",
}
WAYS = [(PHONE, "light"), (DESK, "dark")]


@pytest.fixture(scope="module")
def full_acme(server, django_db_blocker):
    import os

    from tests.cast import make_acme

    key = f"acme-pages-{os.environ.get('PYTEST_XDIST_WORKER', 'w')}"
    with django_db_blocker.unblock():
        acme = make_acme(slug=key, domain=f"{key}.example")
        with organization_scope(acme.organization.pk):
            world = make_world(member=acme.rob, team=acme.north, leader=acme.lea)
        yield acme, world


@pytest.fixture(scope="module")
def standing_pages(chromium, server, full_acme, django_db_blocker):
    """`standing_pages(name)`: the one window of that person of Acme, signed in, for all tests of this module."""
    acme, _ = full_acme
    pages: dict[str, Page] = {}

    def page_of(name: str) -> Page:
        if name not in pages:
            with django_db_blocker.unblock():
                session = session_of(getattr(acme, name), server)
            window = chromium.new_context(viewport=PHONE, base_url=server, reduced_motion="reduce")
            window.add_cookies([session])
            pages[name] = window.new_page()
            pages[name].set_default_timeout(15_000)
            watch(pages[name])
        return pages[name]

    yield page_of
    for page in pages.values():
        page.context.close()


@pytest.mark.parametrize("name", [name for name in PAGES if name not in NOT_PAGES])
def test_a_page_is_accessible_and_fits(name, full_acme, standing_pages):
    acme, world = full_acme
    rule, route = RULES[name], ROUTES[name]
    page = standing_pages(rule.get.who.split()[0])
    page.complaints.clear()
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    page.goto(route.path(acme.organization.slug, **rule.arguments(world)) + rule.query.format(world=world))
    for size, scheme in WAYS:  # a page that is turned and dimmed is not loaded again
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], (size, scheme)
        assert wider_than_the_window(page) <= 0, (size, scheme)
        assert page.complaints == [], (size, scheme)
