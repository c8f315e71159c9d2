"""Two workers at once, really committed."""

import threading

import pytest
from django.db import connection

from organizations.models import OutboxMail
from organizations.tenancy.scope import organization_scope
from scorecards.models import Card
from scorecards.weekly import close_due
from tests.cast import make_acme
from tests.scorecards.conftest import MONDAY_AT_SIX, WEEK, aim


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_close_the_same_week_at_once_leave_one_card_and_one_mail_each():
    acme = make_acme(slug="busy", domain="busy.example")
    with acme.scope():
        for member in (acme.lea, acme.rob, acme.rita):
            aim(member)
    ready, problems = threading.Barrier(2), []

    def work():
        try:
            ready.wait()
            close_due(organization_id=acme.organization.pk, now=MONDAY_AT_SIX)
        except Exception as error:  # told to the test, whose thread this is not
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    with organization_scope(acme.organization.pk):
        assert Card.objects.closed().filter(week_on=WEEK.start).count() == 4
        assert Card.objects.filter(closed_at__isnull=True).count() == 0
        assert OutboxMail.objects.filter(key__contains=str(WEEK.start)).count() == 5
