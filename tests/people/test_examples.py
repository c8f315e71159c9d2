"""The examples of docs/api.md are what they say they are: each is sent, in their order, and answered as written."""

import json
import re
import shlex
from pathlib import Path

from organizations.models import Invitation
from tests.people.calls import API

DOC = Path(__file__).resolve().parents[2] / "docs" / "api.md"
BLOCK = re.compile(r"```(sh|json)\n(.*?)```", re.S)
VARIABLE = re.compile(r"\$([A-Z]+)")


def blocks() -> list[tuple[str, str]]:
    text = DOC.read_text()
    return BLOCK.findall(text[text.index("## People, teams and the organization") :])


def calls(block: str) -> list[dict]:
    """The curl commands of a block."""
    found = []
    for words in (shlex.split(one) for one in re.split(r"(?m)^curl ", block) if one.strip()):
        call = {"method": "get", "body": None}
        while words:
            word = words.pop(0)
            if word == "-H":
                assert words.pop(0) == "$AUTH"
            elif word == "-X":
                call["method"] = words.pop(0).lower()
            elif word == "--json":
                call["body"] = words.pop(0)
                call["method"] = "post" if call["method"] == "get" else call["method"]
            else:
                call["path"] = word.removeprefix("$API/")
        found.append(call)
    return found


def holds(answer, shown) -> bool:
    """The answer holds what is shown; of an object, the fields that are."""
    if isinstance(shown, dict):
        return isinstance(answer, dict) and all(
            holds(answer.get(name), value) for name, value in shown.items()
        )
    if isinstance(shown, list):
        return len(answer) == len(shown) and all(map(holds, answer, shown))
    return answer == shown


def test_every_example_of_the_documentation_is_answered_as_it_says(acme, bearer):
    ada, ids, answer = bearer(acme.ada), Names(acme), None
    for kind, block in blocks():
        if kind == "json":
            assert holds(answer, json.loads(ids.put_in(block))), (block, answer)
            continue
        for one in calls(block):
            body = ids.put_in(one["body"]) if one["body"] else "{}"
            path = API + ids.put_in(one["path"])
            send = getattr(ada, one["method"])
            got = send(path) if one["method"] == "get" else send(path, body, content_type="application/json")
            assert got.status_code in (200, 201), (one, got.content)
            answer = got.json()
    assert answer is not None


class Names:
    """The ids behind `$ROB`, `$NORTH`, and of who was invited meanwhile."""

    def __init__(self, acme) -> None:
        self.acme = acme

    def put_in(self, text: str) -> str:
        return VARIABLE.sub(lambda found: str(self.id_of(found[1].lower())), text)

    def id_of(self, name: str) -> int:
        if hasattr(self.acme, name):
            return getattr(self.acme, name).pk
        with self.acme.scope():
            return Invitation.objects.get(name__istartswith=name).pk
