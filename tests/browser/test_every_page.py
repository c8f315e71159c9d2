"""Every page of the URLconf in a real browser: axe, no sideways scrolling, no script error, both schemes."""

import pytest

from organizations.tenancy.scope import organization_scope
from tests.access import RULES
from tests.browser.conftest import DESK, PHONE, violations, wider_than_the_window
from tests.routes import routes_inside
from tests.world import make_world

pytestmark = pytest.mark.browser
PAGES = sorted(
    route.name
    for route in routes_inside()
    if not route.is_api and route.name in RULES and (can := RULES[route.name].get) and can.ok == 200
)
# These answer with something that is not a page of ours: a file, a mail in its sandbox, a fragment.
NOT_PAGES = {
    "organizations:picture",
    "organizations:mail_html",
    "organizations:takes",
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


@pytest.mark.parametrize("name", [name for name in PAGES if name not in NOT_PAGES])
def test_a_page_is_accessible_and_fits(name, full_acme, enter_page):
    acme, world = full_acme
    rule = RULES[name]
    route = next(route for route in routes_inside() if route.name == name)
    person = getattr(acme, rule.get.who.split()[0])
    path = route.path(acme.organization.slug, **rule.arguments(world)) + rule.query.format(world=world)
    for size, scheme in WAYS:
        page = enter_page(person, path, size, scheme)
        assert page.complaints == []
        assert violations(page) == [], (size, scheme)
        assert wider_than_the_window(page) <= 0, (size, scheme)
