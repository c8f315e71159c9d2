"""Today, the organization's home, More and the choice of an organization."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import FollowUp, Outcome
from activities.services import log_activity
from crm.models import Account, Contact
from goals.services import set_target
from metrics.models import Metric
from organizations.models import Membership, Team
from organizations.services import add_member, create_team, set_standard_week, take_time_off
from tests.cast import MONDAY, NOW, TODAY

HERE = "/o/acme/today/"


@pytest.fixture
def inside(acme):
    with acme.scope():
        yield acme


@pytest.fixture
def goal(inside):
    metric = Metric.objects.get(key="attempts")
    return set_target(member=inside.rob, metric=metric, value=100, from_on=MONDAY, by=inside.lea, now=NOW)


def attempts(acme, number, days_ago=0):
    ending = Outcome.objects.select_related("type").get(type__key="call", key="no_answer")
    for each in range(number):
        log_activity(
            member=acme.rob, type=ending.type, outcome=ending, occurred_at=NOW - timedelta(days=days_ago), now=NOW,
            by=acme.rob, prospect=f"Prospect {each}",
        )  # fmt: skip


def promise(acme, name="Marta Novak", due=TODAY, **contact):
    account = Account.objects.create(name="Kestrel Foods", owner=acme.rob, created_at=NOW)
    who = Contact.objects.create(name=name, account=account, owner=acme.rob, created_at=NOW, **contact)
    return FollowUp.objects.create(
        member=acme.rob, contact=who, account=account, due_on=due, reason="Talked, call back",
        created_at=NOW - timedelta(days=9),
    )  # fmt: skip


def html(client, address=HERE):
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def test_it_says_how_many_more_and_who_is_next(inside, enter, goal):
    attempts(inside, 22, days_ago=2)
    attempts(inside, 15, days_ago=1)
    attempts(inside, 7)
    promise(inside, phone="+44 20 7946 0018")
    page = html(enter(inside.rob))
    assert "14 attempts to go. Marta Novak is next." in page
    assert "(100 − 37) ÷ 3 days left = 21" in page
    assert "Attempts this week: Monday 22 of 20, Tuesday 15 of 20, today 7 of 21 so far" in page
    assert 'href="tel:+442079460018"' in page


def test_what_is_overdue_stands_before_what_is_due_and_who_was_tried_comes_last(inside, enter, goal):
    promise(inside, "Today Tom")
    promise(inside, "Late Lotte", due=TODAY - timedelta(days=3))
    tried = promise(inside, "Tried Tina", due=TODAY - timedelta(days=5))
    promise(inside, "Blocked Bea", do_not_contact=True)
    promise(inside, "Later Liz", due=TODAY + timedelta(days=1))
    ending = Outcome.objects.select_related("type").get(type__key="call", key="no_answer")
    log_activity(
        member=inside.rob, type=ending.type, outcome=ending, occurred_at=NOW, now=NOW, by=inside.rob,
        contact=tried.contact,
    )  # fmt: skip
    page = html(enter(inside.rob)).split("<main")[1]
    assert page.index("Late Lotte") < page.index("Today Tom") < page.rindex("Tried Tina")
    assert "Tried today." in page
    assert "Blocked Bea" not in page
    assert "Later Liz" not in page


def test_later_moves_the_next_action_to_the_day_that_is_chosen_and_comes_back(inside, enter, goal):
    due, rob = promise(inside), enter(inside.rob)
    page, there = html(rob), f"/o/acme/log/follow-ups/{due.pk}/"
    assert f'action="{there}later/"' in page
    day = TODAY + timedelta(days=7)
    assert f'name="until" value="{day}"' in page
    answer = rob.post(f"{there}later/", {"next": HERE, "until": str(day)})
    assert answer.url == HERE
    page = html(rob)
    assert "Nothing waits for you." in page
    due.refresh_from_db()
    assert due.due_on == day
    assert rob.post(re.search(rf'action="({there}back/[^"]*)"', page)[1]).url == HERE
    due.refresh_from_db()
    assert due.due_on == TODAY


def test_any_other_day_is_taken_on_the_page_of_the_follow_up_and_leads_back_to_today(inside, enter, goal):
    due, rob = promise(inside), enter(inside.rob)
    other = re.search(rf'href="(/o/acme/log/follow-ups/{due.pk}/\?[^"]*)"', html(rob))[1]
    sent = {"due_on": str(TODAY + timedelta(days=40)), "channel": "call", "priority": due.priority}
    assert rob.post(other, sent).url == HERE
    due.refresh_from_db()
    assert due.due_on == TODAY + timedelta(days=40)


def test_a_rep_without_a_goal_is_told_so_with_a_way(inside, enter):
    page = html(enter(inside.rita))
    assert "No goal yet." in page
    assert "Nobody to call yet." in page


def test_a_day_that_is_done_says_so(inside, enter, goal):
    attempts(inside, 34)
    assert "Today’s 34 attempts are done." in html(enter(inside.rob))


def test_a_day_off_asks_for_nothing(inside, enter, goal):
    take_time_off(
        membership=inside.rob, starts_on=TODAY, ends_on=TODAY + timedelta(days=1), by=inside.lea, now=NOW
    )
    page = html(enter(inside.rob))
    assert "You are off today." in page
    assert "Back on Thursday 19 November" in page


def test_who_is_away_for_longer_is_told_the_real_day_of_return(inside, enter, goal):
    take_time_off(
        membership=inside.rob, starts_on=TODAY, ends_on=TODAY + timedelta(days=19), by=inside.lea, now=NOW
    )
    assert "Back on Monday 7 December" in html(enter(inside.rob))


def test_a_sunday_to_thursday_organization_sees_its_own_days_in_the_week(inside, enter, goal):
    set_standard_week(
        organization=inside.organization, by=inside.ada, now=NOW - timedelta(days=7),
        weights=dict.fromkeys(("sunday", "monday", "tuesday", "wednesday", "thursday"), Decimal(1)),
    )  # fmt: skip
    page = html(enter(inside.rob))
    assert "Sun" in page
    assert "Fri" not in page


def test_today_costs_the_same_for_seven_as_for_two(inside, enter, goal):
    rob = enter(inside.rob)
    for _ in range(2):
        promise(inside)
    html(rob)
    with CaptureQueriesContext(connection) as few:
        html(rob)
    for _ in range(5):
        promise(inside)
    with CaptureQueriesContext(connection) as many:
        html(rob)
    assert len(few) == len(many)
    assert len(many) < 30, len(many)


def test_the_organization_shows_where_leadership_is_missing(inside, enter):
    create_team(name="West", parent=None, leader=None, by=inside.ada, now=NOW)
    add_member(name="New Nora", email="nora@acme.example", zone="UTC", by=inside.ada, now=NOW)
    page = html(enter(inside.ada), "/o/acme/admin/")
    assert "West has no leader." in page
    assert "New Nora" in page
    assert "Rob" in page


def test_last_weeks_totals_are_those_of_the_engine(inside, enter):
    attempts(inside, 3, days_ago=7)
    page = html(enter(inside.ada), "/o/acme/admin/")
    assert "Week 46" in page
    north = page.split(">North<")[1].split("</tr>")[0]
    assert '">3<span class="vh"> North</span></a></td>' in north


def test_the_organization_is_for_admins(inside, enter):
    assert enter(inside.lea).get("/o/acme/admin/").status_code == 403


def test_the_organization_costs_the_same_for_more_people(inside, enter):
    ada = enter(inside.ada)
    html(ada, "/o/acme/admin/")
    with CaptureQueriesContext(connection) as few:
        html(ada, "/o/acme/admin/")
    for each in range(5):
        add_member(name=f"Nora {each}", email=f"nora{each}@acme.example", zone="UTC", by=inside.ada, now=NOW)
        create_team(name=f"West {each}", parent=None, leader=None, by=inside.ada, now=NOW)
    with CaptureQueriesContext(connection) as many:
        html(ada, "/o/acme/admin/")
    assert len(few) == len(many)


def test_more_leads_to_every_place(inside, enter):
    page = html(enter(inside.rob), "/o/acme/more/")
    assert "My log" in page
    assert "Sign out" in page


def test_home_is_the_page_of_the_role_that_needs_it_most(inside, enter):
    assert enter(inside.rob).get("/o/acme/").url == HERE
    assert enter(inside.ada).get("/o/acme/").url == "/o/acme/admin/"


def test_whoever_is_in_one_organization_goes_straight_there(inside, enter):
    assert enter(inside.rob).get("/").url == "/o/acme/"


def test_an_organization_without_teams_or_sellers_is_not_praised_for_them(acme, enter):
    with acme.scope():
        Team.objects.update(retired_at=NOW)
        Membership.objects.exclude(pk=acme.ada.pk).update(deactivated_at=NOW)
    page = enter(acme.ada).get("/o/acme/admin/").content.decode()
    assert page.count("There is no team yet.") == 2
    assert "Nobody sells here yet." in page
    assert "All set" not in page
    assert 'href="/o/acme/teams/add/"' in page
