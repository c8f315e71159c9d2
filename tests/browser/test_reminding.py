"""Reminders in a browser: on an open page until they are dismissed, and on a device while no page is open."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import expect

from activities.models import FollowUp, PushDevice, Reminder
from tests.browser.conftest import DESK, PHONE, violations, wait_for, wider_than_the_window

pytestmark = pytest.mark.browser

# Push services are outside: a subscription like those that they hand out, and asked for again the same.
SUBSCRIBED = """(given) => {
  const known = { endpoint: given.endpoint, toJSON: () => given, unsubscribe: async () => true };
  PushManager.prototype.subscribe = async () => { localStorage.setItem("push", "yes"); return known; };
  PushManager.prototype.getSubscription = async () => (localStorage.getItem("push") ? known : null);
}"""
# A promise is true at once, so waiting for a function that gives one waits for nothing.
FIRST_SHOWN = """async () => {
  const worker = await navigator.serviceWorker.ready;
  for (let tries = 0; tries < 40; tries++) {
    const [one] = await worker.getNotifications();
    if (one) return [one.title, one.data];
    await new Promise((done) => setTimeout(done, 50));
  }
  return null;
}"""


@pytest.fixture
def reminded(own_acme, django_db_blocker):
    def make() -> None:
        now = datetime.now(UTC)
        with django_db_blocker.unblock(), own_acme.scope():
            due = FollowUp.objects.create(
                member=own_acme.rob, prospect="Tom Healy", due_on=now.date(), created_at=now
            )
            Reminder.objects.create(
                membership=own_acme.rob, key="x", follow_up=due, title="14:00 Tom Healy", given_at=now
            )

    return make


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_an_open_page_says_it_until_it_is_dismissed_and_leads_there(own_acme, enter_page, reminded, size):
    page = enter_page(own_acme.rob, f"/o/{own_acme.organization.slug}/goals/", size)
    page.clock.install(time=datetime.now(UTC))
    page.reload()
    reminded()
    page.clock.run_for(timedelta(seconds=61).total_seconds() * 1000)
    said = page.locator(".toast", has_text="14:00 Tom Healy")
    said.wait_for()
    page.clock.run_for(50_000)
    expect(said).to_be_visible()
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    said.get_by_role("link", name="Open").click()
    page.get_by_role("heading", name="Tom Healy").wait_for()
    assert page.complaints == []


def subscription() -> dict:
    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    raw = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    plain = [base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in (raw, b"0123456789abcdef")]
    return {
        "endpoint": "https://push.example/device/1",
        "keys": dict(zip(("p256dh", "auth"), plain, strict=True)),
    }


def test_a_device_is_added_known_again_and_removed(own_acme, enter_page, django_db_blocker):
    hours = f"/o/{own_acme.organization.slug}/log/reminders/hours/"
    page = enter_page(own_acme.rob, hours)
    page.add_init_script(f"({SUBSCRIBED})({json.dumps(subscription())})")
    page.reload()
    page.get_by_role("button", name="Remind me on this device").tap()
    page.get_by_text("This device is reminded.").wait_for()
    row = page.locator("[data-device]")
    expect(row).to_contain_text("This device")
    expect(row).not_to_contain_text("Mozilla")
    assert violations(page) == []
    assert wider_than_the_window(page) <= 0
    row.get_by_role("button", name="No more reminders there").tap()
    page.get_by_role("button", name="Remind me on this device").wait_for()
    with django_db_blocker.unblock(), own_acme.scope():
        assert not PushDevice.objects.exists()
    assert page.complaints == []


def test_what_a_push_service_delivers_is_shown_and_leads_to_its_page(own_acme, enter_page, server):
    today = f"/o/{own_acme.organization.slug}/today/"
    page = enter_page(own_acme.rob, today)
    page.context.grant_permissions(["notifications"], origin=server)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    driver = page.context.new_cdp_session(page)
    found: list[dict] = []
    driver.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
    driver.send("ServiceWorker.enable")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    registration = next(one for one in found if one["scopeURL"].startswith(server))
    page.wait_for_function("() => Notification.permission === 'granted'")
    data = json.dumps({"title": "14:00 Tom Healy", "href": today})
    message = {"origin": server, "registrationId": registration["registrationId"], "data": data}

    def delivered() -> bool:
        # Like a push service, the driver delivers at most once, so it is asked again until it has.
        driver.send("ServiceWorker.deliverPushMessage", message)
        return page.evaluate(FIRST_SHOWN) == ["14:00 Tom Healy", today]

    wait_for(page, delivered, "the reminder is shown")
