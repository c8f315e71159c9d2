"""Two workers at once, really committed."""

import threading
from datetime import UTC, datetime, time

import pytest
from django.db import connection

from activities.models import ActivityType, Outcome
from activities.services import log_activity
from organizations.models import OutboxMail
from organizations.tenancy.scope import organization_scope
from scorecards.models import Amendment, Card
from scorecards.services import close_card
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


@pytest.mark.django_db(transaction=True)
def test_an_entry_saved_while_its_card_is_closing_amends_it():
    acme = make_acme(slug="late", domain="late.example")
    with acme.scope():
        aim(acme.rob)
        call = ActivityType.objects.get(key="call")
        missed = Outcome.objects.get(type=call, key="no_answer")
    at = datetime.combine(WEEK.start, time(10), tzinfo=UTC)
    begun, problems = threading.Event(), []

    def log_late():
        try:
            with organization_scope(acme.organization.pk):
                begun.set()
                log_activity(
                    member=acme.rob, type=call, outcome=missed, occurred_at=at, now=MONDAY_AT_SIX, by=acme.rob,
                    prospect="Kestrel",
                )  # fmt: skip
        except Exception as error:  # told to the test, whose thread this is not
            problems.append(error)
        finally:
            connection.close()

    late = threading.Thread(target=log_late)
    with acme.scope():
        card = close_card(member=acme.rob, week=WEEK, now=MONDAY_AT_SIX)
        late.start()
        begun.wait()
        late.join(timeout=0.5)
        assert late.is_alive()  # it waits for the card
    late.join()
    assert problems == []
    with acme.scope():
        assert card.snapshot["lines"][0]["actual"] == "0"
        assert Amendment.objects.get(card=card).after["actuals"]["attempts"] == "1"
