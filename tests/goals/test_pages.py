"""Goals in the browser and over the API."""

import json

from goals.models import Goal, TargetStep
from organizations.services import add_member, place_member
from tests.cast import MONDAY, NOW, SINCE, STARTED, TODAY
from tests.flat import assert_flat
from tests.scorecards.conftest import aim

GOALS = "/o/acme/goals/"


def sent(**changes):
    return {"metric": "attempts", "value": "40", "from_on": str(TODAY), "reason": ""} | changes


def test_people_without_a_goal_come_first(acme, enter):
    with acme.scope():
        aim(acme.lea)
    page = enter(acme.lea).get(GOALS).content.decode()
    assert "2\u00a0people have no goal yet." in page
    assert page.index("Rita Rep</h2>") < page.index("Rob Rep</h2>") < page.index("Lea Leader (you)")
    assert "100 × 5 of 5 days" in page


def test_a_rep_sees_their_own_goals_and_no_form(acme, enter):
    with acme.scope():
        aim(acme.rob)
    page = enter(acme.rob).get(GOALS).content.decode()
    assert "Your targets this week." in page
    assert "Set target" not in page
    assert "Rita" not in page


def test_a_leader_sets_a_target_and_lands_on_its_page(acme, enter):
    client = enter(acme.lea)
    page = client.post(f"{GOALS}of/{acme.rob.pk}/", sent(from_on=str(MONDAY)), follow=True).content.decode()
    assert "0 of 40 this week." in page
    assert "Lea Leader" in page
    with acme.scope():
        assert TargetStep.objects.get().set_by == acme.lea


def test_what_is_wrong_stands_at_the_field_and_what_was_typed_stays(acme, enter):
    answer = enter(acme.lea).post(
        f"{GOALS}of/{acme.rob.pk}/", sent(value="", from_on="2026-11-10", reason="Because")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say how many a week, for example 40." in page
    assert 'value="Because"' in page
    answer = enter(acme.lea).post(f"{GOALS}of/{acme.rob.pk}/", sent(from_on="2026-11-10"))
    assert answer.status_code == 422
    assert "Choose Monday 16 November or later" in answer.content.decode()


def test_shares_are_typed_in_percent(acme, enter):
    page = enter(acme.lea).post(
        f"{GOALS}of/{acme.rob.pk}/", sent(metric="conversation_rate", value="25"), follow=True
    )
    with acme.scope():
        assert str(TargetStep.objects.get().value) == "0.25"
    assert "25%" in page.content.decode()


def test_the_history_says_who_set_what_from_when_and_why(acme, enter):
    client = enter(acme.lea)
    client.post(f"{GOALS}of/{acme.rob.pk}/", sent(from_on=str(MONDAY)))
    client.post(f"{GOALS}of/{acme.rob.pk}/", sent(value="60", reason="New list"))
    with acme.scope():
        goal = Goal.objects.get()
    page = enter(acme.rob).get(f"{GOALS}{goal.pk}/").content.decode()
    assert "New list" in page
    assert "16 November 2026" in page
    assert "Change the target" not in page


def test_ending_a_goal_takes_its_target_away(acme, enter):
    with acme.scope():
        aim(acme.rob, attempts=40)
        goal = Goal.objects.get()
    page = enter(acme.lea).post(f"{GOALS}{goal.pk}/end/", follow=True).content.decode()
    assert "has no target any more" in page
    with acme.scope():
        assert Goal.objects.get().ends_on == TODAY


def test_the_page_costs_the_same_for_seven_people_as_for_two(acme, enter):
    numbers = iter(range(100))

    def add(count):
        with acme.scope():
            for _ in range(count):
                n = next(numbers)
                new = add_member(
                    name=f"Extra {n}", email=f"x{n}@acme.example", zone="UTC", by=acme.ada, now=STARTED
                )
                place_member(membership=new, team=acme.north, from_on=SINCE, by=acme.ada, now=STARTED)
                aim(new)

    assert assert_flat(enter(acme.lea), GOALS, add) <= 18


def test_the_api_lists_and_sets(acme, bearer):
    client = bearer(acme.lea)
    facts = {"member": acme.rob.pk, "metric": "attempts", "value": "40", "from_on": str(TODAY)}
    made = client.post("/api/v1/o/acme/goals/", json.dumps(facts), content_type="application/json")
    assert made.status_code == 201
    assert made.json()["steps"][0]["value"] == "40.00"
    assert client.get("/api/v1/o/acme/goals/").json()["results"][0]["metric"] == "attempts"
    for wrong, says in [({"metric": "nothing"}, "no metric"), ({"from_on": "2026-11-02"}, "closed")]:
        answer = client.post(
            "/api/v1/o/acme/goals/", json.dumps(facts | wrong), content_type="application/json"
        )
        assert answer.status_code == 400
        assert says in answer.content.decode()


def test_over_the_api_too_nobody_sets_what_they_may_not(acme, bearer):
    facts = {"member": acme.rob.pk, "metric": "attempts", "value": "40", "from_on": str(TODAY)}
    for member, status in [(acme.rob, 403), (acme.rita, 404), (acme.sam, 404), (acme.ada, 201)]:
        answer = bearer(member).post(
            "/api/v1/o/acme/goals/", json.dumps(facts), content_type="application/json"
        )
        assert answer.status_code == status
    assert NOW


def test_what_the_card_scores_is_offered_first_for_each_person(acme, enter):
    from scorecards.services import adopt_template, give_template

    with acme.scope():
        template = adopt_template(role="am", by=acme.ada, now=NOW)
        give_template(template=template, members=[acme.rita], by=acme.ada, now=NOW)
    lea = enter(acme.lea)
    rows = lea.get("/o/acme/goals/").context["rows"]
    forms = {row.member: form for row, form in rows if form}
    title, offered = forms[acme.rita].fields["metric"].choices[0]
    assert (title, offered[0]) == (
        "On the weekly card",
        ("attempts", "Attempts"),
    )  # the running week keeps its card
    others = [key for key, _name in forms[acme.rita].fields["metric"].choices[1][1]]
    assert "customer_touches" in others
    assert not {key for key, _name in offered} & set(others)
    page = lea.post(f"/o/acme/goals/of/{acme.rita.pk}/", {"metric": "customer_touches", "value": "x"})
    assert 'label="On the weekly card"' in page.content.decode()
