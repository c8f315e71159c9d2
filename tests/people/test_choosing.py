"""Choosing a leader or who takes over among hundreds of people: by name or address, with a script or without."""

import re

import pytest

from coaching.models import OneOnOne
from organizations.choosing_people import FEW
from organizations.models import Event, Membership, Placement, Team, User
from organizations.services import deactivate_member
from scorecards.models import Watch
from tests.cast import NOW, SINCE, add_people
from tests.flat import queries_of
from tests.world import make_world

HUNDREDS = 300


@pytest.fixture
def crowd(acme):
    """Three hundred people more; Kim Park is the name of two of them."""
    add_people(acme, HUNDREDS)
    with acme.scope():
        kims = Membership.objects.filter(user__email__in=["n7@acme.example", "n8@acme.example"])
        kims.update(name="Kim Park")
        return list(kims.order_by("pk"))


def path(acme, act="leader"):
    return f"/o/acme/teams/{acme.north.pk}/{act}/"


def leader_of(acme):
    with acme.scope():
        return Team.objects.select_related("leader").get(pk=acme.north.pk).leader


def test_few_people_are_a_list_and_many_a_search_with_no_list_in_the_page(acme, enter):
    ada = enter(acme.ada)
    page = ada.get(path(acme)).content.decode()
    assert f'<option value="{acme.rob.pk}">' in page
    add_people(acme, FEW - 6)
    assert f'<option value="{acme.rob.pk}">' in ada.get(path(acme)).content.decode()
    User.objects.create(email="one@more.example", joined_at=NOW)
    with acme.scope():
        user = User.objects.get(email="one@more.example")
        Membership.objects.create(user=user, name="One More", zone="UTC", created_at=NOW)
    page = ada.get(path(acme)).content.decode()
    assert "<option" not in page
    assert 'value="Lea Leader, lea@acme.example"' in page, "whoever leads now stands in it"
    assert 'role="' not in re.search(r"<input[^>]*name=\"leader\"[^>]*>", page)[0], (
        "the browser's own combobox"
    )


@pytest.mark.parametrize(
    "typed", ["Rita Rep, rita@acme.example", "rita@ACME.example", "rita", " RITA  rep ", "Rita, acme"]
)
def test_a_name_or_an_address_is_enough(acme, crowd, enter, typed):
    assert enter(acme.ada).post(path(acme), {"leader": typed}).status_code == 302
    assert leader_of(acme) == acme.rita


def test_nothing_typed_is_nobody_and_a_form_without_the_field_changes_nothing(acme, crowd, enter):
    ada = enter(acme.ada)
    assert ada.post(path(acme), {}).status_code == 422
    assert leader_of(acme) == acme.lea
    assert ada.post(path(acme), {"leader": " "}).status_code == 302
    assert leader_of(acme) is None


def test_of_several_who_fit_one_is_chosen_on_the_same_page(acme, crowd, enter):
    ada = enter(acme.ada)
    answer = ada.post(path(acme), {"leader": "Kim Park"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Several people fit. Choose one of them." in page
    assert 'value="Kim Park"' in page, "what was typed is kept"
    for kim in crowd:
        assert f'type="radio" name="leader-pick" id="id_leader-pick-{kim.pk}" value="{kim.pk}"' in page
    assert ada.post(path(acme), {"leader": "Kim Park", "leader-pick": crowd[1].pk}).status_code == 302
    assert leader_of(acme) == crowd[1]


def test_when_too_many_fit_or_nobody_the_page_says_what_to_do(acme, crowd, enter):
    ada = enter(acme.ada)
    page = ada.post(path(acme), {"leader": "person"}).content.decode()
    assert "Many people fit. Choose one of the first, or type more of the name." in page
    assert page.count('name="leader-pick"') == 10
    for nobody in ("Zebediah", "\0", ",", "mallory@rival.example", "%", "' OR 1=1 --"):
        answer = ada.post(path(acme), {"leader": nobody})
        assert (answer.status_code, leader_of(acme)) == (422, acme.lea), nobody
        assert "Nobody here is called that." in answer.content.decode()


def test_a_rival_and_whoever_has_left_can_not_be_picked(acme, crowd, rival, enter):
    with acme.scope():
        deactivate_member(membership=acme.sol, by=acme.ada, now=NOW)
    ada = enter(acme.ada)
    for pick in (rival.mallory.pk, acme.sol.pk, "x", 10**30, -1, "0x1"):
        answer = ada.post(path(acme), {"leader": "", "leader-pick": pick})
        assert answer.status_code == 422, pick
        assert "Choose somebody who is here." in answer.content.decode()
    assert ada.post(path(acme), {"leader": "sol@acme.example"}).status_code == 422


def test_a_new_team_gets_its_leader_the_same_way(acme, crowd, enter):
    sent = {"name": "East", "parent": 0, "leader": "rob@acme.example"}
    assert enter(acme.ada).post("/o/acme/teams/add/", sent).status_code == 302
    with acme.scope():
        assert Team.objects.get(name="East").leader == acme.rob


def test_who_takes_over_is_searched_too_and_never_the_one_who_goes(acme, crowd, enter):
    with acme.scope():
        world = make_world(member=acme.rob, team=acme.north, leader=acme.lea)
    ada, leave = enter(acme.ada), f"/o/acme/people/{acme.rob.pk}/deactivate/"
    page = ada.get(leave).content.decode()
    assert 'value="Lea Leader, lea@acme.example"' in page, "their leader is offered"
    for nobody in ("", "rob@acme.example", "Kim Park"):
        assert ada.post(leave, {"to": nobody}).status_code == 422
    assert ada.post(leave, {"to": "Sam South, sam@acme.example"}).status_code == 302
    with acme.scope():
        world.account.refresh_from_db()
        assert world.account.owner == acme.sam


def test_customers_talks_and_observers_choose_people_the_same_way(acme, crowd, enter):
    ada = enter(acme.ada)
    with acme.scope():
        world = make_world(member=acme.rob, team=acme.north, leader=acme.lea)
        Placement.objects.bulk_create(
            Placement(organization=acme.organization, membership=one, team=acme.north, starts_on=SINCE)
            for one in Membership.objects.filter(name__startswith="Person")
        )
    edit = f"/o/acme/customers/{world.account.pk}/edit/"
    page = ada.get(edit).content.decode()
    assert 'value="Rob Rep, rob@acme.example"' in page
    assert "Person 1" not in page
    sent = {"name": "Kestrel Foods", "kind": "prospect"}
    assert ada.post(edit, sent | {"owner": "Zebediah"}).status_code == 422
    assert ada.post(edit, sent | {"owner": "rita"}).status_code == 302
    lea = enter(acme.lea)
    talk = {"on": "2026-11-20", "at": "14:00"}
    assert "Person 1" not in lea.get("/o/acme/one-on-ones/plan/").content.decode()
    assert lea.post("/o/acme/one-on-ones/plan/", talk | {"rep": "Sol South"}).status_code == 422, (
        "not one of hers"
    )
    assert lea.post("/o/acme/one-on-ones/plan/", talk | {"rep": "rita"}).status_code == 302
    observer = {"name": "Rosa Ruiz", "address": "rosa@other.example"}
    assert "Person 1" not in ada.get("/o/acme/observers/").content.decode()
    assert ada.post("/o/acme/observers/", observer | {"member": "rita@acme.example"}).status_code == 302
    with acme.scope():
        world.account.refresh_from_db()
        assert world.account.owner == acme.rita
        assert OneOnOne.objects.filter(rep=acme.rita, leader=acme.lea).count() == 1
        assert Watch.objects.filter(member=acme.rita).count() == 1


def test_names_are_suggested_of_the_people_one_sees_few_at_a_time(acme, crowd, enter):
    def suggested(member, typed):
        answer = enter(member).get("/o/acme/people/find/", {"field": "leader", "leader": typed})
        return re.findall(r'<option value="([^"]+)">([^<]*)</option>', answer.content.decode())

    assert suggested(acme.ada, "lea") == [("Lea Leader, lea@acme.example", "leads North")]
    assert len(suggested(acme.ada, "person")) == 11
    assert [one[0] for one in suggested(acme.lea, "acme.example")] == [
        "Lea Leader, lea@acme.example", "Rita Rep, rita@acme.example", "Rob Rep, rob@acme.example",
    ]  # fmt: skip
    assert suggested(acme.rob, "sol") == []
    for field in ("", "x y", "a" * 41, '"><b>'):
        assert enter(acme.ada).get("/o/acme/people/find/", {"field": field}).status_code == 404


def test_the_pages_cost_the_same_with_hundreds_of_people(acme, crowd, enter):
    ada = enter(acme.ada)
    few = queries_of(ada, path(acme))
    size = len(ada.get(path(acme)).content)
    users = User.objects.bulk_create(User(email=f"m{n}@acme.example", joined_at=NOW) for n in range(200))
    with acme.scope():
        Membership.objects.bulk_create(
            Membership(organization=acme.organization, user=user, name=user.email, zone="UTC", created_at=NOW)
            for user in users
        )
    assert queries_of(ada, path(acme)) == few
    assert len(ada.get(path(acme)).content) == size


def test_a_refused_change_of_roles_is_said_at_the_box_on_the_persons_page(acme, enter):
    answer = enter(acme.ada).post(f"/o/acme/people/{acme.ada.pk}/roles/", {"is_rep": "on"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert '<p class="error" id="id_is_admin-error">' in page
    assert "Make someone else an admin first" in page
    assert 'class="toast"' not in page
    box = re.search(r'<input[^>]*name="is_admin"[^>]*>', page)[0]
    assert 'aria-invalid="true"' in box
    assert "id_is_admin-error" in box
    assert "checked" not in box, "the form stands as it was sent"
    assert re.search(r'<input[^>]*name="is_rep"[^>]*checked[^>]*>', page)
    with acme.scope():
        assert not Event.objects.filter(verb="roles_changed").exists()
