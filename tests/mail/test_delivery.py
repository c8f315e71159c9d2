"""The outbox: the same cause once, nothing lost, at most one copy more for a crash."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from organizations.mail import queue_mails, resend_mail
from organizations.mail.delivery import MOST_ATTEMPTS, deliver_due, wait_after
from organizations.models import Event, OutboxMail
from organizations.tasks import deliver_mail, sweep_mail
from organizations.turning import without_turns
from salesleader.embedded.processes import free_port
from tests.cast import NOW
from tests.mail.conftest import Ticking


def run(acme, clock=None, **more):
    return deliver_due(organization_id=acme.organization.pk, clock=clock or Ticking(), **more)


def states(acme):
    with acme.scope():
        return list(OutboxMail.objects.order_by("pk").values_list("state", flat=True))


def test_the_same_cause_makes_one_mail(acme, queue):
    first, second = queue("card/1"), queue("card/1", subject="Another")
    assert first.subject == "Hello"
    assert second is None
    with acme.scope():
        assert OutboxMail.objects.get().subject == "Hello"


def test_a_mail_is_sent_with_both_parts_and_the_servers_answer_is_kept(acme, queue, sink):
    queue("card/1")
    assert run(acme).sent == 1
    (message,) = sink.taken
    assert message["To"] == "rob@acme.example"
    assert message.get_body(("plain",)).get_content().strip() == "In words"
    assert "<p>In colour</p>" in message.get_body(("html",)).get_content()
    with acme.scope():
        mail = OutboxMail.objects.get()
        assert (mail.state, mail.sent_at, mail.answer) == ("sent", NOW, "250 taken as 1")
        assert Event.objects.filter(verb="mail_sent", subject_id=mail.pk).count() == 1


def test_a_mail_that_was_sent_is_not_sent_again(acme, queue, sink):
    queue("card/1")
    run(acme)
    assert run(acme, Ticking().later(days=2)).sent == 0
    assert len(sink.taken) == 1


def test_a_mail_waits_for_its_hour(acme, queue, sink):
    queue("card/1", not_before=NOW + timedelta(hours=1))
    assert run(acme).sent == 0
    assert run(acme, Ticking().later(hours=1)).sent == 1


def test_the_message_id_is_the_same_for_the_same_cause_in_one_organization_only(acme, rival, queue):
    mine = queue("card/1")
    with rival.scope():
        theirs = (
            queue_mails(mails=[as_new(mine, recipient=rival.mallory)], now=NOW) and OutboxMail.objects.get()
        )
    assert mine.message_id.endswith("@localhost>")
    assert mine.message_id != theirs.message_id


def as_new(mail, recipient):
    from organizations.mail import NewMail

    return NewMail(mail.key, mail.kind, recipient, recipient.user.email, mail.subject, mail.text)


def test_line_breaks_in_a_subject_become_spaces(acme, queue, sink):
    queue("card/1", subject="Week 46\r\nBcc: all@example.com\u2028x\x00y")
    run(acme)
    (message,) = sink.taken
    assert message["Subject"] == "Week 46 Bcc: all@example.com x y"
    assert message["Bcc"] is None


def test_an_address_with_a_line_break_is_refused(acme, queue):
    with pytest.raises(ValidationError):
        queue("card/1", to="rob@acme.example\nBcc: all@example.com")


@pytest.mark.parametrize("subject", ["Größe, 数字, 😀 und שלום", "word " * 60])
def test_any_letters_arrive_in_a_subject(acme, queue, sink, subject):
    queue("card/1", subject=subject)
    assert run(acme).sent == 1
    assert without_turns(sink.taken[0]["Subject"]) == subject[:200].strip()


def test_a_refusal_for_now_is_tried_again_later(acme, queue, sink):
    queue("card/1")
    sink.refuse = lambda address: "451 try later"
    assert run(acme).postponed == 1
    with acme.scope():
        mail = OutboxMail.objects.get()
        assert (mail.state, mail.attempts, mail.answer) == ("pending", 1, "451 try later")
        assert mail.next_try_at == NOW + timedelta(seconds=30)
    sink.refuse = lambda address: None
    assert run(acme).sent == 0
    assert run(acme, Ticking().later(seconds=30)).sent == 1
    assert len(sink.taken) == 1


def test_a_refusal_for_good_fails_and_stays_visible(acme, queue, sink):
    queue("card/1", to="nobody@acme.example")
    queue("card/2")
    sink.refuse = lambda address: "550 no such person" if address.startswith("nobody") else None
    done = run(acme)
    assert (done.failed, done.sent) == (1, 1)
    with acme.scope():
        failed = OutboxMail.objects.get(state="failed")
        assert failed.answer == "550 no such person"
        assert Event.objects.filter(verb="mail_failed", subject_id=failed.pk).exists()
    assert run(acme, Ticking().later(days=9)).sent == 0


def test_421_on_every_third_mail_delays_those_and_loses_none(acme, queue, sink):
    for number in range(7):
        queue(f"card/{number}")
    sink.answer = lambda number: "421 busy" if number % 3 == 0 else None
    clock, rounds = Ticking(), 0
    while states(acme) != ["sent"] * 7:
        run(acme, clock.later(minutes=16))
        rounds += 1
        assert rounds < 6
    assert len(set(sink.ids)) == len(sink.ids) == 7


def test_a_server_that_is_away_delays_the_whole_batch(acme, queue, sink, settings):
    queue("card/1")
    queue("card/2")
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    assert run(acme).postponed == 2
    assert states(acme) == ["pending", "pending"]
    settings.EMAIL_PORT = port
    assert run(acme, Ticking().later(minutes=1)).sent == 2


def test_waits_double_up_to_a_quarter_of_an_hour():
    waits = [wait_after(attempts).total_seconds() for attempts in (1, 2, 3, 4, 5, 6, 400)]
    assert waits == [30, 60, 120, 240, 480, 900, 900]
    assert wait_after(6) * MOST_ATTEMPTS > timedelta(days=2)


def test_a_crash_between_sending_and_marking_makes_one_copy_more_with_the_same_id(acme, queue, sink):
    for number in range(3):
        queue(f"card/{number}")
    # looks: claim, room for mail 1, its mark, room for mail 2, and then the mark of mail 2
    with pytest.raises(KeyboardInterrupt):
        run(acme, Ticking(breaks_at=5))
    assert states(acme) == ["sent", "sending", "sending"]
    assert run(acme).sent == 0  # the lease still holds
    assert run(acme, Ticking().later(seconds=61)).sent == 2
    assert len(sink.taken) == 4
    assert len(set(sink.ids)) == 3


def test_a_batch_ends_before_its_lease_does(acme, queue, sink, settings):
    settings.EMAIL_TIMEOUT = 20  # so a lease lasts a minute
    for number in range(3):
        queue(f"card/{number}")

    class Slow(Ticking):
        """A server that takes 30 seconds a mail."""

        def __call__(self):
            self.now += timedelta(seconds=15)
            return super().__call__()

    done = run(acme, Slow())
    assert done.more
    assert 0 < done.sent < 3
    assert "sending" not in states(acme)
    with acme.scope():
        waiting = OutboxMail.objects.filter(state="pending").first()
        assert waiting.attempts == 0


def test_a_failed_mail_can_be_sent_again_and_no_other(acme, queue, sink):
    mail = queue("card/1")
    with acme.scope(), pytest.raises(ValidationError, match="Only a mail that failed"):
        resend_mail(mail=mail, by=acme.ada, now=NOW)
    sink.refuse = lambda address: "550 no"
    run(acme)
    sink.refuse = lambda address: None
    with acme.scope():
        resend_mail(mail=OutboxMail.objects.get(), by=acme.ada, now=NOW)
    assert run(acme).sent == 1


def test_the_sweeper_and_the_task_deliver_what_waits_in_every_organization(acme, rival, queue, sink, clock):
    queue("card/1")
    sweep_mail()
    deliver_mail(organization_id=acme.organization.pk)
    deliver_mail(organization_id=rival.organization.pk)
    assert len(sink.taken) == 1


def test_long_lines_reach_a_server_that_refuses_more_than_a_thousand_octets(acme, sink):
    from organizations.mail import queue_mail

    with acme.scope():
        queue_mail(
            key="long", kind="end", recipient=None, to_address="rob@acme.example", subject="Long", now=NOW,
            text="y" * 3000, html=f"<p>{'x' * 3000}</p>",
        )  # fmt: skip
    assert run(acme).sent == 1
    assert "x" * 3000 in sink.taken[0].get_body(("html",)).get_content().replace("\n", "")
