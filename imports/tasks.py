"""The Celery door of imports: finds those whose reader was killed."""

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.utils import timezone

from imports import services
from imports.models import ImportBatch
from organizations.models import Organization
from organizations.tenancy.scope import current_organization_id, organization_scope
from organizations.tenancy.tasks import OrganizationTask, nudge


@shared_task(base=DjangoTask, name="imports.tick")
def tick() -> None:
    """Every minute: wake a task for each organization in which an import has fallen silent."""
    now = timezone.now()
    for organization_id in Organization.objects.order_by("pk").values_list("pk", flat=True):
        with organization_scope(organization_id):
            silent = ImportBatch.objects.abandoned(now).exists()
        if silent:
            nudge(stop_abandoned, organization_id=organization_id)


@shared_task(base=OrganizationTask, name="imports.stop_abandoned")
def stop_abandoned(*, organization_id: int) -> None:
    """Stop what nobody reads any more, so that its rows amend closed cards. Run twice, the second finds nothing."""
    organization = Organization.objects.get(pk=current_organization_id())
    services.stop_abandoned(organization=organization, now=timezone.now())
