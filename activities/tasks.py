"""The Celery door of the log: what is moved when people come back from days off."""

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.utils import timezone

from activities.services import move_after_days_off
from organizations.models import Organization
from organizations.tenancy.scope import current_organization_id
from organizations.tenancy.tasks import OrganizationTask, nudge


@shared_task(base=DjangoTask, name="activities.tick")
def tick() -> None:
    """Wake one task for each organization; it finds out who has come back."""
    for organization_id in Organization.objects.order_by("pk").values_list("pk", flat=True):
        nudge(after_days_off, organization_id=organization_id)


@shared_task(base=OrganizationTask, name="activities.after_days_off")
def after_days_off(*, organization_id: int) -> None:
    """Move what came due while people were away. Run twice, the second finds nothing."""
    organization = Organization.objects.get(pk=current_organization_id())
    move_after_days_off(organization=organization, now=timezone.now())
