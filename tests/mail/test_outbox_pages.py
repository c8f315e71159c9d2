"""The outbox in the browser."""

import pytest

from organizations.links import link
from organizations.models import OutboxMail
from tests.cast import NOW
from tests.flat import assert_flat


@pytest.fixture
def mail(queue):
    return queue("card/1", subject="Week 46: 78, behind")


def path(acme, name, **kwargs):
    return link(acme.organization, f"organizations:{name}", **kwargs)


def test_an_admin_sees_every_mail_and_others_their_own(acme, enter, mail):
    address = path(acme, "outbox")
    assert "Week 46: 78, behind" in enter(acme.ada).get(address).content.decode()
    assert "Week 46: 78, behind" in enter(acme.rob).get(address).content.decode()
    assert "Week 46: 78, behind" not in enter(acme.rita).get(address).content.decode()


def test_a_mail_is_shown_in_a_frame_and_as_text(acme, enter, mail):
    page = enter(acme.rob).get(path(acme, "mail", pk=mail.pk)).content.decode()
    assert f'src="{path(acme, "mail_html", pk=mail.pk)}"' in page
    assert "sandbox" in page
    text = enter(acme.rob).get(path(acme, "mail", pk=mail.pk) + "?as=text").content.decode()
    assert "In words" in text
    assert "<iframe" not in text


def test_the_html_has_a_route_with_a_policy_that_lets_it_do_nothing(acme, enter, mail):
    answer = enter(acme.rob).get(path(acme, "mail_html", pk=mail.pk))
    assert answer.content.decode() == "<p>In colour</p>"
    assert answer["Content-Security-Policy"] == (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_only_an_admin_sends_a_failed_mail_again(acme, enter, mail):
    with acme.scope():
        OutboxMail.objects.update(state="failed", answer="550 no such person")
    address = path(acme, "resend_mail", pk=mail.pk)
    assert enter(acme.rob).post(address).status_code == 403
    assert "550 no such person" in enter(acme.ada).get(path(acme, "mail", pk=mail.pk)).content.decode()
    assert enter(acme.ada).post(address, follow=True).status_code == 200
    with acme.scope():
        assert OutboxMail.objects.get().state == "pending"


def test_a_mail_that_was_sent_is_not_sent_again_by_hand(acme, enter, mail):
    with acme.scope():
        OutboxMail.objects.update(state="sent", sent_at=NOW)
    page = enter(acme.ada).post(path(acme, "resend_mail", pk=mail.pk), follow=True).content.decode()
    assert "Only a mail that failed" in page


def test_the_list_costs_the_same_for_seven_as_for_two(acme, enter, queue):
    numbers = iter(range(100))
    assert_flat(
        enter(acme.ada),
        path(acme, "outbox"),
        lambda count: [queue(f"card/{next(numbers)}") for _ in range(count)],
    )


def test_the_list_can_be_narrowed_to_a_state(acme, enter, queue):
    queue("card/1", subject="Waits")
    queue("card/2", subject="Went wrong")
    with acme.scope():
        OutboxMail.objects.filter(key="card/2").update(state="failed")
    page = enter(acme.ada).get(path(acme, "outbox") + "?state=failed").content.decode()
    assert "Went wrong" in page
    assert "Waits" not in page.split('id="mails"')[1]
