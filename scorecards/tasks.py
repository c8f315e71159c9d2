"""The Celery door of weekly cards."""

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.utils import timezone

from organizations.models import Organization
from organizations.tenancy.scope import organization_scope
from organizations.tenancy.tasks import OrganizationTask, nudge
from scorecards import weekly


@shared_task(base=DjangoTask, name="scorecards.tick")
def tick() -> None:
    """Every minute: wake a closing for each organization in which something is due."""
    now = timezone.now()
    for organization in Organization.objects.order_by("pk"):
        with organization_scope(organization.pk):
            due = weekly.something_is_due(organization, now)
        if due:
            nudge(close_due, organization_id=organization.pk)


@shared_task(base=OrganizationTask, scoped=False, name="scorecards.close_due")
def close_due(*, organization_id: int) -> None:
    """Close what is due in one organization, in batches. Started twice, the second finds nothing left."""
    weekly.close_due(organization_id=organization_id, now=timezone.now())
