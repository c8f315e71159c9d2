"""The page of the device, found from one's own settings: what waits, what is kept, and how it goes."""

import pytest

from tests.browser.conftest import violations, wider_than_the_window

pytestmark = pytest.mark.browser


def test_from_ones_settings_one_sees_what_waits_and_what_is_kept(phone, own_acme):
    rob = phone(own_acme.rob)
    page = rob.go(f"{rob.home}you/")
    page.get_by_role("link", name="On this device").tap()
    page.get_by_text("Nothing waits on this phone.").wait_for()
    page.get_by_text("They go when you sign out.").wait_for()
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
