"""The Celery door of the outboxes."""

from datetime import datetime

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.contrib.sessions.models import Session
from django.utils import timezone

from organizations.limits import forget_ended_tries
from organizations.mail.boxes import SignInBox
from organizations.mail.delivery import deliver_due, deliver_from
from organizations.mail.sign_in import tidy_sign_in_mails
from organizations.models import Organization, OutboxMail, SignInMail
from organizations.privacy import tasks as privacy_tasks  # noqa: F401  (found by the worker through this module)
from organizations.services import forget_replaced_pictures
from organizations.tenancy.scope import organization_scope
from organizations.tenancy.tasks import OrganizationTask, nudge

# People wait for these: small batches, so that several workers share them.
SIGN_IN_BATCH = 10


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
    sweep_sign_in_mail(now)


def sweep_sign_in_mail(now: datetime) -> None:
    tidy_sign_in_mails(now=now)
    if SignInMail.objects.due(now).exists():
        nudge(deliver_sign_in_mail)


@shared_task(base=OrganizationTask, scoped=False, name="organizations.deliver_mail")
def deliver_mail(*, organization_id: int) -> None:
    """Send one batch, and wake the next if there is more: no organization keeps a worker for itself."""
    if deliver_due(organization_id=organization_id, clock=timezone.now).more:
        nudge(deliver_mail, organization_id=organization_id)


@shared_task(base=DjangoTask, name="organizations.deliver_sign_in_mail")
def deliver_sign_in_mail() -> None:
    """Send a few codes, links and notices, and wake the next sender if there are more."""
    if deliver_from(SignInBox(), timezone.now, SIGN_IN_BATCH).more:
        nudge(deliver_sign_in_mail)


@shared_task(base=DjangoTask, name="organizations.tidy_sign_in")
def tidy_sign_in() -> None:
    """Every hour: sessions that have ended, and tries whose window has passed, are forgotten."""
    now = timezone.now()
    Session.objects.filter(expire_date__lte=now).delete()
    forget_ended_tries(now=now)


@shared_task(base=DjangoTask, name="organizations.tidy_pictures")
def tidy_pictures() -> None:
    """Every hour: photos and logos that were replaced more than a day ago are deleted."""
    now = timezone.now()
    for organization_id in Organization.objects.order_by("pk").values_list("pk", flat=True):
        with organization_scope(organization_id):
            forget_replaced_pictures(now=now)
