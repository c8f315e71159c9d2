"""The card that every organization starts with."""

from datetime import date, datetime

from django.db import transaction

from metrics.models import Metric
from metrics.seeds import seed_metrics
from organizations.models import Event, Organization
from organizations.periods import local_day
from organizations.tenancy.scope import current_organization_id
from scorecards.models import CardTemplate, TemplateLine

NAME = "Prospecting"
WEIGHTS = {"attempts": 15, "conversations": 30, "meetings_booked": 25, "meetings_held": 30}


def seed(event: Event) -> None:
    """Give a new organization its card. Listens to "organization_started"."""
    organization = Organization.objects.get(pk=current_organization_id())
    week = organization.week_of(local_day(event.at, organization.zone))
    seed_template(week.start, event.at)


@transaction.atomic
def seed_template(valid_from: date, now: datetime) -> CardTemplate:
    """The default card, unless there is one already. It scores built-in metrics, so those come first."""
    if there := CardTemplate.objects.filter(name=NAME).first():
        return there
    seed_metrics(now)
    metrics = {metric.key: metric for metric in Metric.objects.filter(key__in=WEIGHTS)}
    template = CardTemplate.objects.create(name=NAME, valid_from=valid_from, created_at=now)
    TemplateLine.objects.bulk_create(
        TemplateLine(template=template, metric=metrics[key], weight=weight, position=position)
        for position, (key, weight) in enumerate(WEIGHTS.items())
    )
    return template
