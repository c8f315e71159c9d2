"""What happens with a prospect stands on their page without a reload, and what is next is planned there."""

from datetime import UTC, datetime

import pytest

from activities.models import Outcome
from activities.services import log_activity
from crm.models import Contact
from tests.browser.conftest import violations, wider_than_the_window

pytestmark = pytest.mark.browser


@pytest.fixture
def marta(own_acme, django_db_blocker):
    with django_db_blocker.unblock(), own_acme.scope():
        return Contact.objects.create(name="Marta Novak", owner=own_acme.rob, created_at=datetime.now(UTC))


@pytest.fixture
def log(own_acme, marta, django_db_blocker):
    def write(key):
        now = datetime.now(UTC)
        with django_db_blocker.unblock(), own_acme.scope():
            outcome = Outcome.objects.select_related("type").get(type__key="call", key=key)
            log_activity(
                member=own_acme.rob, type=outcome.type, outcome=outcome, occurred_at=now, now=now, by=own_acme.rob,
                contact=marta,
            )  # fmt: skip

    return write


def test_an_entry_appears_and_the_next_date_is_one_tap_away(own_acme, enter_page, marta, log):
    log("no_answer")
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/customers/contacts/{marta.pk}/")
    page.get_by_role("link", name="Call: No answer").wait_for()
    log("voicemail")
    page.get_by_role("link", name="Call: Left voicemail").wait_for()
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    page.locator("#next-with .chip-button").first.tap()
    page.get_by_text("Next step planned: Marta Novak").wait_for()
    page.get_by_text("Follow-up planned for").wait_for()
    page.get_by_text("Show only some").tap()
    page.get_by_label("What").select_option(label="Call")
    page.get_by_role("button", name="Show", exact=True).tap()
    page.wait_for_url("**what=call**")
    assert page.get_by_text("Follow-up planned for").count() == 0
    assert page.complaints == []
