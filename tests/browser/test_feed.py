"""The feed keeps itself up to date, and a line is said right there."""

from datetime import UTC, datetime

import pytest

from activities.models import Outcome
from activities.services import log_activity
from tests.browser.conftest import DESK, violations

pytestmark = pytest.mark.browser


@pytest.fixture
def log(own_acme, django_db_blocker):
    def write(prospect):
        now = datetime.now(UTC)
        with django_db_blocker.unblock(), own_acme.scope():
            outcome = Outcome.objects.select_related("type").get(type__key="call", key="not_interested")
            log_activity(
                member=own_acme.rob, type=outcome.type, outcome=outcome, occurred_at=now, now=now, by=own_acme.rob,
                prospect=prospect,
            )  # fmt: skip

    return write


def test_what_is_logged_appears_without_a_reload_and_is_encouraged_there(own_acme, enter_page, log):
    log("Tom Healy")
    page = enter_page(own_acme.lea, f"/o/{own_acme.organization.slug}/feed/", DESK)
    page.get_by_text("Tom Healy").wait_for()
    log("Ann Orr")
    page.get_by_text("Ann Orr").wait_for()
    page.get_by_text("Encourage").first.click()
    page.get_by_label("What went well?").first.fill("Well asked")
    assert violations(page) == []
    page.get_by_role("button", name="Say it").first.click()
    page.get_by_text("Said to Rob Rep.").wait_for()
    page.get_by_text("Well asked").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back.").wait_for()
    assert page.complaints == []
