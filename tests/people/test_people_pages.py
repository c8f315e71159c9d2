"""People and teams: who sees whom, and where a person's days come from."""

from datetime import date
from decimal import Decimal

from organizations.services import (
    add_member,
    create_team,
    deactivate_member,
    name_leader,
    place_member,
    take_time_off,
)
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
    assert f'href="/o/acme/teams/{acme.south.pk}/leader/"' in page, "with the one thing to do about it"


def test_a_team_stands_below_its_parent(acme, enter):
    with acme.scope():
        create_team(name="Aachen", parent=acme.north, by=acme.ada, now=NOW)
    page = enter(acme.ada).get("/o/acme/people/").content.decode()
    assert [page.index(f"<bdi>{name}</bdi></h2>") for name in ("North", "Aachen", "South")] == sorted(
        page.index(f"<bdi>{name}</bdi></h2>") for name in ("North", "Aachen", "South")
    )


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


def found(client, query):
    page = client.get(f"/o/acme/people/{query}").content.decode().replace("\xa0", " ").split("</form>")[1]
    names = ("Ada Admin", "Lea Leader", "Rob Rep", "Rita Rep", "Sam South", "Sol South")
    return {name for name in names if f"<bdi>{name}</bdi></a>" in page}


def test_people_are_found_by_name_address_role_team_and_state(acme, enter):
    ada = enter(acme.ada)
    with acme.scope():
        create_team(name="West", parent=acme.north, by=acme.ada, now=NOW)
        deactivate_member(membership=acme.rita, by=acme.ada, now=NOW)
    assert found(ada, "?q=south") == {"Sam South", "Sol South"}
    assert found(ada, "?q=ROB@acme") == {"Rob Rep"}
    assert found(ada, "?role=admin") == {"Ada Admin"}
    assert found(ada, "?role=leader") == {"Lea Leader", "Sam South"}
    assert found(ada, f"?team={acme.north.pk}&role=rep") == {"Lea Leader", "Rob Rep"}
    assert found(ada, "?team=0") == {"Ada Admin"}
    assert found(ada, "?state=gone") == {"Rita Rep"}
    assert found(ada, "?q=nobody+at+all") == set()
    assert "Nobody fits." in ada.get("/o/acme/people/?q=zzz").content.decode()


def test_a_leader_finds_only_whom_they_lead(acme, rival, enter):
    lea = enter(acme.lea)
    assert found(lea, "?q=south") == set()
    assert found(lea, f"?team={acme.south.pk}") == {"Lea Leader", "Rob Rep", "Rita Rep"}, (
        "no such choice for her"
    )
    assert found(lea, f"?team={rival.team.pk}") == {"Lea Leader", "Rob Rep", "Rita Rep"}


def test_asking_nonsense_is_no_error(acme, enter):
    for query in ("?team=x", "?role=boss", "?state=dead", "?q=%00", "?page=x", "?team=99999999999999999999"):
        assert enter(acme.ada).get(f"/o/acme/people/{query}").status_code == 200


def test_many_people_come_in_pages(acme, enter):
    with acme.scope():
        for n in range(101):
            add_member(name=f"N {n:03}", email=f"n{n}@acme.example", zone="UTC", by=acme.ada, now=NOW)
    first, second = (enter(acme.ada).get(f"/o/acme/people/?page={n}").content.decode() for n in (1, 2))
    assert "N 000" in first
    assert "N 100" not in first
    assert "N 100" in second
    assert "N 000" not in second


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
