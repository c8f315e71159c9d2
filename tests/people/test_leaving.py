"""Whoever leaves hands over in one step what is open; their history stays, and their way in ends at once."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from activities.models import CallBlock
from coaching.models import Commitment, OneOnOne
from crm.models import Account, Credit, Opportunity, Stage
from crm.services import create_opportunity
from organizations.handing_over import kinds, open_work_of
from organizations.models import ApiToken, Event, Membership, Placement, Team
from organizations.services import change_roles, deactivate_member, name_leader, place_member
from organizations.tenancy.database import owned_models
from tests.cast import NOW, make_acme
from tests.world import make_world


@pytest.fixture
def world(acme):
    with acme.scope():
        yield make_world(member=acme.rob, team=acme.north, leader=acme.lea)


def test_every_kind_of_open_work_of_the_world_is_handed_over_or_ended(acme, world):
    deal = create_opportunity(
        name="Autumn order", stage=Stage.objects.get(kind=Stage.OPEN, position=0), currency="EUR", owner=acme.rob,
        by=acme.rob, now=NOW,
    )  # fmt: skip
    before = {held.work.key for held in open_work_of(acme.rob, NOW)}
    assert before >= {
        "accounts",
        "contacts",
        "opportunities",
        "follow_ups",
        "call_blocks",
        "plays",
        "talks_ended",
    }
    deactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
    assert open_work_of(acme.rob, NOW) == []
    records = [world.account, world.contact, world.follow_up, world.play]
    for record in records:
        record.refresh_from_db()
    owners = [getattr(one, "owner", None) or one.member for one in records]
    assert owners == [acme.lea] * 4, "the leader takes over"
    deal.refresh_from_db()
    assert (deal.owner, Credit.objects.get(opportunity=deal).member) == (acme.lea, acme.lea)
    assert CallBlock.objects.get().ended_at == NOW
    assert OneOnOne.objects.get().cancelled_at == NOW
    assert Commitment.objects.get().state == Commitment.DROPPED
    given = Event.objects.filter(verb="open_work_handed_over", subject_id=acme.rob.pk)
    assert {key for event in given for key in event.data} - {"to"} == before & {
        key for key, work in kinds.items() if work.hand_over
    }


def test_whatever_has_an_owner_is_handed_over_by_its_own_kind_of_open_work():
    """A record with an owner that nobody hands over would be left hanging: its app registers how."""
    owned = {
        model._meta.label_lower
        for model in owned_models()
        for field in model._meta.concrete_fields
        if field.name == "owner" and field.related_model is Membership
    }
    assert owned >= {"crm.account", "crm.opportunity", "playbooks.play"}
    assert owned - {work.label for work in kinds.values() if work.hand_over} == set()


def test_what_was_won_stays_with_who_won_it(acme, world):
    deactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
    assert Opportunity.objects.get(pk=world.opportunity.pk).owner == acme.rob
    assert Credit.objects.get(pk=world.credit.pk).member == acme.rob
    assert world.activity.member == acme.rob


def test_a_leader_who_leaves_hands_over_teams_talks_and_promises(acme, world):
    deactivate_member(membership=acme.lea, to=acme.sam, by=acme.ada, now=NOW)
    assert Team.objects.get(pk=acme.north.pk).leader == acme.sam
    talk = OneOnOne.objects.get()
    assert (talk.leader, talk.cancelled_at) == (acme.sam, None)
    assert Commitment.objects.get().witness == acme.sam


def test_whoever_takes_over_their_own_leaders_talks_does_not_talk_with_themselves(acme, world):
    deactivate_member(membership=acme.lea, to=acme.rob, by=acme.ada, now=NOW)
    assert OneOnOne.objects.get().cancelled_at == NOW
    assert Commitment.objects.get().witness is None


def test_nobody_takes_over_who_is_the_one_to_go_or_has_gone(acme, world):
    with pytest.raises(ValidationError, match="the one who goes"):
        deactivate_member(membership=acme.rob, to=acme.rob, by=acme.ada, now=NOW)
    deactivate_member(membership=acme.rita, by=acme.ada, now=NOW)
    with pytest.raises(ValidationError, match="Rita Rep has left"):
        deactivate_member(membership=acme.rob, to=acme.rita, by=acme.ada, now=NOW)
    assert Account.objects.get().owner == acme.rob, "nothing of a refused hand-over has happened"


def test_with_nobody_to_take_it_the_service_asks(acme, world):
    name_leader(team=acme.north, leader=None, by=acme.ada, now=NOW)
    with pytest.raises(ValidationError, match="Choose who takes over"):
        deactivate_member(membership=acme.rob, by=None, now=NOW)


@pytest.mark.parametrize("to_south", [True, False])
def test_a_planned_move_never_happens_to_whoever_leaves_before_it(acme, world, to_south):
    team, day = acme.south if to_south else None, NOW.date() + timedelta(days=10)
    place_member(membership=acme.rob, team=team, from_on=day, by=acme.ada, now=NOW)
    assert "1 planned move to another team" in [held.text for held in open_work_of(acme.rob, NOW)]
    deactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
    stay = Placement.objects.get(membership=acme.rob)
    assert (stay.team, stay.ends_on) == (acme.north, None)
    assert Event.objects.filter(verb="move_taken_back", subject_id=acme.rob.pk).count() == 1


def test_the_move_of_somebody_who_left_earlier_is_planned_no_more(acme, world, enter):
    day = NOW.date() + timedelta(days=10)
    place_member(membership=acme.rob, team=acme.south, from_on=day, by=acme.ada, now=NOW)
    Membership.objects.filter(pk=acme.rob.pk).update(deactivated_at=NOW)
    page = enter(acme.ada).get(f"/o/acme/people/{acme.rob.pk}/").content.decode()
    assert 'id="planned-move"' not in page


def test_somebody_leaves_once(acme, world):
    for _ in range(2):
        deactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
    assert Event.objects.filter(verb="member_deactivated").count() == 1
    assert not ApiToken.objects.filter(membership=acme.rob, revoked_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_admins_who_demote_each_other_at_once_one_stays(clock):
    acme = make_acme("demoting", "demoting.example")
    with acme.scope():
        change_roles(membership=acme.lea, is_admin=True, is_rep=True, by=acme.ada, now=NOW)
    start, refused = threading.Barrier(2), []

    def demote(by, whom):
        try:
            start.wait()
            with acme.scope():
                change_roles(membership=whom, is_admin=False, is_rep=True, by=by, now=NOW)
        except ValidationError:
            refused.append(by.pk)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=demote, args=pair) for pair in [(acme.ada, acme.lea), (acme.lea, acme.ada)]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with acme.scope():
        assert Membership.objects.filter(is_admin=True).count() == 1
    assert len(refused) == 1


def test_with_no_leader_above_the_admin_takes_the_work_and_no_team(acme, world):
    account = world.account
    type(account).objects.filter(pk=account.pk).update(owner=acme.lea)
    deactivate_member(membership=acme.lea, by=acme.ada, now=NOW)
    account.refresh_from_db()
    assert account.owner == acme.ada
    assert Team.objects.get(pk=acme.north.pk).leader is None, "nobody becomes a leader without being chosen"


def test_the_page_counts_what_is_open_and_offers_the_leader_first(acme, world, enter):
    page = enter(acme.ada).get(f"/o/acme/people/{acme.rob.pk}/deactivate/").content.decode()
    for words in (
        "1 account",
        "1 contact",
        "1 open follow-up",
        "1 play",
        "1 call block",
        "1 planned 1:1 with",
        "1 calendar address",
    ):
        assert words in page, words
    assert f'<option value="{acme.lea.pk}" selected>' in page
    assert f'<option value="{acme.rob.pk}"' not in page


def test_one_press_ends_access_and_gives_the_work_to_who_was_chosen(acme, world, enter):
    ada, path = enter(acme.ada), f"/o/acme/people/{acme.rob.pk}/deactivate/"
    page = ada.post(path, {"to": acme.sam.pk}, follow=True).content.decode()
    assert "Rob Rep has no access any more." in page
    assert "undo:" not in page
    assert 'class="toast"' in page
    world.account.refresh_from_db()
    assert world.account.owner == acme.sam
    assert ada.get(path).status_code == 302, "who has left does not leave again"


def test_a_rival_or_somebody_who_left_can_not_take_over(acme, rival, world, enter):
    ada, path = enter(acme.ada), f"/o/acme/people/{acme.rob.pk}/deactivate/"
    for taker in (rival.mallory.pk, acme.rob.pk, "", "x"):
        assert ada.post(path, {"to": taker}).status_code == 422
    assert Membership.objects.get(pk=acme.rob.pk).deactivated_at is None
