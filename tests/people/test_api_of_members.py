"""The API of members: what the pages of people do, by token and by session."""

import json
from datetime import timedelta

from organizations.models import (
    ApiToken,
    Event,
    Invitation,
    Membership,
    Organization,
    Placement,
    Team,
)
from organizations.services import place_member
from tests.cast import NOW, TODAY
from tests.people.calls import API, call, get
from tests.world import make_world

DAY = timedelta(days=1)


def test_members_are_those_one_sees_with_team_roles_and_what_is_planned(acme, bearer):
    with acme.scope():
        place_member(membership=acme.rob, team=acme.south, from_on=TODAY + 5 * DAY, by=acme.ada, now=NOW)
    ada, lea, rob = bearer(acme.ada), bearer(acme.lea), bearer(acme.rob)
    assert [one["name"] for one in get(ada, "members/")[1]["results"]] == [
        "Ada Admin", "Lea Leader", "Rita Rep", "Rob Rep", "Sam South", "Sol South",
    ]  # fmt: skip
    assert {one["id"] for one in get(lea, "members/")[1]["results"]} == {
        acme.lea.pk,
        acme.rob.pk,
        acme.rita.pk,
    }
    assert [one["id"] for one in get(rob, "members/")[1]["results"]] == [acme.rob.pk]
    status, one = get(lea, f"members/{acme.rob.pk}/")
    assert (status, one["email"], one["team"], one["leads"], one["is_leader"]) == (
        200, "rob@acme.example", acme.north.pk, [], False,
    )  # fmt: skip
    assert one["planned_move"] == {"on": "2026-11-23", "team": acme.south.pk}
    assert get(ada, f"members/{acme.lea.pk}/")[1]["leads"] == [acme.north.pk]
    assert get(lea, f"members/{acme.sol.pk}/")[0] == 404
    assert "password" not in json.dumps(one)


def test_members_are_found_as_on_the_page_of_people(acme, bearer):
    ada = bearer(acme.ada)

    def names(query):
        return [one["name"] for one in get(ada, f"members/?{query}")[1]["results"]]

    assert names("q=RITA") == ["Rita Rep"]
    assert names("q=sol@acme") == ["Sol South"]
    assert names("role=leader") == ["Lea Leader", "Sam South"]
    assert names("role=admin") == names("team=0") == ["Ada Admin"]
    assert names(f"team={acme.south.pk}") == ["Sam South", "Sol South"]
    assert names("state=gone") == []
    assert len(names("page_size=2&page=2")) == 2
    for query, field in [("role=king", "role"), ("team=999", "team"), ("state=lost", "state")]:
        status, said = get(ada, f"members/?{query}")
        assert (status, list(said)) == (400, [field])
    assert get(bearer(acme.lea), "members/?team=0")[0] == 400, "who is in no team is the admin's to know"


def test_everybody_changes_their_own_name_and_zone_and_nobody_elses(acme, caller):
    rob, path = caller(acme.rob), f"members/{acme.rob.pk}/"
    status, one = call(rob, "patch", path, {"name": "  Robert Rep ", "zone": "Europe/Berlin"})
    assert (status, one["name"], one["zone"]) == (200, "Robert Rep", "Europe/Berlin")
    status, said = call(rob, "patch", path, {"name": "Bob", "zone": "Mars/Olympus"})
    assert (status, list(said)) == (422, ["zone"])
    assert get(rob, path)[1]["name"] == "Robert Rep", "all or none"
    assert list(call(rob, "patch", path, {"name": ""})[1]) == ["name"]
    assert call(caller(acme.lea), "patch", path, {"name": "Mine"})[0] == 403


def test_roles_are_the_admins_to_give_and_one_admin_stays(acme, caller):
    ada = caller(acme.ada)
    status, said = call(ada, "put", f"members/{acme.ada.pk}/roles/", {"is_admin": False, "is_rep": True})
    assert (status, said) == (
        422, {"is_admin": ["Make someone else an admin first: every organization needs one."]},
    )  # fmt: skip
    status, one = call(ada, "put", f"members/{acme.lea.pk}/roles/", {"is_admin": True, "is_rep": False})
    assert (status, one["is_admin"], one["is_rep"], one["is_leader"]) == (200, True, False, True)
    assert list(call(ada, "put", f"members/{acme.lea.pk}/roles/", {"is_admin": True})[1]) == ["is_rep"]


def test_a_leader_does_not_make_themselves_an_admin_whatever_they_send(acme, rival, caller):
    lea = caller(acme.lea)
    want = {"is_admin": True, "is_rep": True, "role": "admin", "organization": rival.organization.pk}
    assert call(lea, "put", f"members/{acme.lea.pk}/roles/", want)[0] == 403
    for path in (f"members/{acme.lea.pk}/", "organization/", f"teams/{acme.north.pk}/"):
        call(lea, "patch", path, want)
    assert not now_of(acme, acme.lea).is_admin


def now_of(acme, member):
    with acme.scope():
        return Membership.objects.select_related("user").get(pk=member.pk)


# What no body may ever set, whatever the call is for.
STOLEN = {
    "id": 1, "pk": 1, "organization": 1, "organization_id": 1, "is_active": False, "role": "admin", "user": 1,
    "user_id": 1, "password": "x", "is_superuser": True, "deactivated_at": "2026-01-01T00:00:00Z",
    "created_at": "2020-01-01T00:00:00Z", "retired_at": "2020-01-01T00:00:00Z", "path": "1.", "digest": "0" * 64,
    "slug": "stolen", "erase_at": "2026-01-01T00:00:00Z", "is_demo": True, "state": "accepted", "sends": 99,
    "invited_by": 1, "external_id": "x", "photo": "x", "rule_changes": [], "theme": "dark",
}  # fmt: skip


def test_nothing_can_be_set_beside_what_a_call_is_for(acme, rival, bearer):
    """Every call that takes a body, with every name that a body must not set: the rows are as they would be without."""
    with acme.scope():
        world = make_world(member=acme.rob, team=acme.north, leader=acme.lea)
    stolen = STOLEN | {"organization": rival.organization.pk, "user": rival.mallory.user_id}
    own = {"name": "Ada A.", "zone": "UTC"}
    ada, rob = bearer(acme.ada), f"members/{acme.rob.pk}/"
    calls = [
        ("patch", f"members/{acme.ada.pk}/", own | {"is_admin": False, "is_rep": True, "email": "x@y.example"}),
        ("put", rob + "roles/", {"is_admin": False, "is_rep": True, "name": "Robbed"}),
        ("put", rob + "dates/", {"started_on": "2026-01-05", "ended_on": None, "is_admin": True}),
        ("put", rob + "region/", {"country": "GB", "from_on": "2026-11-23", "is_admin": True, "zone": "x"}),
        ("post", "placements/", {"member": acme.rob.pk, "team": acme.south.pk, "from_on": "2026-12-01"}),
        ("post", rob + "take-back-move/", {"is_admin": True}),
        ("post", "teams/", {"name": "East"}),
        ("patch", f"teams/{acme.north.pk}/", {"name": "North"}),
        ("post", "invitations/", {"email": "new@person.example"}),
        ("post", "invitations/many/", {"people": [{"email": "many@person.example", "is_admin": True, **stolen}]}),
        ("post", f"invitations/{world.invitation.pk}/resend/", {"is_admin": True, "email": "evil@person.example"}),
        ("patch", "organization/", {"most_reports": 7}),
    ]  # fmt: skip
    for method, path, body in calls:
        status, said = call(ada, method, path, {**stolen, **body})
        assert status in (200, 201), (path, said)
    ada_now, rob_now = now_of(acme, acme.ada), now_of(acme, acme.rob)
    assert (ada_now.is_admin, ada_now.is_rep, ada_now.user.email) == (
        True,
        acme.ada.is_rep,
        "ada@acme.example",
    )
    assert (rob_now.is_admin, rob_now.name, rob_now.zone) == (False, "Rob Rep", "UTC")
    for before, now in ((acme.ada, ada_now), (acme.rob, rob_now)):
        for field in (
            "pk",
            "organization_id",
            "user_id",
            "deactivated_at",
            "created_at",
            "external_id",
            "photo",
            "theme",
        ):
            assert getattr(now, field) == getattr(before, field), field
        assert (now.user.is_active, now.user.password) == (True, before.user.password)
    with acme.scope():
        east = Team.objects.get(name="East")
        assert (east.created_at, east.retired_at, east.path) == (NOW, None, f"{east.pk}.")
        north = Team.objects.get(pk=acme.north.pk)
        assert (north.path, north.retired_at, north.organization_id) == (
            acme.north.path, None, acme.organization.pk,
        )  # fmt: skip
        for email in ("new@person.example", "many@person.example"):
            made = Invitation.objects.get(email=email)
            assert (made.is_admin, made.state, made.sends, made.invited_by) == (False, "open", 1, acme.ada)
            assert made.digest != STOLEN["digest"]
        assert Invitation.objects.get(pk=world.invitation.pk).email == "nora@new.example"
        assert Placement.objects.filter(membership=acme.rob).count() == 1
    house = Organization.objects.get(pk=acme.organization.pk)
    assert (house.slug, house.is_demo, house.erase_at, house.rule_changes) == ("acme", False, None, [])


def test_leaving_hands_over_and_shuts_every_door_and_coming_back_opens_it(acme, caller, bearer):
    with acme.scope():
        world = make_world(member=acme.rob, team=acme.north, leader=acme.lea)
    ada, rob, path = caller(acme.ada), bearer(acme.rob), f"members/{acme.rob.pk}/"
    status, work = get(ada, path + "open-work/")
    assert (status, work["to"]) == (200, acme.lea.pk)
    lines = {one["kind"]: one for one in work["open"]}
    assert lines["accounts"] == {
        "kind": "accounts",
        "number": 1,
        "says": "1 account",
        "becomes": "handed_over",
    }
    assert lines["promises_ended"]["becomes"] == "ended"
    for taker, why in [(acme.rob.pk, "Choose somebody else"), (10**12, "There is no to")]:
        status, said = call(ada, "post", path + "deactivate/", {"to": taker})
        assert (status, list(said)) == (422, ["to"])
        assert why in said["to"][0]
    status, gone = call(ada, "post", path + "deactivate/", {"to": acme.sam.pk})
    assert (status, gone["deactivated_at"][:10], gone["ended_on"]) == (200, "2026-11-18", "2026-11-18")
    assert rob.get(API + "members/").status_code == 401
    with acme.scope():
        world.account.refresh_from_db()
        assert world.account.owner == acme.sam
        assert not ApiToken.objects.filter(membership=acme.rob, revoked_at=None).exists()
        assert Event.objects.filter(verb="member_deactivated", actor=acme.ada).count() == 1
    assert get(ada, "members/?state=gone")[1]["results"][0]["id"] == acme.rob.pk
    assert get(ada, path + "open-work/")[1]["open"] == []
    status, back = call(ada, "post", path + "reactivate/")
    assert (status, back["deactivated_at"], back["ended_on"]) == (200, None, None)
    status, said = call(ada, "post", f"members/{acme.ada.pk}/deactivate/")
    assert (status, list(said)) == (422, ["detail"]), "an admin stays"


def test_dates_and_region_are_set_by_who_leads(acme, caller):
    lea, path = caller(acme.lea), f"members/{acme.rob.pk}/"
    status, one = call(lea, "put", path + "dates/", {"started_on": "2026-02-01", "ended_on": None})
    assert (status, one["started_on"]) == (200, "2026-02-01")
    status, said = call(lea, "put", path + "dates/", {"started_on": "2026-02-01", "ended_on": "2026-01-01"})
    assert (status, list(said)) == (422, ["ended_on"])
    status, one = call(
        lea, "put", path + "region/", {"country": "GB", "subdivision": "ENG", "from_on": "2026-11-23"}
    )
    assert (status, one["country"], one["subdivision"]) == (200, "GB", "ENG")
    assert list(call(lea, "put", path + "region/", {"country": "XX", "from_on": "2026-11-23"})[1]) == [
        "country"
    ]
    assert call(caller(acme.rob), "put", path + "dates/", {"started_on": None, "ended_on": None})[0] == 403


def test_a_leader_who_is_replaced_sees_nobody_with_the_same_token(acme, bearer):
    lea, ada = bearer(acme.lea), bearer(acme.ada)
    assert get(lea, f"members/{acme.rob.pk}/")[0] == 200
    assert call(ada, "patch", f"teams/{acme.north.pk}/", {"leader": acme.sam.pk})[0] == 200
    assert get(lea, f"members/{acme.rob.pk}/")[0] == 404
    assert call(lea, "put", f"members/{acme.rob.pk}/dates/", {"started_on": None, "ended_on": None})[0] == 404
