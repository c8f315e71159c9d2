"""A name of three hundred characters, in one piece or in many, does not widen a page on a phone."""

import pytest

from organizations.links import link
from organizations.tenancy.scope import organization_scope
from tests.browser.conftest import PHONE, wider_than_the_window
from tests.naughty import NAMES
from tests.renaming import rename_everything
from tests.world import make_world

pytestmark = pytest.mark.browser
PAGES = {
    "lea": [
        "team", "organizations:people", "coaching:feed", "coaching:one_on_ones", "crm:accounts",
    ],
    "rob": [
        "today", "organizations:you", "organizations:your_photo", "organizations:your_mail", "activities:log",
        "activities:entries", "scorecards:observers",
    ],
    "ada": ["organizations:settings", "more", "admin_home"],
}  # fmt: skip


@pytest.mark.parametrize("kind", ["long", "long with spaces", "right to left"])
def test_a_long_name_does_not_widen_the_page(kind, own_acme, enter_page):
    with organization_scope(own_acme.organization.pk):
        make_world(member=own_acme.rob, team=own_acme.north, leader=own_acme.lea)
    rename_everything(own_acme, NAMES[kind])
    wide = {}
    for person, names in PAGES.items():
        page = enter_page(getattr(own_acme, person), link(own_acme.organization, names[0]), PHONE)
        for name in names:
            page.goto(link(own_acme.organization, name))
            if (more := wider_than_the_window(page)) > 0:
                wide[name] = more
    assert wide == {}, wide
