"""People and teams: who sees whom, and where a person's days come from."""

from datetime import date
from decimal import Decimal

from organizations.services import add_member, create_team, name_leader, place_member, take_time_off
from tests.cast import NOW, SINCE
from tests.flat import assert_flat


def test_an_admin_sees_every_team_with_its_leader_and_people(acme, enter):
    page = enter(acme.ada).get("/o/acme/people/").content.decode()
    for name in ("North", "South", "Led by Lea Leader", "Led by Sam South", "Rob Rep", "Sol South"):
        assert name in page


def test_a_person_in_no_team_is_said_plainly(acme, enter):
    page = enter(acme.ada).get("/o/acme/people/").content.decode()
    assert "In no team" in page
    assert "1 person is in no team" in page.replace("\xa0", " ")


def test_a_team_without_a_leader_is_said_plainly(acme, enter):
    with acme.scope():
        name_leader(team=acme.south, leader=None, by=acme.ada, now=NOW)
    page = enter(acme.ada).get("/o/acme/people/").content.decode()
    assert "South has no leader." in page
    assert "No leader" in page


def test_a_team_stands_below_its_parent(acme, enter):
    with acme.scope():
        create_team(name="Aachen", parent=acme.north, by=acme.ada, now=NOW)
    page = enter(acme.ada).get("/o/acme/people/").content.decode()
    assert page.index("<h2>North") < page.index("<h2>Aachen") < page.index("<h2>South")


def test_a_leader_sees_the_own_team_only(acme, enter):
    page = enter(acme.lea).get("/o/acme/people/").content.decode()
    assert "Rob Rep" in page
    assert "Sol South" not in page


def test_a_rep_has_no_list_of_people(acme, enter):
    assert enter(acme.rob).get("/o/acme/people/").status_code == 403


def test_the_list_costs_the_same_for_seven_people_as_for_two(acme, enter):
    made = iter(range(100))

    def add(number):
        with acme.scope():
            for _ in range(number):
                at = next(made)
                one = add_member(
                    name=f"New {at}", email=f"new{at}@acme.example", zone="UTC", by=acme.ada, now=NOW
                )
                team = create_team(name=f"Team {at}", leader=one, by=acme.ada, now=NOW)
                place_member(membership=one, team=team, from_on=SINCE, by=acme.ada, now=NOW)

    assert_flat(enter(acme.ada), "/o/acme/people/", add)


def test_a_person_sees_where_the_own_days_come_from(acme, enter):
    with acme.scope():
        take_time_off(
            membership=acme.rob, starts_on=date(2026, 11, 19), ends_on=date(2026, 11, 21), share=Decimal("0.5"),
            by=acme.ada, now=NOW,
        )  # fmt: skip
    page = enter(acme.rob).get(f"/o/acme/people/{acme.rob.pk}/").content.decode().replace("\xa0", " ")
    assert "works 20 of 21 days this month" in page
    assert "Thursday 19 November" in page
    assert "half day of leave" in page
    assert "North" in page


def test_a_rep_does_not_find_another_person(acme, enter):
    assert enter(acme.rob).get(f"/o/acme/people/{acme.rita.pk}/").status_code == 404
    assert enter(acme.sam).get(f"/o/acme/people/{acme.rob.pk}/").status_code == 404
    assert enter(acme.lea).get(f"/o/acme/people/{acme.rob.pk}/").status_code == 200
