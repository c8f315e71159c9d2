from datetime import date, timedelta

import pytest

from coaching import services
from coaching.models import Commitment
from tests.cast import NOW

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def talk(acme):
    """Lea and Rob, this afternoon."""
    with acme.scope():
        return services.plan_one_on_one(
            leader=acme.lea, rep=acme.rob, planned_at=NOW + timedelta(hours=3), by=acme.lea, now=NOW
        )


@pytest.fixture
def promise(acme, talk) -> Commitment:
    """Rob to Lea, two blocks by Friday."""
    with acme.scope():
        return services.make_commitment(
            member=acme.rob, witness=acme.lea, one_on_one=talk, text="Call blocks from 16:00", quantity=2,
            due_on=FRIDAY, by=acme.rob, now=NOW,
        )  # fmt: skip
