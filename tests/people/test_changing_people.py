"""Roles, moves, leaving and coming back: by admins, at once, and never without an admin left."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from organizations.models import ApiToken, Event, Membership, Placement
from organizations.services import change_roles, deactivate_member, name_leader
from tests.cast import NOW, TODAY


def post(acme, enter, someone, act, **sent):
    return enter(acme.ada).post(f"/o/acme/people/{someone.pk}/{act}/", sent, follow=True).content.decode()


def now_of(acme, someone):
    with acme.scope():
        return Membership.objects.get(pk=someone.pk)


def test_an_admin_makes_another_admin_and_the_trail_has_before_and_after(acme, enter):
    assert enter(acme.rob).get("/o/acme/admin/").status_code == 403
    post(acme, enter, acme.rob, "roles", is_admin="on", is_rep="on")
    assert enter(acme.rob).get("/o/acme/admin/").status_code == 200
    with acme.scope():
        event = Event.objects.get(verb="roles_changed")
    assert event.data == {
        "before": {"is_admin": False, "is_rep": True}, "after": {"is_admin": True, "is_rep": True},
    }  # fmt: skip


@pytest.mark.parametrize("act", ["roles", "deactivate"])
def test_the_last_admin_stays(acme, enter, act):
    assert "Make someone else an admin first" in post(acme, enter, acme.ada, act, to=acme.lea.pk)
    assert now_of(acme, acme.ada).is_admin
    assert now_of(acme, acme.ada).deactivated_at is None


def test_an_admin_who_left_does_not_count(acme):
    with acme.scope():
        change_roles(membership=acme.lea, is_admin=True, is_rep=True, by=acme.ada, now=NOW)
        deactivate_member(membership=acme.lea, by=acme.ada, now=NOW)
        with pytest.raises(ValidationError, match="every organization needs one"):
            change_roles(membership=acme.ada, is_admin=False, is_rep=False, by=acme.ada, now=NOW)


def test_nothing_but_the_two_roles_can_be_set_with_them(acme, rival, enter):
    post(
        acme, enter, acme.rob, "roles", is_rep="on", user=acme.ada.user_id, organization=rival.organization.pk,
        name="Robbed", deactivated_at="2026-01-01",
    )  # fmt: skip
    rob = now_of(acme, acme.rob)
    assert (rob.user_id, rob.organization_id, rob.name, rob.deactivated_at) == (
        acme.rob.user_id, acme.organization.pk, "Rob Rep", None,
    )  # fmt: skip


def test_a_move_holds_from_its_day_and_what_was_before_stays(acme, enter):
    day = TODAY + timedelta(days=5)
    post(acme, enter, acme.rob, "move", team=acme.south.pk, from_on=str(day))
    with acme.scope():
        places = Placement.objects.filter(membership=acme.rob).order_by("starts_on")
        assert [(one.team_id, one.ends_on) for one in places] == [(acme.north.pk, day), (acme.south.pk, None)]


def test_a_move_without_a_day_is_refused(acme, enter):
    answer = enter(acme.ada).post(f"/o/acme/people/{acme.rob.pk}/move/", {"team": acme.south.pk})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose a day." in page
    assert f'<option value="{acme.south.pk}" selected>' in page, "what was chosen is kept"


def test_a_rivals_team_can_not_be_moved_to(acme, rival, enter):
    sent = {"team": rival.team.pk, "from_on": str(TODAY)}
    assert enter(acme.ada).post(f"/o/acme/people/{acme.rob.pk}/move/", sent).status_code == 422
    with acme.scope():
        assert Placement.objects.get(membership=acme.rob).team_id == acme.north.pk


def test_whoever_is_let_go_loses_page_and_tokens_at_once_and_can_come_back(acme, enter, bearer):
    rob, dialler = enter(acme.rob), bearer(acme.rob)
    assert rob.get("/o/acme/today/").status_code == 200
    assert dialler.get("/api/v1/o/acme/activities/").status_code == 200
    page = post(acme, enter, acme.rob, "deactivate")
    assert "Rob Rep has no access any more." in page
    assert f'action="/o/acme/people/{acme.rob.pk}/reactivate/"' in page
    assert rob.get("/o/acme/today/").status_code == 404
    assert dialler.get("/api/v1/o/acme/activities/").status_code == 401
    assert "Former members" in enter(acme.ada).get("/o/acme/people/").content.decode()
    post(acme, enter, acme.rob, "reactivate")
    assert rob.get("/o/acme/today/").status_code == 200
    assert dialler.get("/api/v1/o/acme/activities/").status_code == 401, "a token that was revoked stays so"
    with acme.scope():
        assert not ApiToken.objects.filter(membership=acme.rob, revoked_at__isnull=True).exists()


def test_a_leader_who_is_replaced_loses_the_view_at_once(acme, enter):
    lea = enter(acme.lea)
    assert lea.get(f"/o/acme/people/{acme.rob.pk}/").status_code == 200
    with acme.scope():
        name_leader(team=acme.north, leader=acme.sam, by=acme.ada, now=NOW)
    assert lea.get(f"/o/acme/people/{acme.rob.pk}/").status_code == 404
    assert lea.get("/o/acme/team/").status_code == 403


def test_only_admins_see_the_forms(acme, enter):
    assert "End access" in enter(acme.ada).get(f"/o/acme/people/{acme.rob.pk}/").content.decode()
    assert "End access" not in enter(acme.lea).get(f"/o/acme/people/{acme.rob.pk}/").content.decode()
