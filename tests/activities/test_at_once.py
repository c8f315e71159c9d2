"""The same client id sent by two connections at once."""

import threading
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from activities.models import Activity, ActivityType, Outcome
from activities.services import log_activity, types
from tests.cast import NOW


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_the_same_instant_make_one_entry(acme):
    mark, start, results = uuid.uuid4(), threading.Barrier(4), []
    with acme.scope():
        ending = Outcome.objects.select_related("type").get(type__key="call", key="no_answer")

    def send():
        try:
            start.wait()
            with acme.scope():
                entry, created = log_activity(
                    member=acme.rob, type=ending.type, outcome=ending, occurred_at=NOW, now=NOW, by=acme.rob,
                    prospect="Tom Healy", client_id=mark,
                )  # fmt: skip
            results.append((entry.pk, created))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({pk for pk, _ in results}) == 1
    assert [created for _, created in results].count(True) == 1
    with acme.scope():
        assert Activity.objects.filter(client_id=mark).count() == 1


def at_once(*works):
    """Each in a thread and a connection of its own, all starting together; what each raised or None."""
    start, told = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        try:
            start.wait()
            work()
        except ValidationError as error:
            told[place] = error.messages[0]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_put_things_in_order_at_once_lose_and_double_no_place(acme):
    with acme.scope():
        call = ActivityType.objects.get(key="call")
        pks = list(Outcome.objects.filter(type=call).values_list("pk", flat=True))
    orders = [pks[::-1], [*pks[3:], *pks[:3]], [pks[-1], *pks[:-1]], [*pks[1:], pks[0]]]

    def put(order):
        def work():
            with acme.scope():
                types.order_outcomes(type=call, pks=order, seen=pks, by=acme.ada, now=NOW)

        return work

    def add(number):
        def work():
            with acme.scope():
                types.add_outcome(type=call, name=f"New {number}", by=acme.ada, now=NOW)

        return work

    told = at_once(*map(put, orders))
    assert sorted("Somebody else" in (one or "") for one in told) == [False, True, True, True]
    with acme.scope():
        found = list(Outcome.objects.filter(type=call).order_by("position"))
        assert [one.pk for one in found] == orders[told.index(None)]
        assert [one.position for one in found] == list(range(len(pks)))
    assert at_once(*map(add, range(4))) == [None] * 4
    with acme.scope():
        found = list(Outcome.objects.filter(type=call).values_list("position", "code", "key"))
    for column in zip(*found, strict=True):
        assert len(set(column)) == len(pks) + 4


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_want_the_same_code_at_once_get_it_once(acme):
    def want(key):
        def work():
            with acme.scope():
                ending = Outcome.objects.get(type__key="call", key=key)
                types.change_outcome(outcome=ending, code="QQ", by=acme.ada, now=NOW)

        return work

    told = at_once(*map(want, ["busy", "voicemail", "no_answer"]))
    assert told.count(None) == 1
    assert sum("Choose another code" in (one or "") for one in told) == 2
