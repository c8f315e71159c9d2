"""What works once works once, also for two who come at the same instant: real threads, each on its own connection."""

import re
import threading

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from organizations.invitations import invite_person
from organizations.invitations.inviting import Part
from organizations.mail import queue_mail
from organizations.mail.boxes import SignInBox
from organizations.mail.delivery import deliver_due, deliver_from
from organizations.models import Event, Membership, OutboxMail
from organizations.privacy.erasing import erase_person
from tests.cast import NOW, make_acme
from tests.mail.conftest import sink  # noqa: F401
from tests.people.test_joining import link_of
from tests.sign_in.conftest import browser, by_password, code_in, is_in, set_up  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
STEP, ASK, TYPE = "/accounts/2fa/authenticate/", "/accounts/login/code/", "/accounts/login/code/confirm/"


@pytest.fixture
def house(clock):
    """An Acme of this test's own, which is really written."""
    return make_acme("atonce", "atonce.example")


def together(*acts) -> list:
    """What each of them answers; all begin at the same instant."""
    start, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            start.wait()
            answers[place] = act()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not [one for one in answers if isinstance(one, Exception)], answers
    return answers


def test_an_invitation_that_two_accept_at_once_makes_one_member(house):
    with house.scope():
        path = link_of(
            invite_person(email="nora@new.example", name="Nora", part=Part(), by=house.ada, now=NOW)
        )
    said = {"name": "Nora New", "password": "seven green bicycles"}
    answers = together(*[lambda: Client().post(path, said).status_code for _ in range(2)])
    assert sorted(answers)[0] == 302
    assert all(status < 500 for status in answers)
    with house.scope():
        assert Membership.objects.filter(user__email="nora@new.example").count() == 1
        assert Event.objects.filter(verb="invitation_accepted").count() == 1
        assert Event.objects.filter(verb="member_added", subject_id__gt=house.sol.pk).count() == 1


def test_a_recovery_code_that_two_type_at_once_lets_one_in(house, set_up):  # noqa: F811
    inside = browser()
    by_password(inside, house.rob.user.email)
    set_up(inside)
    page = inside.get("/accounts/2fa/recovery-codes/").content.decode()
    code = re.findall(r"<li><code>(\d{8})</code></li>", page)[0]
    clients = [browser(), browser()]
    for client in clients:
        by_password(client, house.rob.user.email)
    together(*[lambda client=client: client.post(STEP, {"code": code}).status_code for client in clients])
    assert sorted(is_in(client) for client in clients) == [False, True]


def test_a_code_from_the_mail_that_is_sent_twice_at_once_lets_in_once(house):
    client = browser()
    client.post(ASK, {"email": house.rob.user.email})
    deliver_from(SignInBox(), lambda: NOW)
    code, cookie = code_in(mail.outbox[-1]), client.cookies["session"].value
    twins = [browser(), browser()]
    for twin in twins:
        twin.cookies["session"] = cookie
    answers = together(*[lambda twin=twin: twin.post(TYPE, {"code": code}).status_code for twin in twins])
    assert all(status < 500 for status in answers)
    assert sorted(is_in(twin) for twin in twins) == [False, True]
    with house.scope():
        assert Event.objects.filter(verb="signed_in", actor=house.rob).count() == 1


@pytest.mark.parametrize("answer", ["250 taken", "451 try later"])
def test_a_mail_that_is_being_sent_while_its_reader_is_erased_stays_wiped(house, sink, answer):  # noqa: F811
    with house.scope():
        queue_mail(
            key="card/1", kind="card", recipient=house.rob, to_address=house.rob.user.email,
            subject="Week 46: Rob Rep", text="Rob Rep, 78", html="", now=NOW,
        )  # fmt: skip
        OutboxMail.objects.exclude(key="card/1").delete()
    under_way, go_on = threading.Event(), threading.Event()

    def wait(_number):
        under_way.set()
        go_on.wait(30)
        return None if answer.startswith("250") else answer

    sink.answer = wait

    def erase():
        assert under_way.wait(30)
        try:
            with house.scope():
                rob = Membership.objects.get(pk=house.rob.pk)
                erase_person(membership=rob, typed="Rob Rep", by=house.ada, now=NOW)
        finally:
            go_on.set()

    together(lambda: deliver_due(organization_id=house.organization.pk, clock=lambda: NOW), erase)
    with house.scope():
        kept = OutboxMail.objects.get(key="card/1")
        assert (kept.text, kept.html, kept.subject) == ("", "", "Removed")
        assert house.rob.user.email not in kept.to_address
        assert kept.state in (OutboxMail.SENT, OutboxMail.FAILED)
