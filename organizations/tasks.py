"""The Celery door of the outbox."""

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.utils import timezone

from organizations.mail.delivery import deliver_due
from organizations.models import Organization, OutboxMail
from organizations.tenancy.scope import organization_scope
from organizations.tenancy.tasks import OrganizationTask, nudge


@shared_task(base=DjangoTask, name="organizations.sweep_mail")
def sweep_mail() -> None:
    """Every half minute: wake a delivery for each organization in which a mail is due.

    Finds also what a lost broker forgot to deliver, and what a killed worker had taken.
    """
    now = timezone.now()
    for organization_id in Organization.objects.order_by("pk").values_list("pk", flat=True):
        with organization_scope(organization_id):
            waits = OutboxMail.objects.due(now).exists()
        if waits:
            nudge(deliver_mail, organization_id=organization_id)


@shared_task(base=OrganizationTask, scoped=False, name="organizations.deliver_mail")
def deliver_mail(*, organization_id: int) -> None:
    """Send one batch, and wake the next if there is more: no organization keeps a worker for itself."""
    if deliver_due(organization_id=organization_id, clock=timezone.now).more:
        nudge(deliver_mail, organization_id=organization_id)
