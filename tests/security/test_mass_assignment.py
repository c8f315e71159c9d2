"""Nobody becomes more, or somebody else, by what they send along: by every form and call that changes something.

Each is sent twice: filled in as it should be, and so again with everything beside it that would make one more than
one is. What is in the tables afterwards has to be the same both times. Forms that were refused would prove nothing,
so it is counted how many were taken.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

import pytest
from django.apps import apps
from django.db import connection, transaction

from organizations.models import Invitation, Membership, Organization, User
from tests.access import RULES, Can
from tests.filling import filled_in
from tests.good_data import said
from tests.test_access import ROUTES, address
from tests.world import make_world

# Whose a row is, and what somebody is: every link to a person, an account or an organization, and these.
WORTH = {
    "is_admin", "is_rep", "is_active", "is_demo", "is_default", "import_source", "external_id", "deactivated_at",
    "erased_at", "erase_at", "password", "scopes", "leads",
}  # fmt: skip
# Names that are fields of the form itself: to say them is no wish for more.
ITS_OWN: dict[str, set[str]] = {
    "activities_api:batch": {"membership"},  # whose phone it is: refused where it is another's
    "crm_api:accounts": {"owner"}, "crm_api:contacts": {"owner"}, "crm_api:opportunities": {"owner"},
    "organizations:change_roles": {"is_admin", "is_rep"},
    "organizations:invite": {"is_admin", "is_rep", "leads"},
    "organizations_api:invitations": {"is_admin", "is_rep", "leads"},
    "organizations_api:many_invitations": {"is_admin", "is_rep", "leads"},
}  # fmt: skip
NO_PASSWORD = re.compile(r'"password": "![^"]*"')  # of somebody who has none it is another one each time
METHODS = ("post", "put", "patch")
# How many are taken as they are sent here. Fewer is a form that the walk does not reach any more.
TAKEN_OF_OTHERS, TAKEN_OF_ADMINS = 105, 137


@pytest.fixture
def world(acme):
    with acme.scope():
        return make_world(member=acme.rob, team=acme.north, leader=acme.lea)


def wishes(acme, rival, who) -> dict:
    """Everything that would make one more than one is, or make the row somebody else's."""
    other = rival.mallory if who.is_admin else acme.ada
    people = (
        "user", "user_id", "membership", "membership_id", "member", "member_id", "owner", "owner_id", "created_by",
        "created_by_id", "author", "author_id", "actor", "by", "said_by", "asked_by", "invited_by", "recipient",
    )  # fmt: skip
    return {
        "is_admin": "on", "is_rep": "on", "is_staff": "on", "is_superuser": "on", "role": "admin", "roles": ["admin"],
        "admin": "on", "leads_any": "on", "leads": "on", "organization": rival.organization.pk,
        "organization_id": rival.organization.pk, "organization_slug": "rival", "id": 1, "pk": 1,
        "import_source": "x", "external_id": "x", "deactivated_at": "", "erased_at": "", "is_demo": "on",
        "email": "evil@evil.example", "password": "evil", "scopes": ["audit:read"],
        **{name: other.user_id if name.startswith("user") else other.pk for name in people},
    }  # fmt: skip


@cache
def picture_sql() -> str:
    """Of every row of every table: which it is, and what of it is worth something."""
    parts = []
    for model in apps.get_models():
        table, pk = connection.ops.quote_name(model._meta.db_table), model._meta.pk.column
        pairs = [f"'{column}', {connection.ops.quote_name(column)}" for column in worth_of(model)]
        parts.append(
            f"SELECT '{model._meta.label}', {pk}::text, jsonb_build_object({', '.join(pairs)})::text FROM {table}"
        )
    return " UNION ALL ".join(parts)


def worth_of(model) -> list[str]:
    whose = (Membership, User, Organization)
    names = WORTH | ({"email"} if model in (User, Invitation) else set())
    return [
        field.column
        for field in model._meta.concrete_fields
        if field.name in names or (field.is_relation and field.related_model in whose)
    ]


def picture(house) -> set[tuple[str, str, str]]:
    with house.scope(), connection.cursor() as cursor:
        cursor.execute(picture_sql())
        return {(label, pk, NO_PASSWORD.sub("", worth)) for label, pk, worth in cursor.fetchall()}


def of_its_own(house) -> set[tuple[str, str, str]]:
    """The rows of this organization alone: accounts are nobody's."""
    return {line for line in picture(house) if f'"organization_id": {house.organization.pk}' in line[2]}


@dataclass
class Outcome:
    status: int
    changes: Counter
    theirs: set

    @property
    def taken(self) -> bool:
        return self.status < 400 and bool(self.changes)


def sent(client, method, path, data, kind, acme, rival, before) -> Outcome:
    """What it did, undone afterwards. New rows are told apart by what they hold, for their ids are never the same."""
    known = {line[:2] for line in before}
    with transaction.atomic():
        answer = getattr(client, method)(path, data, **kind)
        new = picture(acme) - before
        theirs = of_its_own(rival)
        transaction.set_rollback(True)
    assert answer.status_code < 500, path
    lines = [(label, pk if (label, pk) in known else "new", worth) for label, pk, worth in new]
    return Outcome(answer.status_code, Counter(lines), theirs)


def filled(house, client, method, path, good) -> dict:
    """What the page's own form asks for, from the answer that refuses it."""
    with transaction.atomic():
        answer = getattr(client, method)(path, good)
        with house.scope():
            found = filled_in(answer) if answer.status_code == 422 else {}
        transaction.set_rollback(True)
    return found


def walk(acme, rival, world, enter, people):
    """Sends every form and call that one of these people may send: which were taken, and where more was."""
    browsers = {name: enter(getattr(acme, name)) for name in people}
    before, theirs, taken, wrong = picture(acme), of_its_own(rival), [], []
    for name, rule in RULES.items():
        for method in METHODS:
            can: Can | None = getattr(rule, method)
            for who in [one for one in people if can and one in can.who.split()]:
                plain, wished = both_ways(acme, rival, world, browsers[who], name, method, before, who)
                same = (plain.status, plain.changes, plain.theirs) == (wished.status, wished.changes, theirs)
                if not same or wished.theirs != theirs:
                    wrong.append(
                        (name, method, who, plain.status, wished.status, wished.changes - plain.changes)
                    )
                if plain.taken:
                    taken.append((name, method))
                    break
    return taken, wrong


def both_ways(acme, rival, world, client, name, method, before, who) -> tuple[Outcome, Outcome]:
    """What came of it as it should be sent, and with every wish beside it."""
    rule, route = RULES[name], ROUTES[name]
    kind = {"content_type": "application/json"} if route.is_api else {}
    with acme.scope():
        path, good = address(rule, route, world, "acme"), said(name, method, world, getattr(rule, method))
    if not route.is_api:
        good = {**filled(acme, client, method, path, good), **good}
    more = wishes(acme, rival, getattr(acme, who))
    more = {key: value for key, value in more.items() if key not in ITS_OWN.get(name, ())}
    plain = sent(client, method, path, good, kind, acme, rival, before)
    return plain, sent(client, method, path, {**more, **good}, kind, acme, rival, before)


def test_no_rep_and_no_leader_changes_who_they_are_by_anything_they_send(acme, rival, world, enter):
    taken, wrong = walk(acme, rival, world, enter, ("rob", "lea"))
    assert not wrong, "\n".join(map(str, wrong))
    assert len(taken) >= TAKEN_OF_OTHERS, len(taken)


def test_no_admin_reaches_into_another_organization_by_anything_they_send(acme, rival, world, enter):
    taken, wrong = walk(acme, rival, world, enter, ("ada",))
    assert not wrong, "\n".join(map(str, wrong))
    assert len(taken) >= TAKEN_OF_ADMINS, len(taken)


def test_the_walk_sees_what_is_worth_something(acme, rival):
    """A row that changes hands, somebody who becomes admin, and one that comes to the rival are all seen."""
    before, theirs = picture(acme), of_its_own(rival)
    with acme.scope():
        Membership.objects.filter(pk=acme.rob.pk).update(is_admin=True)
        make_world(member=acme.rob, team=acme.north, leader=acme.lea)
    assert picture(acme) != before
    assert of_its_own(rival) == theirs
