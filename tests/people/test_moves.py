"""Moves have a day: work stays with the team of its day, a later move can be seen and taken back."""

from datetime import timedelta

import pytest

from activities.models import Activity, Outcome
from activities.services import log_activity
from organizations.models import Membership, Placement
from organizations.services import deactivate_member, place_member, take_back_move
from tests.cast import NOW, SINCE, TODAY
from tests.people.calls import call

NEXT = TODAY + timedelta(days=5)


def text(answer) -> str:
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def move(client, member, team, day=NEXT):
    sent = {"team": team.pk if team else 0, "from_on": str(day)}
    return client.post(f"/o/acme/people/{member.pk}/move/", sent, follow=True)


def stays(acme, member):
    with acme.scope():
        found = Placement.objects.filter(membership=member).order_by("starts_on")
        return [(one.team_id, one.ends_on) for one in found]


def test_a_later_move_is_said_on_the_persons_page_and_can_be_taken_back(acme, enter):
    ada = enter(acme.ada)
    page = text(move(ada, acme.rob, acme.south))
    assert "Planned: Rob Rep moves on 23 November." in page
    assert "Moves to <bdi>South</bdi> on 23 November 2026." in page
    assert "Moves to <bdi>South</bdi>" in text(enter(acme.rob).get(f"/o/acme/people/{acme.rob.pk}/"))
    page = text(ada.post(f"/o/acme/people/{acme.rob.pk}/move/take-back/", follow=True))
    assert "The move is taken back." in page
    assert stays(acme, acme.rob) == [(acme.north.pk, None)]


def test_a_move_before_a_planned_one_is_refused_at_the_field_and_the_form_is_kept(acme, enter):
    ada = enter(acme.ada)
    move(ada, acme.rob, acme.south)
    answer = move(ada, acme.rob, None, TODAY)
    page = text(answer)
    assert answer.status_code == 422
    assert "A move on 23 November 2026 is planned already." in page
    assert f'value="{TODAY}"' in page
    assert 'aria-describedby="id_from_on' in page
    long_ago = text(move(ada, acme.rita, acme.south, SINCE - timedelta(days=1)))
    assert "A move on 5 January 2026 has happened already. Choose that day or a later one." in long_ago


def test_a_move_to_where_somebody_is_or_from_nowhere_to_nowhere_is_refused(acme, enter):
    ada = enter(acme.ada)
    answer = move(ada, acme.rob, acme.north)
    assert (answer.status_code, "Rob Rep is in North" in text(answer)) == (422, True)
    answer = move(ada, acme.ada, None)
    assert (answer.status_code, "in no team on that day" in text(answer)) == (422, True)


def test_nobody_comes_into_a_team_after_they_left_and_what_was_before_can_be_put_right(acme, enter, bearer):
    with acme.scope():
        deactivate_member(membership=acme.rob, by=acme.ada, now=NOW)
    answer = move(enter(acme.ada), acme.rob, acme.south)
    said = "Rob Rep left on 18 November 2026. Choose that day or an earlier one."
    assert (answer.status_code, said in text(answer)) == (422, True)
    sent = {"member": acme.rob.pk, "team": acme.south.pk, "from_on": str(NEXT)}
    assert call(bearer(acme.ada), "post", "placements/", sent) == (422, {"from_on": [said]})
    sent["from_on"] = str(TODAY - timedelta(days=7))
    assert call(bearer(acme.ada), "post", "placements/", sent)[0] == 201


def test_a_move_of_today_is_undone(acme, enter):
    ada = enter(acme.ada)
    page = move(ada, acme.rob, acme.south, TODAY).content.decode()
    assert f'action="/o/acme/people/{acme.rob.pk}/move/take-back/"' in page
    ada.post(f"/o/acme/people/{acme.rob.pk}/move/take-back/")
    assert stays(acme, acme.rob) == [(acme.north.pk, None)]


def test_leaving_all_teams_later_is_a_plan_too(acme, enter):
    ada = enter(acme.ada)
    assert "Is in no team from 23 November 2026 on." in text(move(ada, acme.rob, None))
    ada.post(f"/o/acme/people/{acme.rob.pk}/move/take-back/")
    assert stays(acme, acme.rob) == [(acme.north.pk, None)]


def test_what_has_happened_is_not_taken_back(acme, enter):
    page = text(enter(acme.ada).post(f"/o/acme/people/{acme.rob.pk}/move/take-back/", follow=True))
    assert "There is no move to take back" in page
    assert stays(acme, acme.rob) == [(acme.north.pk, None)]


def test_a_planned_move_changes_nobodys_view_before_its_day(acme, enter, clock):
    with acme.scope():
        place_member(membership=acme.rob, team=acme.south, from_on=NEXT, by=acme.ada, now=NOW)
    page = f"/o/acme/people/{acme.rob.pk}/"
    lea, sam = enter(acme.lea), enter(acme.sam)
    assert (lea.get(page).status_code, sam.get(page).status_code) == (200, 404)
    assert "Rob Rep" in text(lea.get("/o/acme/team/"))
    assert "Rob Rep" not in text(sam.get("/o/acme/team/"))
    clock.shift(timedelta(days=5))
    assert (lea.get(page).status_code, sam.get(page).status_code) == (404, 200)


@pytest.mark.parametrize(("day", "team"), [(-1, "north"), (0, "south"), (1, "south")])
def test_work_stays_with_the_team_of_its_day(acme, clock, day, team):
    when = NOW + timedelta(days=5 + day)
    with acme.scope():
        place_member(membership=acme.rob, team=acme.south, from_on=NEXT, by=acme.ada, now=NOW)
        ending = Outcome.objects.select_related("type").get(type__key="call", key="no_answer")
        entry, _made = log_activity(
            member=acme.rob, type=ending.type, outcome=ending, occurred_at=when, now=when, by=acme.rob,
            prospect="Tom Healy",
        )  # fmt: skip
        assert Activity.objects.get(pk=entry.pk).team == getattr(acme, team)


def test_taking_a_move_back_of_somebody_who_came_today_leaves_them_in_no_team(acme):
    with acme.scope():
        place_member(membership=acme.ada, team=acme.north, from_on=TODAY, by=acme.ada, now=NOW)
        take_back_move(membership=acme.ada, by=acme.ada, now=NOW)
        assert not Placement.objects.filter(membership=acme.ada).exists()
        assert Membership.objects.get(pk=acme.ada.pk).is_admin
