"""Short ways to log entries and close deals straight into the tables, for tests of counting."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from activities.models import Activity, ActivityType, Outcome
from crm.models import Credit, Opportunity, Stage
from tests.cast import NOW


def entry(
    member, team=None, *, on, kind="call", outcome="no_answer", prospect="", seconds=None, **more
) -> Activity:
    of = ActivityType.objects.get(key=kind)
    ended = Outcome.objects.get(type=of, key=outcome) if outcome else None
    values = {
        "member": member, "team": team, "type": of, "outcome": ended, "prospect": prospect, "prospect_key": prospect,
        "occurred_on": on, "occurred_at": datetime.combine(on, time(9), UTC), "seconds": seconds, "logged_at": NOW,
    }  # fmt: skip
    return Activity.objects.create(**{**values, **more})


def deal(amount, shares, *, on, kind="won", name="Deal") -> Opportunity:
    """`shares` are (member, team, share, amount)."""
    stage = Stage.objects.get_or_create(key=kind, defaults={"name": kind, "kind": kind})[0]
    made = Opportunity.objects.create(
        name=name, stage=stage, amount=Decimal(amount), currency="EUR", closed_on=on, created_at=NOW,
        owner=shares[0][0],
    )  # fmt: skip
    for member, team, share, part in shares:
        Credit.objects.create(
            opportunity=made, member=member, team=team, share=Decimal(share), amount=Decimal(part), on=on
        )
    return made


def day(number: int, month: int = 11) -> date:
    return date(2026, month, number)
