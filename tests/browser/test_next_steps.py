"""What has no next date, on a phone: a day in one tap, a reason, and both taken back."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from activities.models import FollowUp, Hold
from crm.models import Account, Opportunity, Stage
from tests.browser.conftest import violations, wider_than_the_window

pytestmark = pytest.mark.browser


@pytest.fixture
def deals(own_acme, django_db_blocker):
    now = datetime.now(UTC)
    with django_db_blocker.unblock(), own_acme.scope():
        kestrel = Account.objects.create(name="Kestrel Foods", owner=own_acme.rob, created_at=now)
        stage = Stage.objects.filter(kind=Stage.OPEN).first()
        for name, amount in (("Spring order", 1200), ("Autumn order", 300)):
            Opportunity.objects.create(
                name=name, account=kestrel, owner=own_acme.rob, stage=stage, amount=Decimal(amount),
                currency="EUR", created_at=now,
            )  # fmt: skip


def fits(page) -> None:
    assert page.complaints == []
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0


def test_a_deal_gets_a_day_and_another_a_reason_and_undo_takes_both_back(
    own_acme, enter_page, deals, django_db_blocker
):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/log/next-steps/")
    page.get_by_role("heading", name="2 open deals have no next step.").wait_for()
    spring, autumn = page.locator("li.next-item").nth(0), page.locator("li.next-item").nth(1)
    fits(page)
    spring.locator(".chips button").nth(1).tap()
    page.get_by_text("Next step planned: Spring order").wait_for()
    page.get_by_role("button", name="Undo").tap()
    page.get_by_role("heading", name="2 open deals have no next step.").wait_for()
    autumn.get_by_text("No next date").tap()
    autumn.get_by_label("Why there is none").fill("They order after the harvest")
    fits(page)
    autumn.get_by_role("button", name="Save reason").tap()
    page.get_by_text("Noted why there is no next date.").wait_for()
    page.get_by_role("heading", name="Without one for a reason").wait_for()
    fits(page)
    page.get_by_role("button", name="Undo").tap()
    page.get_by_role("heading", name="2 open deals have no next step.").wait_for()
    with django_db_blocker.unblock(), own_acme.scope():
        assert not FollowUp.objects.open().exists()
        assert not Hold.objects.filter(lifted_at__isnull=True).exists()
