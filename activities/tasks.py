"""The Celery door of the log: reminders, and what is moved when people come back from days off."""

import structlog
from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.utils import timezone

from activities.models import CallLog, PushDevice, Reminder
from activities.push import send
from activities.services import give_reminders, move_after_days_off, remove_device, take_rows
from organizations.links import link
from organizations.models import Membership, Organization
from organizations.outside import OutsideRefused
from organizations.tenancy.scope import current_organization_id, organization_scope
from organizations.tenancy.tasks import OrganizationTask, nudge

log = structlog.get_logger(__name__)


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


@shared_task(base=DjangoTask, name="activities.remind_tick")
def remind_tick() -> None:
    """Every minute: wake one task for each organization; it finds out whose moment has come.

    Finds also the call logs that a lost broker forgot.
    """
    for organization_id in Organization.objects.order_by("pk").values_list("pk", flat=True):
        nudge(remind, organization_id=organization_id)
        with organization_scope(organization_id):
            under_way = CallLog.objects.filter(state__in=[CallLog.WAITING, CallLog.RUNNING])
            for call_log_id in under_way.values_list("pk", flat=True):
                nudge(bring_rows, organization_id=organization_id, call_log_id=call_log_id)


@shared_task(base=OrganizationTask, name="activities.remind")
def remind(*, organization_id: int) -> None:
    """Give what is to be given, and wake a sender for each that somebody has a device for."""
    organization = Organization.objects.get(pk=current_organization_id())
    given = give_reminders(organization=organization, now=timezone.now())
    with_device = set(
        PushDevice.objects.filter(membership__in=[one.membership_id for one in given]).values_list(
            "membership", flat=True
        )
    )
    for one in given:
        if one.membership_id in with_device:
            nudge(push_reminder, organization_id=organization_id, reminder_id=one.pk)


@shared_task(base=OrganizationTask, scoped=False, name="activities.push_reminder")
def push_reminder(*, organization_id: int, reminder_id: int) -> None:
    """Tell a member's devices. While a push service is waited for, no transaction is open. Not tried again:
    the reminder is in the app, and one that comes late is no use."""
    with organization_scope(organization_id):
        reminder = Reminder.objects.filter(pk=reminder_id).first()
        if reminder is None:
            return
        organization = Organization.objects.get(pk=organization_id)
        # Asked now: who was deactivated since the reminder was given is told nothing more.
        present = Membership.objects.present().filter(pk=reminder.membership_id)
        devices = list(PushDevice.objects.filter(membership__in=present))
    href = (
        link(organization, "activities:follow_up", pk=reminder.follow_up_id)
        if reminder.follow_up_id
        else link(organization, "today")
    )
    for device in devices:
        try:
            there = send(device, title=reminder.title, href=href, now=timezone.now().timestamp())
        except OutsideRefused as refused:
            log.info("push_refused", device=device.pk, answer=str(refused))
            continue
        if not there:
            with organization_scope(organization_id):
                remove_device(device=device, by=None, now=timezone.now())


@shared_task(base=OrganizationTask, scoped=False, name="activities.bring_rows")
def bring_rows(*, organization_id: int, call_log_id: int) -> None:
    """Write the next rows of a call log, and wake the next if there are more: no file keeps a worker for itself."""
    with organization_scope(organization_id):
        found = CallLog.objects.filter(pk=call_log_id).first()
        more = found is not None and take_rows(call_log=found, now=timezone.now())
    if more:
        nudge(bring_rows, organization_id=organization_id, call_log_id=call_log_id)
