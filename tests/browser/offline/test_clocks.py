"""Clocks that are wrong, and nights on which they are set: every time and day comes out right."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.browser.offline.phone import log_one, sent

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("days", [2, -2])
def test_a_clock_that_is_days_wrong_is_put_right_and_said(phone, own_acme, logged, days):
    rob = phone(own_acme.rob)
    rob.page.clock.install(time=datetime.now() + timedelta(days=days))
    page = rob.offline()
    log_one(page, "Tom Healy")
    rob.online()
    page.get_by_text(f"2 days {'ahead' if days > 0 else 'behind'}").wait_for()
    sent(page)
    (entry,) = logged()
    assert abs(entry.occurred_at - datetime.now(UTC)) < timedelta(minutes=2)
    assert entry.evidence == "live"


def test_a_clock_that_is_set_right_before_sending_is_seen_by_the_page(phone, own_acme, logged):
    rob = phone(own_acme.rob)
    rob.page.clock.install(time=datetime(1970, 1, 1, 0, 5))
    page = rob.offline()
    log_one(page, "Tom Healy")
    page.clock.set_system_time(datetime.now())
    rob.online()
    sent(page)
    assert abs(logged()[0].occurred_at - datetime.now(UTC)) < timedelta(minutes=2)


@pytest.mark.parametrize(
    ("zone", "first", "later", "days"),
    [
        # 02:30, and 02:30 again; 01:59 and 03:00, a minute later; the last minute of the day of 25 hours, and the next.
        ("Europe/Berlin", "2025-10-26T00:30:00Z", 60, ["2025-10-26", "2025-10-26"]),
        ("Europe/Berlin", "2026-03-29T00:59:00Z", 1, ["2026-03-29", "2026-03-29"]),
        ("America/New_York", "2025-11-03T04:59:00Z", 1, ["2025-11-02", "2025-11-03"]),
    ],
)
def test_a_night_on_which_clocks_are_set_keeps_instants_and_days(
    phone, own_acme, logged, here, zone, first, later, days
):
    with here():
        own_acme.rob.zone = zone
        own_acme.rob.save(update_fields=["zone"])
    began = datetime.fromisoformat(first)
    rob = phone(own_acme.rob)
    page = rob.offline()
    for minutes, name in ((0, "First"), (later, "Second")):
        page.clock.set_fixed_time(began + timedelta(minutes=minutes))
        log_one(page, name)
    page.clock.set_fixed_time(datetime.now(UTC))
    rob.online()
    sent(page)
    entries = logged()
    assert [entry.occurred_at for entry in entries] == [began, began + timedelta(minutes=later)]
    assert [str(entry.occurred_on) for entry in entries] == days
