"""1:1s and commitments over the API: the same services behind another door."""

from coaching.models import Commitment, OneOnOne
from tests.coaching.conftest import FRIDAY

API = "/api/v1/o/acme"


def post(client, path, **sent):
    return client.post(f"{API}/{path}", sent, content_type="application/json")


def test_a_leader_plans_moves_and_holds_a_talk(acme, bearer):
    lea = bearer(acme.lea)
    made = post(lea, "one-on-ones/", rep=acme.rob.pk, planned_at="2026-11-20T14:00:00Z")
    assert made.status_code == 201, made.json()
    pk = made.json()["id"]
    assert post(lea, f"one-on-ones/{pk}/move/", planned_at="2026-11-21T14:00:00+01:00").status_code == 200
    assert post(lea, f"one-on-ones/{pk}/held/").json()["held_at"] == "2026-11-18T10:40:00Z"
    assert post(lea, f"one-on-ones/{pk}/call-off/").status_code == 400
    assert lea.get(f"{API}/one-on-ones/").json()["count"] == 1


def test_planning_is_refused_with_a_sentence(acme, bearer):
    answer = post(bearer(acme.lea), "one-on-ones/", rep=acme.sol.pk, planned_at="2026-11-20T14:00:00Z")
    assert answer.status_code == 400
    assert answer.json() == {"rep": ["Choose one of the people you lead."]}
    assert post(bearer(acme.rob), "one-on-ones/", rep=acme.rita.pk).status_code == 403


def test_a_promise_is_made_in_a_talk(acme, bearer, talk):
    rob = bearer(acme.rob)
    sent = {"text": "Referrals", "quantity": 2, "due_on": "2026-11-20", "one_on_one": talk.pk}
    made = post(rob, "commitments/", **sent)
    assert made.status_code == 201, made.json()
    assert (made.json()["member"], made.json()["witness"]) == (acme.rob.pk, acme.lea.pk)
    assert post(bearer(acme.sol), "commitments/", **sent).json() == {
        "one_on_one": ["Name a 1:1 that you are part of."]
    }


def test_more_is_refused(acme, bearer):
    answer = post(bearer(acme.rob), "commitments/", text="More referrals")
    assert answer.status_code == 400
    assert set(answer.json()) == {"quantity", "due_on"}
    assert post(bearer(acme.rob), "commitments/", text="x", metric="nothing").status_code == 400


def test_a_promise_is_carried_settled_and_decided(acme, bearer, promise):
    rob, path = bearer(acme.rob), f"commitments/{promise.pk}"
    assert post(rob, f"{path}/carry/", due_on="2026-11-23").json()["carried"] == 1
    assert post(rob, f"{path}/carry/").json()["state"] == "missed"
    assert post(rob, f"{path}/settle/", decision="drop", reason="Closed").status_code == 200
    assert post(rob, f"{path}/decide/", state="kept").status_code == 400
    with acme.scope():
        assert Commitment.objects.get().due_on > FRIDAY


def test_others_see_it_and_decide_nothing(acme, bearer, promise):
    path = f"{API}/commitments/{promise.pk}/"
    assert bearer(acme.ada).get(path).status_code == 200
    assert post(bearer(acme.ada), f"commitments/{promise.pk}/decide/", state="kept").status_code == 403
    assert bearer(acme.sam).get(path).status_code == 404
    assert bearer(acme.sam).get(f"{API}/commitments/").json()["count"] == 0


def test_a_talk_is_its_pairs_alone(acme, bearer, talk):
    for who, status in ((acme.rob, 200), (acme.lea, 200), (acme.ada, 404), (acme.sam, 404)):
        assert bearer(who).get(f"{API}/one-on-ones/{talk.pk}/").status_code == status
    with acme.scope():
        assert OneOnOne.objects.count() == 1


def test_a_note_over_the_api_is_shared(acme, bearer, talk):
    made = post(bearer(acme.rob), f"one-on-ones/{talk.pk}/notes/", body="Afternoons work")
    assert made.status_code == 201
    assert bearer(acme.lea).get(f"{API}/one-on-ones/{talk.pk}/notes/").json()[0]["author"] == acme.rob.pk
    assert post(bearer(acme.ada), f"one-on-ones/{talk.pk}/notes/", body="x").status_code == 404
