"""A query whose SQL is put together once answers every later question as the query itself would."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.progress import ground_query
from organizations.calendars import fact_query
from organizations.models import Schedule
from organizations.prepared import Prepared, ids_of
from organizations.services import ask_time_off
from tests.cast import MONDAY, NOW

WEEK = timedelta(weeks=1)


def told(prepared, members, start):
    return sorted(prepared.rows(members=ids_of(members), start=start, end=start + WEEK), key=str)


def asked(members, start):
    return sorted(fact_query(members, start, start + WEEK), key=str)


def test_it_is_asked_about_others_and_other_days_than_at_first(acme):
    prepared = Prepared(fact_query)
    with acme.scope():
        Schedule.objects.create(membership=acme.rob, from_on=MONDAY, wednesday=0)
        day = MONDAY + WEEK
        off = ask_time_off(
            membership=acme.sol, starts_on=day, ends_on=day + timedelta(days=1), by=acme.sol, now=NOW
        )
        type(off).objects.filter(pk=off.pk).update(state="approved")
        first = told(prepared, [acme.rob], MONDAY)
        later = told(prepared, [acme.sol, acme.rob], MONDAY + WEEK)
        assert first == asked([acme.rob], MONDAY)
        assert later == asked([acme.sol, acme.rob], MONDAY + WEEK)
        assert {row[0] for row in later} - {row[0] for row in first} == {"absence"}
        assert told(prepared, [], MONDAY) == [row for row in first if row[1] == 0]


def test_it_is_one_statement_that_shows_no_other_organization(acme, rival):
    prepared = Prepared(ground_query)
    with rival.scope():
        Schedule.objects.create(membership=rival.mallory, from_on=MONDAY, wednesday=0)
        assert any(row[0] == "schedule" for row in told(prepared, [rival.mallory], MONDAY))
    with acme.scope(), CaptureQueriesContext(connection) as captured:
        assert not any(row[0] == "schedule" for row in told(prepared, [rival.mallory], MONDAY))
    assert len([one for one in captured if "UNION ALL" in one["sql"]]) == 1
