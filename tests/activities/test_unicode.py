"""Names in every script: kept to the letter, counted in characters, given back as they were."""

import uuid
from datetime import timedelta

import pytest

from activities.models import Activity
from organizations.turning import isolated
from tests.cast import NOW

HERE = "/api/v1/o/acme/activities/batch/"
JSON = "application/json"
RECENT = 6  # people that the log offers first
NAMES = [
    "\U0001f469\U0001f3fd\u200d\U0001f680", "\u202eevil\u202c", "Zoe\u0308", "Zo\u00eb", "\U00010348", "\u0130\u0131Ii",
    "\u0416", "\u05d0\u05d1\u05d2 abc", "x",
]  # fmt: skip


def send(client, names):
    entries = [
        {
            "client_id": str(uuid.uuid4()), "type": "call", "outcome": "no_answer", "prospect": name,
            "occurred_at": (NOW - timedelta(minutes=20 - number)).isoformat(),
        }
        for number, name in enumerate(names)
    ]  # fmt: skip
    return [one["status"] for one in client.post(HERE, {"entries": entries}, JSON).json()["results"]]


def test_they_are_kept_to_the_letter_and_given_back_so(inside, bearer, enter):
    client = bearer(inside.rob)
    assert send(client, NAMES) == [201] * len(NAMES)
    assert list(Activity.objects.order_by("pk").values_list("prospect", flat=True)) == NAMES
    listed = client.get("/api/v1/o/acme/activities/").content.decode()
    assert [name for name in NAMES if name not in listed] == []
    page = enter(inside.rob).get("/o/acme/log/").content.decode()
    assert [name for name in NAMES[-RECENT:] if isolated(name) not in page] == []


@pytest.mark.parametrize("letter", ["x", "\u0416", "\U00010348"])
def test_the_longest_name_is_counted_in_characters_whatever_their_bytes(inside, bearer, letter):
    client = bearer(inside.rob)
    assert send(client, [letter * 300, letter * 301]) == [201, 422]
    assert Activity.objects.get().prospect == letter * 300
