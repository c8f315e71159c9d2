"""Mails about accounts wait in an outbox of their own, with the guarantees of the other, and leave nothing behind."""

import time
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from organizations.mail.boxes import SignInBox
from organizations.mail.delivery import deliver_from
from organizations.mail.sign_in import KEPT, TOO_LATE, queue_sign_in_mail, tidy_sign_in_mails
from organizations.models import SignInMail
from organizations.tasks import deliver_sign_in_mail, sweep_mail
from salesleader.embedded.processes import free_port
from tests.cast import NOW
from tests.mail.conftest import Ticking, sink  # noqa: F401  (the mail server of the other outbox's tests)
from tests.sign_in.conftest import browser, by_password, code_in

TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def queue(db):
    def put(kind="login_code", to="rob@acme.example", now=NOW, **more):
        values = {
            "subject": "1234-5678 is your sign-in code",
            "text": "1234-5678",
            "html": "<p>1234-5678</p>",
        }
        return queue_sign_in_mail(kind=kind, to_address=to, lasts=TEN_MINUTES, now=now, **{**values, **more})

    return put


def run(clock=None, **more):
    return deliver_from(SignInBox(), clock or Ticking(), **more)


def test_a_mail_is_sent_once_and_what_it_said_is_wiped(queue, sink):  # noqa: F811
    queue()
    assert run().sent == 1
    assert run(Ticking().later(minutes=2)).sent == 0
    assert "1234-5678" in sink.taken[0].get_body(("plain",)).get_content()
    mail = SignInMail.objects.get()
    assert (mail.state, mail.text, mail.html, mail.sent_at) == ("sent", "", "", NOW)


def test_what_failed_for_good_is_wiped_too(queue, sink):  # noqa: F811
    queue()
    sink.refuse = lambda address: "550 no such person"
    assert run().failed == 1
    mail = SignInMail.objects.get()
    assert (mail.state, mail.text, mail.answer) == ("failed", "", "550 no such person")


def test_a_refusal_for_now_is_tried_again_while_the_code_is_of_use_and_wiped_then(queue, sink):  # noqa: F811
    queue()
    sink.refuse = lambda address: "451 try later"
    assert run().postponed == 1
    tidy_sign_in_mails(now=NOW + timedelta(minutes=9))
    assert SignInMail.objects.get().text == "1234-5678"
    tidy_sign_in_mails(now=NOW + TEN_MINUTES)
    mail = SignInMail.objects.get()
    assert (mail.state, mail.text, mail.answer) == ("failed", "", TOO_LATE)
    sink.refuse = lambda address: None
    assert run(Ticking().later(hours=1)).sent == 0


def test_a_crash_after_sending_makes_one_copy_more_with_the_same_id(queue, sink):  # noqa: F811
    queue()
    with pytest.raises(KeyboardInterrupt):
        run(Ticking(breaks_at=3))  # claim, room for the mail, its mark
    assert SignInMail.objects.get().state == "sending"
    assert run().sent == 0
    assert run(Ticking().later(seconds=61)).sent == 1
    assert len(sink.taken) == 2
    assert len(set(sink.ids)) == 1


def test_a_mail_that_somebody_is_sending_is_not_given_up_under_their_hands(queue, sink):  # noqa: F811
    queue()
    with pytest.raises(KeyboardInterrupt):
        run(Ticking(now=NOW + timedelta(minutes=9, seconds=55), breaks_at=2))
    tidy_sign_in_mails(now=NOW + TEN_MINUTES)
    assert SignInMail.objects.get().state == "sending"
    tidy_sign_in_mails(now=NOW + timedelta(minutes=12))
    assert SignInMail.objects.get().state == "failed"


def test_one_address_gets_no_more_than_so_many_of_a_kind_an_hour(queue):
    assert sum(queue() is not None for _ in range(25)) == 20
    assert sum(queue("password_reset_key") is not None for _ in range(25)) == 5
    assert queue(to="rita@acme.example") is not None
    assert queue(now=NOW + timedelta(hours=1, seconds=1)) is not None


def test_rows_are_forgotten_after_a_month(queue):
    queue()
    tidy_sign_in_mails(now=NOW + KEPT + timedelta(seconds=1))
    assert not SignInMail.objects.exists()


@pytest.mark.parametrize("address", ["rob@acme.example\nBcc: all@evil.example", "rob", "a@b@c.example", ""])
def test_what_is_no_address_is_refused(queue, address):
    with pytest.raises(ValidationError):
        queue(to=address)


def test_line_breaks_in_a_subject_become_spaces(queue, sink):  # noqa: F811
    queue(subject="Hello\r\nBcc: all@evil.example")
    run()
    assert sink.taken[0]["Subject"] == "Hello Bcc: all@evil.example"
    assert sink.taken[0]["Bcc"] is None


def test_the_sweeper_and_the_task_send_what_waits(queue, sink, clock):  # noqa: F811
    for _ in range(12):
        queue()
    sweep_mail()
    deliver_sign_in_mail()
    assert len(sink.taken) == 10
    deliver_sign_in_mail()
    assert len(sink.taken) == 12


def test_a_mail_server_that_is_away_delays_no_page(acme, sink, settings, clock):  # noqa: F811
    """Nothing is sent inside a request."""
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    client = browser()
    started = time.perf_counter()
    assert client.post("/accounts/login/code/", {"email": "rob@acme.example"}).status_code == 302
    assert client.post("/accounts/password/reset/", {"email": "rob@acme.example"}).status_code == 302
    assert time.perf_counter() - started < 3
    assert sink.taken == []
    settings.EMAIL_PORT = port
    assert run(lambda: NOW).sent == 2


def test_the_code_that_arrives_by_a_real_mail_server_lets_in(acme, sink, clock):  # noqa: F811
    client = browser()
    client.post("/accounts/login/code/", {"email": "rob@acme.example"})
    run(lambda: NOW)

    class Arrived:
        body = sink.taken[0].get_body(("plain",)).get_content().replace("\r\n", "\n")

    client.post("/accounts/login/code/confirm/", {"code": code_in(Arrived)})
    assert client.get("/o/acme/today/").status_code == 200
    assert sink.taken[0]["To"] == "rob@acme.example"
    assert sink.taken[0]["Auto-Submitted"] == "auto-generated"


def test_names_that_would_break_a_mail_break_none(acme, sink, clock):  # noqa: F811
    """What a stranger can put into a notice: the name of the program they use."""
    by_password(browser(), "rob@acme.example")
    by_password(browser(**{"user-agent": "<b>x</b>\x00\u202e Bcc: all@evil.example"}), "rob@acme.example")
    run(lambda: NOW)
    html = sink.taken[0].get_body(("html",)).get_content()
    assert "<b>x</b>" not in html
    assert sink.taken[0]["Bcc"] is None
