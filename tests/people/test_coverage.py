"""Leadership coverage: what is missing is said on the admin's and the leader's home, each with its one action."""

import pytest

from organizations.models import Organization
from organizations.services import create_team, deactivate_member, name_leader, place_member
from tests.cast import NOW, SINCE, TODAY, member


def text(answer) -> str:
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def said(client, path) -> str:
    """The part of a home that tells of leadership; empty where there is none."""
    page = text(client.get(path))
    return page.split('id="coverage"')[1].split("</section>")[0] if 'id="coverage"' in page else ""


@pytest.fixture
def crowd(acme):
    """North with eleven people besides its leader, where ten are the most."""
    with acme.scope():
        for n in range(9):
            one = member(f"New {n}", f"new{n}@acme.example", acme.ada)
            place_member(membership=one, team=acme.north, from_on=SINCE, by=acme.ada, now=NOW)
    return acme


def test_where_all_is_covered_nothing_is_said(acme, enter):
    assert said(enter(acme.ada), "/o/acme/admin/") == ""
    assert said(enter(acme.lea), "/o/acme/team/") == ""


def test_a_team_without_a_leader_is_said_with_the_page_to_name_one(acme, enter):
    with acme.scope():
        name_leader(team=acme.south, leader=None, by=acme.ada, now=NOW)
    told = said(enter(acme.ada), "/o/acme/admin/")
    assert "South has no leader" in told
    assert f'href="/o/acme/teams/{acme.south.pk}/leader/"' in told
    assert said(enter(acme.lea), "/o/acme/team/") == "", "a leader is told of their own teams and those below"


def test_the_team_with_the_most_people_led_by_nobody_is_said_first(acme, enter):
    with acme.scope():
        create_team(name="Aardvark", by=acme.ada, now=NOW)
        name_leader(team=acme.north, leader=None, by=acme.ada, now=NOW)
    told = said(enter(acme.ada), "/o/acme/admin/")
    assert told.index("North has no leader") < told.index("Aardvark has no leader")


def test_a_leader_is_told_of_teams_below_and_writes_to_an_admin(acme, enter):
    with acme.scope():
        create_team(name="West", parent=acme.north, by=acme.ada, now=NOW)
    told = said(enter(acme.lea), "/o/acme/team/")
    assert "West has no leader" in told
    assert 'href="mailto:ada@acme.example?subject=West%20has%20no%20leader"' in told


def test_a_rep_without_a_team_is_said_to_admins_and_to_who_led_them_last(acme, enter):
    with acme.scope():
        place_member(membership=acme.rob, team=None, from_on=TODAY, by=acme.ada, now=NOW)
    told = said(enter(acme.ada), "/o/acme/admin/")
    assert "Rob Rep is in no team" in told
    assert "Was in North last." in told
    assert f'href="/o/acme/people/{acme.rob.pk}/move/"' in told
    assert "Rob Rep is in no team" in said(enter(acme.lea), "/o/acme/team/")
    assert said(enter(acme.sam), "/o/acme/team/") == ""


def test_a_leader_with_too_many_people_is_said_to_both(crowd, enter):
    assert "Lea Leader leads 11 people" in said(enter(crowd.ada), "/o/acme/admin/")
    assert "Lea Leader leads 11 people" in said(enter(crowd.lea), "/o/acme/team/")


def test_the_most_is_the_organizations_own_setting(crowd, enter):
    ada = enter(crowd.ada)
    assert "10" in text(ada.get("/o/acme/settings/")).split("People for each leader")[1][:300]
    assert ada.post("/o/acme/settings/most-reports/", {"most_reports": "0"}).status_code == 422
    assert ada.post("/o/acme/settings/most-reports/", {"most_reports": "11"}).status_code == 302
    assert Organization.objects.get(slug="acme").most_reports == 11
    assert said(ada, "/o/acme/admin/") == ""


def test_who_leads_right_below_counts_once_and_who_has_left_does_not(crowd, enter):
    with crowd.scope():
        west = create_team(name="West", parent=crowd.north, leader=crowd.rob, by=crowd.ada, now=NOW)
        create_team(name="East", parent=crowd.north, leader=crowd.sam, by=crowd.ada, now=NOW)
    told = said(enter(crowd.ada), "/o/acme/admin/")
    assert "Lea Leader leads 12 people" in told, "Sam comes on top; Rob sits in North and is there already"
    with crowd.scope():
        name_leader(team=west, leader=crowd.lea, by=crowd.ada, now=NOW)
        deactivate_member(membership=crowd.rob, by=crowd.ada, now=NOW)
    assert "Lea Leader leads 11 people" in said(enter(crowd.ada), "/o/acme/admin/")


def test_a_leader_whose_access_has_ended_leads_nothing(acme, enter):
    with acme.scope():
        deactivate_member(membership=acme.sam, by=acme.ada, now=NOW)
    assert "South has no leader" in said(enter(acme.ada), "/o/acme/admin/")


def test_more_than_a_handful_is_counted(acme, enter):
    with acme.scope():
        for n in range(7):
            create_team(name=f"Team {n}", by=acme.ada, now=NOW)
    told = said(enter(acme.ada), "/o/acme/admin/")
    assert told.count("has no leader</bdi>") == 5
    assert "And 2 more" in told
