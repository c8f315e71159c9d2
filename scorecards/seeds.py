"""Cards by role to begin with: one that everybody has from the start, and others to adopt and change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from metrics.models import Metric
from metrics.seeds import seed_metrics
from organizations.lazy_words import gettext_lazy as _
from organizations.models import Event
from organizations.models.organization import BEGINNING
from scorecards.models import CardTemplate, TemplateAssignment, TemplateLine, TemplateVersion


@dataclass(frozen=True)
class Seed:
    """A card for one role. Weights are percent, by the key of the metric."""

    role: str
    name: str
    called: str
    why: str
    weights: Mapping[str, int]


FIRST = "sdr"
SEEDS = {
    seed.role: seed
    for seed in (
        Seed(
            "sdr", _("Prospecting"), _("Prospecting (SDR)"),
            _("Who opens the door for others: from the first try to the meeting that took place."),
            {"attempts": 15, "conversations": 30, "meetings_booked": 25, "meetings_held": 30},
        ),
        Seed(
            "ae", _("Full cycle"), _("Full cycle (AE)"),
            _("Who prospects, sells and closes: talks, meetings, proposals, deals."),
            {"conversations": 20, "meetings_held": 30, "proposals_sent": 25, "opportunities_won": 25},
        ),
        Seed(
            "am", _("Account manager"), _("Account manager"),
            _("Who keeps and grows customers: touches, reviews, referrals, more business."),
            {"customer_touches": 35, "reviews_held": 25, "referrals_asked": 15, "opportunities_won": 25},
        ),
        Seed(
            "field", _("Field sales"), _("Field sales"),
            _("Who sells at the door: visits that became a talk, new business, referrals."),
            {"visits": 20, "visit_conversations": 30, "opportunities_won": 30, "referrals_asked": 20},
        ),
        Seed(
            "founder", _("Founder who sells"), _("Founder who sells"),
            _("Who sells beside everything else: prospecting, talks, meetings, and customers kept warm."),
            {"attempts": 30, "conversations": 25, "meetings_held": 25, "customer_touches": 20},
        ),
    )
}  # fmt: skip


def seed(event: Event) -> None:
    """Give a new organization its first card. Listens to "organization_started"."""
    seed_template(event.at)


@transaction.atomic
def seed_template(now: datetime) -> CardTemplate:
    """The first card, as everybody's default, unless the organization has a default already."""
    there = (
        TemplateAssignment.objects.filter(member=None).select_related("template").order_by("from_on").first()
    )
    if there is not None and there.template is not None:
        return there.template
    template = plant(SEEDS[FIRST], now)
    TemplateAssignment.objects.create(template=template, from_on=BEGINNING, created_at=now)
    return template


def plant(seed: Seed, now: datetime) -> CardTemplate:
    """A template made from a seed, called in the language that is open. It scores built-in metrics, so those that are
    missing come first."""
    seed_metrics(now)
    template = CardTemplate.objects.create(name=str(seed.name), role=seed.role, created_at=now)
    version = TemplateVersion.objects.create(template=template, from_on=BEGINNING, created_at=now)
    metrics = dict(Metric.objects.filter(key__in=seed.weights).values_list("key", "pk"))
    TemplateLine.objects.bulk_create(
        TemplateLine(version=version, metric_id=metrics[key], weight=weight, position=position)
        for position, (key, weight) in enumerate(seed.weights.items())
    )
    return template
