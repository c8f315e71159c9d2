"""The API of teams and of who is in which when."""

from datetime import timedelta

from organizations.models import Membership
from organizations.services import place_member
from tests.cast import NOW, SINCE, TODAY
from tests.people.calls import call, get

DAY = timedelta(days=1)


def test_a_move_has_its_day_and_the_last_one_is_taken_back(acme, caller):
    ada, day = caller(acme.ada), TODAY + 5 * DAY
    move = {"member": acme.rob.pk, "team": acme.south.pk, "from_on": str(day)}
    status, made = call(ada, "post", "placements/", move)
    assert (status, made["starts_on"], made["team"]) == (201, str(day), acme.south.pk)
    again = {"member": acme.rob.pk, "team": acme.north.pk, "from_on": str(TODAY)}
    assert list(call(ada, "post", "placements/", again)[1]) == ["from_on"], (
        "the planned one stands in the way"
    )
    for wrong, field in [
        ({"team": 10**9}, "team"), ({"member": 10**9}, "member"), ({"from_on": "soon"}, "from_on"),
        ({"team": "x"}, "team"),
    ]:  # fmt: skip
        status, said = call(ada, "post", "placements/", move | wrong)
        assert (status, list(said)) == (422, [field])
    status, found = get(ada, f"placements/?member={acme.rob.pk}")
    assert [(one["team"], one["starts_on"], one["ends_on"]) for one in found["results"]] == [
        (acme.south.pk, str(day), None), (acme.north.pk, str(SINCE), str(day)),
    ]  # fmt: skip
    assert get(ada, "placements/?state=planned")[1]["count"] == 1
    assert get(ada, "placements/?state=past")[1]["count"] == 0
    assert get(ada, f"placements/?on={day}&team={acme.south.pk}")[1]["count"] == 3
    assert get(ada, "placements/?on=never")[0] == 400
    status, one = call(ada, "post", f"members/{acme.rob.pk}/take-back-move/")
    assert (status, one["planned_move"]) == (200, None)
    status, said = call(ada, "post", f"members/{acme.rob.pk}/take-back-move/")
    assert (status, list(said)) == (422, ["detail"])
    status, out = call(ada, "post", "placements/", move | {"team": None})
    assert (status, out["id"], out["team"]) == (201, None, None)
    assert get(ada, f"members/{acme.rob.pk}/")[1]["planned_move"] == {"on": str(day), "team": None}


def test_times_in_teams_are_seen_by_who_sees_the_person(acme, bearer):
    assert {one["member"] for one in get(bearer(acme.lea), "placements/")[1]["results"]} == {
        acme.lea.pk, acme.rob.pk, acme.rita.pk,
    }  # fmt: skip
    assert [one["member"] for one in get(bearer(acme.rob), "placements/")[1]["results"]] == [acme.rob.pk]
    assert get(bearer(acme.rob), f"placements/?member={acme.sol.pk}")[1]["count"] == 0


def test_a_team_is_made_changed_retired_and_brought_back(acme, caller):
    ada = caller(acme.ada)
    status, west = call(
        ada, "post", "teams/", {"name": " West ", "parent": acme.north.pk, "leader": acme.rita.pk}
    )
    assert (status, west["name"], west["depth"], west["leader_name"], west["people"]) == (
        201,
        "West",
        1,
        "Rita Rep",
        0,
    )
    path = f"teams/{west['id']}/"
    assert [one["name"] for one in get(ada, "teams/")[1]["results"]] == ["North", "West", "South"]
    status, moved = call(ada, "patch", path, {"name": "Far west", "parent": None, "leader": None})
    assert (status, moved["name"], moved["parent"], moved["leader"], moved["depth"]) == (
        200,
        "Far west",
        None,
        None,
        0,
    )
    status, said = call(ada, "patch", path, {"name": "Wild west", "parent": west["id"]})
    assert (status, list(said)) == (422, ["parent"])
    assert get(ada, path)[1]["name"] == "Far west", "all or none"
    for wrong, field in [({"name": " "}, "name"), ({"leader": 10**9}, "leader"), ({"name": "South"}, "name")]:
        assert list(call(ada, "patch", path, wrong)[1]) == [field]
    status, back = call(ada, "post", path + "undo/")
    assert (status, back["leader"]) == (200, acme.rita.pk), "the last of the three changes"
    status, said = call(ada, "post", f"teams/{acme.north.pk}/retire/")
    assert (status, list(said)) == (422, ["people_to"]), "nobody is put out of a team by saying nothing"
    status, gone = call(ada, "post", f"teams/{acme.north.pk}/retire/", {"people_to": acme.south.pk})
    assert (status, gone["people"], gone["retired_at"] is not None) == (200, 0, True)
    assert [one["name"] for one in get(ada, "teams/?state=retired")[1]["results"]] == ["North"]
    assert list(call(ada, "patch", f"teams/{acme.north.pk}/", {"name": "N"})[1]) == ["team"]
    status, again = call(ada, "post", f"teams/{acme.north.pk}/restore/")
    assert (status, again["retired_at"], again["people"]) == (200, None, 0)
    assert call(ada, "post", f"teams/{acme.north.pk}/undo/")[0] == 200
    status, made = call(ada, "post", "teams/", {"name": "Brief"})
    assert call(ada, "post", f"teams/{made['id']}/undo/") == (204, None)
    assert get(ada, f"teams/{made['id']}/")[0] == 404


def test_a_team_with_teams_below_asks_where_they_go(acme, bearer):
    ada = bearer(acme.ada)
    call(ada, "post", "teams/", {"name": "West", "parent": acme.north.pk})
    path = f"teams/{acme.north.pk}/retire/"
    assert set(call(ada, "post", path)[1]) == {"people_to", "teams_to"}
    assert list(call(ada, "post", path, {"people_to": None})[1]) == ["teams_to"]
    assert list(call(ada, "post", path, {"people_to": acme.north.pk, "teams_to": None})[1]) == ["people_to"]
    assert call(ada, "post", path, {"people_to": None, "teams_to": None})[0] == 200
    assert get(ada, "teams/?q=wes")[1]["results"][0]["parent"] is None


def test_teams_are_seen_from_in_them_and_above(acme, bearer):
    assert [one["name"] for one in get(bearer(acme.rob), "teams/")[1]["results"]] == ["North"]
    assert get(bearer(acme.rob), f"teams/{acme.south.pk}/")[0] == 404
    assert get(bearer(acme.ada), f"teams/?leader={acme.sam.pk}")[1]["count"] == 1


def test_today_is_the_members_own(acme, bearer, clock):
    """At one in the afternoon by UTC it is tomorrow in Auckland: who moves tomorrow has moved there."""
    clock.move_to(NOW.replace(hour=13))
    with acme.scope():
        for one, zone in ((acme.rob, "Pacific/Auckland"), (acme.rita, "UTC")):
            Membership.objects.filter(pk=one.pk).update(zone=zone)
            place_member(membership=one, team=acme.south, from_on=TODAY + DAY, by=acme.ada, now=NOW)
    ada = bearer(acme.ada)
    rob, rita = (get(ada, f"members/{one.pk}/")[1] for one in (acme.rob, acme.rita))
    assert (rob["team"], rob["planned_move"]) == (acme.south.pk, None)
    assert (rita["team"], rita["planned_move"]) == (
        acme.north.pk,
        {"on": "2026-11-19", "team": acme.south.pk},
    )
