"""Short words for logging in tests."""

import pytest

from activities.models import ActivityType, Outcome
from activities.services import log_activity
from crm.models import Account, Contact
from tests.cast import NOW


@pytest.fixture
def inside(acme):
    """Acme is open."""
    with acme.scope():
        yield acme


@pytest.fixture
def outcome(inside):
    """`outcome("no_answer")`, `outcome("held", "meeting")`."""

    def find(key, type_key="call"):
        return Outcome.objects.select_related("type").get(type__key=type_key, key=key)

    return find


@pytest.fixture
def kestrel(inside):
    return Account.objects.create(name="Kestrel Foods", owner=inside.rob, created_at=NOW)


@pytest.fixture
def marta(inside, kestrel):
    return Contact.objects.create(
        name="Marta Novak", account=kestrel, owner=inside.rob, phone="+44 20 7946 0018", created_at=NOW
    )


@pytest.fixture
def log(inside, outcome):
    """`log("no_answer", contact=marta)` by Rob, just now."""

    def write(key="no_answer", type_key="call", *, member=None, at=NOW, now=NOW, **values):
        member = member or inside.rob
        ending = outcome(key, type_key) if key else None
        kind = ending.type if ending else ActivityType.objects.get(key=type_key)
        return log_activity(
            member=member, type=kind, outcome=ending, occurred_at=at, now=now, by=member, **values
        )

    return write
