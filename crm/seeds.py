"""The sales process that a new organization starts with."""

from crm.models import Stage
from organizations.models import Event

STAGES = [
    ("prospect", "Prospect", Stage.OPEN),
    ("qualified", "Qualified", Stage.OPEN),
    ("meeting_held", "Meeting held", Stage.OPEN),
    ("proposal", "Proposal", Stage.OPEN),
    ("won", "Won", Stage.WON),
    ("lost", "Lost", Stage.LOST),
]


def seed_stages(event: Event) -> None:
    """Add what is missing, change nothing that is there."""
    Stage.objects.bulk_create(
        [
            Stage(key=key, name=name, kind=kind, position=position)
            for position, (key, name, kind) in enumerate(STAGES)
        ],
        ignore_conflicts=True,
    )
