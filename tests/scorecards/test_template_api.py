"""Card templates through the API: the same services, nothing more can be set than is said."""

from datetime import timedelta

import pytest

from scorecards.models import CardTemplate, TemplateAssignment
from tests.cast import MONDAY

HERE = "/api/v1/o/acme/card-template"
NEXT = str(MONDAY + timedelta(days=7))
LINES = [{"metric": "dials", "weight": 60}, {"metric": "conversations", "weight": 40}]
JSON = "application/json"


@pytest.fixture
def ada(north, enter):
    return enter(north.ada)


def post(client, path, **data):
    return client.post(HERE + path, data, content_type=JSON)


def put(client, path, **data):
    return client.put(HERE + path, data, content_type=JSON)


def test_a_template_is_made_changed_taken_back_retired_and_restored(ada):
    made = post(ada, "s/", name="Callers", lines=LINES, role="am", id=1, retired_at="2020-01-01T00:00:00Z")
    assert made.status_code == 201
    assert (made.json()["role"], made.json()["retired_at"]) == ("", None)
    assert [(line["metric"], line["weight"]) for line in made.json()["versions"][0]["lines"]] == [
        ("dials", 60),
        ("conversations", 40),
    ]
    first = CardTemplate.objects.get(role="sdr")
    changed = put(ada, f"s/{first.pk}/", name="Calls", lines=LINES, threshold=80)
    assert (changed.json()["from_on"], changed.json()["name"]) == (NEXT, "Calls")
    assert [one["threshold"] for one in changed.json()["versions"]] == [80, 90]
    assert ada.delete(f"{HERE}s/{first.pk}/planned/").status_code == 204
    assert first.versions.count() == 1
    refused = put(ada, f"s/{first.pk}/retirement/")
    assert (refused.status_code, "Somebody has" in refused.json()["detail"][0]) == (400, True)
    own = f"{HERE}s/{made.json()['id']}/retirement/"
    assert ada.put(own).json()["retired_at"] is not None
    assert ada.delete(own).json()["retired_at"] is None
    assert {one["name"] for one in ada.get(HERE + "s/").json()["results"]} == {"Callers", "Calls"}


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], "lines"),
        ([{"metric": "dials", "weight": 60}], "The weights add to 60, not 100. Add 40."),
        ([{"metric": "nothing", "weight": 100}], "There is no metric “nothing”."),
        ([{"metric": "dials", "weight": 50}] * 2, "only once"),
        ([{"metric": "dials", "weight": 0}], "lines"),
        ("dials", "lines"),
    ],
)
def test_wrong_lines_are_refused_at_their_field(ada, lines, why):
    answer = post(ada, "s/", name="Callers", lines=lines)
    assert answer.status_code == 400
    assert why in answer.content.decode()
    assert CardTemplate.objects.count() == 1


def test_a_card_for_a_role_is_taken_from_the_library(ada):
    assert "am" in [one["role"] for one in ada.get(HERE + "s/library/").json()]
    made = post(ada, "s/library/", role="am")
    assert (made.status_code, made.json()["name"]) == (201, "Account manager")
    assert post(ada, "s/library/", role="boss").status_code == 400


def test_people_are_given_one_all_of_them_or_none(north, ada, enter):
    own = post(ada, "s/", name="Callers", lines=LINES).json()["id"]
    lea = enter(north.lea)
    given = post(lea, "-assignments/", members=[north.rob.pk, north.rita.pk], template=own)
    assert (given.status_code, given.json()) == (201, {"from_on": NEXT})
    assert post(lea, "-assignments/", members=[north.rob.pk, north.sol.pk], template=own).status_code == 404
    assert post(lea, "-assignments/", members=[north.rob.pk, north.lea.pk], template=own).status_code == 403
    assert post(lea, "-assignments/", members=[north.rob.pk], template=own + 999).status_code == 404
    assert (
        post(lea, "-assignments/", members=[north.rob.pk], template=own, from_on=str(MONDAY)).status_code
        == 400
    )
    assert post(enter(north.rob), "-assignments/", members=[north.rob.pk], template=own).status_code == 403
    seen = lea.get(HERE + "-assignments/").json()["results"]
    assert {one["member"] for one in seen} == {north.rob.pk, north.rita.pk}
    assert len(lea.get(f"{HERE}-assignments/?member={north.rob.pk}").json()["results"]) == 1
    assert lea.get(f"{HERE}-assignments/?member={north.sol.pk}").status_code == 404
    assert lea.delete(f"{HERE}-assignments/of/{north.rob.pk}/planned/").status_code == 204
    assert not TemplateAssignment.objects.filter(member=north.rob).exists()


def test_the_default_is_set_from_a_week_on_and_taken_back(ada):
    own = post(ada, "s/", name="Callers", lines=LINES).json()["id"]
    assert put(ada, "s/default/", template=own).json() == {"from_on": NEXT}
    assert ada.get(HERE + "s/default/").json()[0]["template"] == own
    assert ada.delete(HERE + "s/default/").status_code == 204
    assert TemplateAssignment.objects.count() == 1
