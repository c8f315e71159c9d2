"""Nobody becomes more, or somebody else, by what they send along: by every form and call that changes something."""

import pytest
from django.db import transaction

from organizations.models import Membership, User
from tests.access import RULES
from tests.test_access import ROUTES, address
from tests.world import make_world


@pytest.fixture
def world(acme):
    with acme.scope():
        return make_world(member=acme.rob, team=acme.north, leader=acme.lea)


def wishes(acme, rival) -> dict:
    """Everything that would make one more than one is."""
    return {
        "is_admin": "on", "is_rep": "on", "is_staff": "on", "is_superuser": "on", "role": "admin", "roles": ["admin"],
        "admin": "on", "leads_any": "on", "organization": rival.organization.pk,
        "organization_id": rival.organization.pk, "user": acme.ada.user_id, "user_id": acme.ada.user_id,
        "membership": acme.ada.pk, "membership_id": acme.ada.pk, "created_by": acme.ada.pk, "id": 1, "pk": 1,
        "import_source": "x", "external_id": "x", "deactivated_at": "", "erased_at": "", "email": "evil@evil.example",
    }  # fmt: skip


def who_is_what() -> tuple[list, list]:
    people = Membership.objects.order_by("pk").values_list(
        "pk", "organization_id", "user_id", "is_admin", "is_rep", "import_source", "external_id", "erased_at"
    )
    users = User.objects.order_by("pk").values_list("pk", "email", "is_active", "password")
    return list(people), list(users)


def test_no_rep_and_no_leader_changes_who_they_are_by_anything_they_send(acme, rival, world, enter):
    browsers = {key: enter(getattr(acme, key)) for key in ("rob", "lea")}
    more, tried = wishes(acme, rival), 0
    with acme.scope():
        before = who_is_what()
    for name, rule in RULES.items():
        route = ROUTES[name]
        for method in ("post", "put", "patch"):
            can = getattr(rule, method)
            mine = [key for key in browsers if can and key in can.who.split()]
            for key in mine[:1]:
                kind = {"content_type": "application/json"} if route.is_api else {}
                with transaction.atomic():
                    answer = getattr(browsers[key], method)(
                        address(rule, route, world, "acme"), {**more, **(can.data or {})}, **kind
                    )
                    with acme.scope():
                        after = who_is_what()
                    transaction.set_rollback(True)
                assert answer.status_code < 500, name
                assert after == before, (name, method)
                tried += 1
    assert tried > 60
