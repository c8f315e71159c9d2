"""The sales process that a new organization starts with."""

from crm.models import Stage
from organizations.lazy_words import pgettext_lazy
from organizations.models import Event

STAGES = [
    ("prospect", pgettext_lazy("stage", "Prospect"), Stage.OPEN),
    ("qualified", pgettext_lazy("stage", "Qualified"), Stage.OPEN),
    ("meeting_held", pgettext_lazy("stage", "Meeting held"), Stage.OPEN),
    ("proposal", pgettext_lazy("stage", "Proposal"), Stage.OPEN),
    ("won", pgettext_lazy("stage", "Won"), Stage.WON),
    ("lost", pgettext_lazy("stage", "Lost"), Stage.LOST),
]


def seed_stages(event: Event) -> None:
    """Add what is missing, in the language that is open: the founder's. Change nothing that is there."""
    Stage.objects.bulk_create(
        [
            Stage(key=key, name=str(name), kind=kind, position=position)
            for position, (key, name, kind) in enumerate(STAGES)
        ],
        ignore_conflicts=True,
    )
