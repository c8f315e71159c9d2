"""The same client id sent by two connections at once."""

import threading
import uuid

import pytest
from django.db import connection

from activities.models import Activity, Outcome
from activities.services import log_activity
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
