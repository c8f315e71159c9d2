"""Reminders: once for each cause, while its owner works, in the app, on their devices, and by one mail a day."""

import base64
import http.server
import json
import threading
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from activities.models import FollowUp, PushDevice, Reminder
from activities.push import public_key
from activities.reminding import Hours, reminder_at
from activities.services import choose_hours, finish_follow_up, give_reminders, plan_follow_up, snooze
from activities.tasks import push_reminder
from organizations.models import OutboxMail
from organizations.services import take_time_off
from organizations.working_days import Absence, Calendar
from tests.cast import NOW, TODAY

MORNING = datetime(2026, 11, 18, 9, 5, tzinfo=UTC)
NINE_TO_FIVE = Hours(time(9), time(17), "UTC")


@pytest.fixture
def plan(acme):
    def make(prospect="Tom Healy", due_on=TODAY, now=MORNING - timedelta(days=1), **more):
        with acme.scope():
            return plan_follow_up(
                member=acme.rob, prospect=prospect, due_on=due_on, by=acme.rob, now=now, **more
            )

    return make


def give(acme, now=MORNING):
    with acme.scope():
        return [one.title for one in give_reminders(organization=acme.organization, now=now)]


def test_in_the_morning_one_hears_once_what_the_day_holds(acme, plan):
    plan()
    late = plan("Ann Orr")
    with acme.scope():
        FollowUp.objects.filter(pk=late.pk).update(due_on=TODAY - timedelta(days=1))
    assert give(acme) == ["1 follow-up is due today. 1 is overdue."]
    assert give(acme) == []
    with acme.scope():
        mail = OutboxMail.objects.get()
    assert mail.recipient_id == acme.rob.pk
    assert "Tom Healy" in mail.text
    assert "Ann Orr" in mail.html


@pytest.mark.parametrize("hour", [8, 13, 23])
def test_before_work_and_long_after_it_began_nobody_is_told(acme, plan, hour):
    plan()
    assert give(acme, MORNING.replace(hour=hour, minute=30)) == []


def test_a_time_is_said_at_that_time_and_again_only_when_it_was_moved(acme, plan):
    one = plan(due_time=time(14), reason="Send prices")
    afternoon = MORNING.replace(hour=14, minute=0)
    assert give(acme, afternoon - timedelta(minutes=1)) == []
    assert give(acme, afternoon) == ["14:00 Send prices: Tom Healy"]
    assert give(acme, afternoon + timedelta(minutes=1)) == []
    with acme.scope():
        snooze(follow_up=one, until=TODAY, at=time(15), by=acme.rob, now=afternoon)
    assert give(acme, afternoon.replace(hour=15)) == ["15:00 Send prices: Tom Healy"]


def test_what_is_done_is_not_said(acme, plan):
    one = plan(due_time=time(14))
    with acme.scope():
        finish_follow_up(follow_up=one, by=acme.rob, now=MORNING)
    assert give(acme, MORNING.replace(hour=14)) == []


def test_nobody_is_reminded_on_a_day_off(acme, plan):
    plan(due_time=time(14))
    plan("Any time")
    with acme.scope():
        take_time_off(
            membership=acme.rob,
            starts_on=TODAY,
            ends_on=TODAY + timedelta(days=1),
            share=Decimal(1),
            by=acme.rob,
            now=NOW,
        )
    assert give(acme) == []
    assert give(acme, MORNING.replace(hour=14)) == []
    tomorrow = MORNING + timedelta(days=1)
    assert "overdue" in " ".join(give(acme, tomorrow))


def test_hours_of_ones_own_and_no_mail(acme, enter, plan):
    plan()
    rob = enter(acme.rob)
    assert rob.post("/o/acme/log/reminders/hours/", {"starts": "11:00", "ends": "10:00"}).status_code == 422
    assert rob.post("/o/acme/log/reminders/hours/", {"starts": "11:00", "ends": "19:00"}).status_code == 302
    assert give(acme) == []
    assert len(give(acme, MORNING.replace(hour=11))) == 1
    with acme.scope():
        assert not OutboxMail.objects.exists()


def test_who_has_left_is_not_reminded(acme, plan):
    plan()
    with acme.scope():
        acme.rob.deactivated_at = MORNING
        acme.rob.save()
    assert give(acme) == []


@pytest.mark.parametrize(
    ("due_time", "expected"),
    [(time(7), time(9)), (time(12, 30), time(12, 30)), (time(20), time(17))],
)
def test_a_time_outside_the_hours_is_said_at_their_edge(due_time, expected):
    at = reminder_at(date(2026, 11, 18), due_time, Calendar(), NINE_TO_FIVE)
    assert at is not None
    assert at.time() == expected


def test_a_time_on_a_day_off_is_said_first_thing_on_the_next_day_that_is_worked():
    off = Calendar(absences=[Absence(date(2026, 11, 18), date(2026, 11, 21))])
    at = reminder_at(date(2026, 11, 18), time(14), off, NINE_TO_FIVE)
    assert at == datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_clocks_that_change_at_night_change_no_hour_of_the_day():
    berlin = Hours(time(9), time(17), "Europe/Berlin")
    before = reminder_at(date(2026, 10, 23), time(9), Calendar(), berlin)
    behind = reminder_at(date(2026, 10, 26), time(9), Calendar(), berlin)
    assert (before, behind) == (datetime(2026, 10, 23, 7, tzinfo=UTC), datetime(2026, 10, 26, 8, tzinfo=UTC))


def test_an_open_page_is_told_once(acme, enter, clock):
    with acme.scope():
        Reminder.objects.create(membership=acme.rob, key="x", title="14:00 Tom Healy", given_at=NOW)
        Reminder.objects.create(membership=acme.rita, key="x", title="Not yours", given_at=NOW)
    rob = enter(acme.rob)
    htmx = {"headers": {"HX-Request": "true"}}
    before, behind = int(NOW.timestamp()) - 30, int(NOW.timestamp())
    told = rob.get(f"/o/acme/log/reminders/?since={before}", **htmx).content.decode()
    assert "14:00 Tom Healy" in told
    assert "Not yours" not in told
    assert f"since={behind}" in told
    assert rob.get(f"/o/acme/log/reminders/?since={behind}", **htmx).status_code == 204
    assert "14:00 Tom Healy" in rob.get("/o/acme/log/reminders/?since=soon", **htmx).content.decode()


class Browser:
    """A browser's end of web push: its keys, and what it reads with them."""

    def __init__(self, address: str) -> None:
        self.address, self.key, self.secret = (
            address,
            ec.generate_private_key(ec.SECP256R1()),
            b"0123456789abcdef",
        )

    def subscription(self) -> dict:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.address, "keys": {"p256dh": plain64(point), "auth": plain64(self.secret)}}

    def read(self, body: bytes) -> dict:
        return json.loads(
            http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        )


def plain64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@pytest.fixture
def push_service(settings):
    """A push service on loopback: what it got, and what it answers."""
    got, answer = [], {"status": 201}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(answer["status"])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        port = running.server_address[1]
        settings.OUTSIDE_ALLOWED_HOSTS = [f"127.0.0.1:{port}"]
        yield f"http://127.0.0.1:{port}/device", got, answer
        running.shutdown()


def subscribe(client, browser):
    return client.post(
        "/o/acme/log/reminders/devices/", json.dumps(browser.subscription()), content_type="application/json"
    )


def reminder(acme):
    with acme.scope():
        return Reminder.objects.create(membership=acme.rob, key="x", title="14:00 Tom Healy", given_at=NOW)


def test_a_device_gets_what_it_alone_can_read(acme, enter, push_service):
    address, got, _answer = push_service
    browser = Browser(address)
    assert subscribe(enter(acme.rob), browser).status_code == 201
    push_reminder(organization_id=acme.organization.pk, reminder_id=reminder(acme).pk)
    ((headers, body),) = got
    assert browser.read(body) == {"title": "14:00 Tom Healy", "href": "/o/acme/today/"}
    assert b"Tom" not in body
    assert headers["Authorization"].endswith(f"k={public_key()}")


def test_a_device_that_its_service_forgot_is_forgotten_here(acme, enter, push_service):
    address, _got, answer = push_service
    subscribe(enter(acme.rob), Browser(address))
    answer["status"] = 410
    push_reminder(organization_id=acme.organization.pk, reminder_id=reminder(acme).pk)
    with acme.scope():
        assert not PushDevice.objects.exists()


def test_a_service_that_fails_fails_nothing_else(acme, enter, push_service):
    address, _got, answer = push_service
    subscribe(enter(acme.rob), Browser(address))
    answer["status"] = 500
    push_reminder(organization_id=acme.organization.pk, reminder_id=reminder(acme).pk)
    with acme.scope():
        assert PushDevice.objects.exists()


def test_a_device_is_one_persons_at_a_time(acme, enter, push_service):
    browser = Browser(push_service[0])
    subscribe(enter(acme.rob), browser)
    subscribe(enter(acme.rita), browser)
    with acme.scope():
        assert PushDevice.objects.get().membership == acme.rita


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        '"x"',
        '{"endpoint": "https://push.example/"}',
        '{"endpoint": "http://10.0.0.1/", "keys": {}}',
    ],
)
def test_what_is_no_subscription_is_refused(acme, enter, body):
    answer = enter(acme.rob).post("/o/acme/log/reminders/devices/", body, content_type="application/json")
    assert answer.status_code == 422


def test_a_device_inside_our_own_network_is_refused(acme, enter):
    assert (
        subscribe(enter(acme.rob), Browser("https://127.0.0.1/x")).status_code == 201
    )  # a name says nothing yet
    push_reminder(
        organization_id=acme.organization.pk, reminder_id=reminder(acme).pk
    )  # but nothing is sent there


def test_choosing_hours_is_kept_in_the_trail(acme):
    from organizations.models import Event

    with acme.scope():
        choose_hours(membership=acme.rob, starts=time(8), ends=time(16), by_mail=False, by=acme.rob, now=NOW)
        event = Event.objects.get(verb="reminder_hours_chosen")
    assert event.data["after"] == {"starts": "08:00:00", "ends": "16:00:00", "by_mail": False}
