"""What the audit page says of the events that something caused, without what people wrote and programs named."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils import translation

from organizations.audit.telling import Line, tell
from organizations.models import Event
from tests.cast import Acme
from tests.texts.pseudo import CODE

# Addresses, keys and answers of servers: what programs say to each other, shown as it was.
OF_PROGRAMS = {
    "path",
    "host",
    "key",
    "keys",
    "answer",
    "icon",
    "method",
    "zone",
    "subdivision",
    "source",
    "prospect_key",
}
# Instants are shown as every program writes them.
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+]+")
A_CODE = re.compile(r"[a-z_]+(:[a-z]+)?")


def newest(acme: Acme) -> int:
    with acme.scope():
        return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def told_since(acme: Acme, before: int, typed: Any) -> Iterator[str]:
    """`typed` is what was sent: a code in it is to be told in words all the same."""
    with acme.scope(), translation.override(CODE):
        lines = tell(list(Event.objects.filter(pk__gt=before).order_by("pk")), acme.organization)
        for line in lines:
            own = {word for word in leaves(typed) if not A_CODE.fullmatch(word)} | {
                *of_programs(line.event.data)
            }
            for text in said(line):
                for word in sorted(own, key=len, reverse=True):
                    text = text.replace(word, " ")
                yield INSTANT.sub(" ", text)


def said(line: Line) -> Iterator[str]:
    yield line.sentence
    yield str(line.verb.title)
    for change in line.changes:
        yield from (change.field, change.before or "", change.after or "")
    for name, value in line.facts:
        yield from (name, value)


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple | set):
        for one in value:
            yield from leaves(one)
    elif isinstance(value, str) and value.strip():
        yield from {value, " ".join(value.split())}


def of_programs(data: Any) -> Iterator[str]:
    for name, value in data.items() if isinstance(data, dict) else ():
        if name in OF_PROGRAMS:
            yield from leaves(value)
        elif isinstance(value, dict):
            yield from of_programs(value)
