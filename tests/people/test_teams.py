"""The team tree, through its pages: added, renamed, moved, led, retired, restored, and all of it undone."""

import pytest

from organizations.models import Event, Membership, Placement, Team
from organizations.services import create_team, name_leader, place_member
from tests.cast import NOW, SINCE, TODAY
from tests.flat import assert_flat


@pytest.fixture
def ada(acme, enter):
    return enter(acme.ada)


@pytest.fixture
def west(acme):
    """A team below North."""
    with acme.scope():
        return create_team(name="West", parent=acme.north, by=acme.ada, now=NOW)


def now_of(acme, team):
    with acme.scope():
        return Team.objects.select_related("leader", "parent").get(pk=team.pk)


def text(answer) -> str:
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def undo(client, page: str):
    """Press Undo in the toast."""
    action = page.split('class="toast"')[1].split('action="')[1].split('"')[0]
    return text(client.post(action, follow=True))


def test_the_tree_shows_who_leads_what_below_what(acme, ada, west):
    page = text(ada.get("/o/acme/teams/"))
    north, inside, south = (page.index(f'data-team="{one.pk}"') for one in (acme.north, west, acme.south))
    assert north < inside < south
    assert "Led by <bdi>Lea Leader</bdi>" in page
    assert "3 people" in page
    assert f'href="/o/acme/teams/{west.pk}/leader/"' in page, (
        "a team without a leader says so, with the way out"
    )


def test_a_team_is_added_below_another_with_a_leader_and_taken_back(acme, ada):
    page = text(
        ada.post(
            "/o/acme/teams/add/",
            {"name": "  East   coast ", "parent": acme.south.pk, "leader": acme.sol.pk},
            follow=True,
        )
    )
    with acme.scope():
        made = Team.objects.get(name="East coast")
    assert (made.parent_id, made.leader_id, made.path) == (
        acme.south.pk,
        acme.sol.pk,
        f"{acme.south.path}{made.pk}.",
    )
    assert "It is as it was." in undo(ada, page)
    with acme.scope():
        assert not Team.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize("name", ["North", " North "])
def test_a_taken_name_is_refused_at_the_field_and_the_form_kept(acme, ada, name):
    answer = ada.post("/o/acme/teams/add/", {"name": name, "parent": 0, "leader": acme.sol.pk})
    page = text(answer)
    assert answer.status_code == 422
    assert "There is a team called North at the top already." in page
    assert f'<option value="{acme.sol.pk}" selected>' in page


def test_the_same_name_may_stand_below_another_team(acme, ada):
    sent = {"name": "North", "parent": acme.south.pk, "leader": 0}
    assert ada.post("/o/acme/teams/add/", sent).status_code == 302


def test_a_team_is_renamed_and_renamed_back(acme, ada):
    page = text(ada.post(f"/o/acme/teams/{acme.north.pk}/name/", {"name": "Far north"}, follow=True))
    assert now_of(acme, acme.north).name == "Far north"
    undo(ada, page)
    assert now_of(acme, acme.north).name == "North"


def test_a_name_that_is_taken_empty_or_too_long_is_refused_at_the_field(acme, ada):
    for name, words in [("South", "called South"), (" ", "Say what the team is called."), ("x" * 301, "300")]:
        answer = ada.post(f"/o/acme/teams/{acme.north.pk}/name/", {"name": name})
        assert answer.status_code == 422
        assert words in text(answer)


def test_a_team_moves_with_everything_below_it_and_back(acme, ada, west):
    page = text(ada.post(f"/o/acme/teams/{acme.north.pk}/place/", {"parent": acme.south.pk}, follow=True))
    north, inside = now_of(acme, acme.north), now_of(acme, west)
    assert north.path == f"{acme.south.pk}.{north.pk}."
    assert inside.path == f"{north.path}{inside.pk}."
    undo(ada, page)
    assert now_of(acme, west).path == f"{acme.north.pk}.{west.pk}."


def test_a_cycle_can_not_be_chosen_and_is_refused_when_it_is_sent_all_the_same(acme, ada, west):
    assert f'value="{west.pk}"' not in text(ada.get(f"/o/acme/teams/{acme.north.pk}/")).split("<main")[1]
    assert ada.post(f"/o/acme/teams/{acme.north.pk}/place/", {"parent": west.pk}).status_code == 422
    for sent in ({"team": acme.north.pk, "parent": west.pk}, {"place": f"{acme.north.pk}:{west.pk}"}):
        answer = ada.post("/o/acme/teams/place/", sent, headers={"HX-Request": "true"})
        assert answer.status_code == 422
        assert "West is below North itself." in text(answer)
    assert now_of(acme, acme.north).parent is None


def test_a_drag_brings_the_tree_back_in_place_with_undo(acme, ada, west):
    answer = ada.post("/o/acme/teams/place/", {"team": west.pk, "parent": 0}, headers={"HX-Request": "true"})
    page = text(answer)
    assert page.startswith("<form")
    assert 'id="team-tree"' in page
    assert now_of(acme, west).parent is None
    assert "West has moved" in page
    undo(ada, page)
    assert now_of(acme, west).parent_id == acme.north.pk


def test_the_arrows_work_without_script(acme, ada, west):
    page = text(ada.post("/o/acme/teams/place/", {"place": f"{west.pk}:0"}, follow=True))
    assert "West has moved" in page
    assert now_of(acme, west).parent is None


def test_undo_is_refused_once_something_else_has_changed(acme, ada):
    page = text(ada.post(f"/o/acme/teams/{acme.north.pk}/name/", {"name": "Far north"}, follow=True))
    with acme.scope():
        name_leader(team=acme.north, leader=acme.sam, by=acme.ada, now=NOW)
    assert "nothing to undo" in undo(ada, page)
    assert now_of(acme, acme.north).name == "Far north"


def test_a_leader_is_named_from_those_who_are_here_and_may_lead_several(acme, ada):
    page = text(ada.get(f"/o/acme/teams/{acme.south.pk}/leader/"))
    assert "Lea Leader (North)" in page
    page = text(ada.post(f"/o/acme/teams/{acme.south.pk}/leader/", {"leader": acme.lea.pk}, follow=True))
    with acme.scope():
        assert set(Team.objects.filter(leader=acme.lea).values_list("name", flat=True)) == {"North", "South"}
    undo(ada, page)
    assert now_of(acme, acme.south).leader == acme.sam


def test_an_empty_team_is_retired_its_name_is_free_and_it_comes_back(acme, ada, west):
    page = text(ada.post(f"/o/acme/teams/{west.pk}/retire/", follow=True))
    assert "West is retired." in page
    assert f'action="/o/acme/teams/{west.pk}/restore/"' in page
    assert ada.get(f"/o/acme/teams/{west.pk}/").status_code == 404
    with acme.scope():
        again = create_team(name="West", parent=acme.north, by=acme.ada, now=NOW)
    page = text(ada.post(f"/o/acme/teams/{west.pk}/restore/", follow=True))
    assert "called West below North already" in page
    with acme.scope():
        again.delete()
    assert "West is back" in text(ada.post(f"/o/acme/teams/{west.pk}/restore/", follow=True))
    assert now_of(acme, west).retired_at is None


def test_retiring_a_team_with_people_and_teams_asks_where_they_go(acme, ada, west):
    answer = ada.post(f"/o/acme/teams/{acme.north.pk}/retire/")
    assert answer.status_code == 422
    assert "3 people are in it" in text(answer)
    assert now_of(acme, acme.north).retired_at is None
    sent = {"people_to": acme.south.pk, "teams_to": acme.south.pk}
    page = text(ada.post(f"/o/acme/teams/{acme.north.pk}/retire/", sent, follow=True))
    assert now_of(acme, west).path == f"{acme.south.pk}.{west.pk}."
    with acme.scope():
        stays = Placement.objects.filter(membership=acme.rob).order_by("starts_on")
        assert [(one.team_id, one.starts_on, one.ends_on) for one in stays] == [
            (acme.north.pk, SINCE, TODAY), (acme.south.pk, TODAY, None),
        ]  # fmt: skip
    undo(ada, page)
    assert now_of(acme, west).parent_id == acme.north.pk
    with acme.scope():
        stay = Placement.objects.get(membership=acme.rob)
        assert (stay.team_id, stay.ends_on) == (acme.north.pk, None)


def test_people_of_a_retired_team_may_be_in_none(acme, ada):
    page = text(ada.post(f"/o/acme/teams/{acme.south.pk}/retire/", {"people_to": 0}, follow=True))
    with acme.scope():
        assert not Placement.objects.on(TODAY).filter(membership=acme.sol).exists()
    undo(ada, page)
    with acme.scope():
        assert Placement.objects.on(TODAY).get(membership=acme.sol).team == acme.south


def test_a_retired_team_can_not_swallow_what_is_below_it(acme, ada, west):
    sent = {"people_to": west.pk, "teams_to": west.pk}
    assert ada.post(f"/o/acme/teams/{acme.north.pk}/retire/", sent).status_code == 422
    assert now_of(acme, acme.north).retired_at is None


def test_who_led_a_retired_team_leads_it_no_more_and_again_when_it_is_back(acme, ada, enter):
    ada.post(f"/o/acme/teams/{acme.south.pk}/retire/", {"people_to": 0})
    assert enter(acme.sam).get("/o/acme/team/").status_code == 403
    ada.post(f"/o/acme/teams/{acme.south.pk}/restore/")
    assert enter(acme.sam).get("/o/acme/team/").status_code == 200


def test_a_planned_move_into_a_retired_team_goes_where_its_people_go(acme, ada, west):
    with acme.scope():
        place_member(membership=acme.sol, team=west, from_on=TODAY.replace(day=30), by=acme.ada, now=NOW)
    ada.post(f"/o/acme/teams/{west.pk}/retire/", {"people_to": acme.north.pk})
    with acme.scope():
        planned = Placement.objects.get(membership=acme.sol, ends_on=None)
        assert (planned.team_id, planned.starts_on) == (acme.north.pk, TODAY.replace(day=30))


def test_every_change_of_a_team_is_in_the_trail(acme, ada, west):
    ada.post(f"/o/acme/teams/{west.pk}/place/", {"parent": 0})
    ada.post(f"/o/acme/teams/{west.pk}/name/", {"name": "Wild west"})
    ada.post(f"/o/acme/teams/{west.pk}/retire/")
    with acme.scope():
        events = Event.objects.about("organizations.team", west.pk)
        told = {event.verb: event.data for event in events}
    assert told["team_moved"] == {"before": acme.north.pk, "after": None}
    assert told["team_renamed"] == {"before": "West", "after": "Wild west"}
    assert set(told) == {"team_created", "team_moved", "team_renamed", "team_retired"}
    page = text(ada.get("/o/acme/audit/"))
    assert "Ada Admin retired the team Wild west" in page


def test_guessing_a_rivals_team_finds_nothing_and_a_form_from_there_fits_nothing(acme, rival, ada, enter):
    for act in ("", "leader/", "retire/"):
        assert ada.get(f"/o/acme/teams/{rival.team.pk}/{act}").status_code == 404
    for act in ("name/", "place/", "leader/", "retire/", "restore/"):
        assert ada.post(f"/o/acme/teams/{rival.team.pk}/{act}", {"name": "x"}).status_code == 404
    moved = {"team": rival.team.pk, "parent": acme.north.pk}
    assert ada.post("/o/acme/teams/place/", moved).status_code == 404
    assert (
        ada.post("/o/acme/teams/place/", {"team": acme.north.pk, "parent": rival.team.pk}).status_code == 404
    )
    # The same form, sent to the other organization by somebody of that one.
    made = {"name": "Trojan", "parent": acme.north.pk, "leader": acme.lea.pk}
    assert enter(rival.mallory).post("/o/rival/teams/add/", made).status_code == 422
    assert ada.post("/o/rival/teams/add/", made).status_code == 404
    led = {"leader": rival.mallory.pk}
    assert ada.post(f"/o/acme/teams/{acme.north.pk}/leader/", led).status_code == 422
    with rival.scope():
        assert list(Team.objects.values_list("name", flat=True)) == ["Rival team"]


def test_the_tree_costs_the_same_for_seven_teams_as_for_two(acme, ada):
    made = iter(range(100))

    def add(number):
        with acme.scope():
            for _ in range(number):
                create_team(name=f"T {next(made)}", parent=acme.north, leader=acme.lea, by=acme.ada, now=NOW)

    assert_flat(ada, "/o/acme/teams/", add)


def test_names_of_any_script_survive(acme, ada):
    name = "\u202eفريق \U0001f600 <b>" + "ä" * 280
    assert ada.post("/o/acme/teams/add/", {"name": name, "parent": 0, "leader": 0}).status_code == 302
    page = ada.get("/o/acme/teams/").content.decode()
    assert "<b>ä" not in page
    assert "فريق" in page


def test_a_former_member_can_not_be_named(acme, ada):
    with acme.scope():
        Membership.objects.filter(pk=acme.sol.pk).update(deactivated_at=NOW)
    answer = ada.post(f"/o/acme/teams/{acme.south.pk}/leader/", {"leader": acme.sol.pk})
    assert answer.status_code == 422
