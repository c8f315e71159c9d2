"""The Celery door: calendars are read every hour, and at once when one is added."""

from datetime import timedelta

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.db.models import Q
from django.utils import timezone

from meetings.models import CalendarSource
from meetings.reading import LONGEST_FILE, NotACalendar
from meetings.services import note_trouble
from meetings.update import take_data
from organizations.models import Organization
from organizations.outside import OutsideRefused, fetch
from organizations.tenancy.scope import current_organization_id, organization_scope
from organizations.tenancy.tasks import OrganizationTask, nudge

EVERY = timedelta(minutes=55)


def read_soon(source: CalendarSource) -> None:
    nudge(read_calendar, organization_id=current_organization_id(), source_id=source.pk)


@shared_task(base=DjangoTask, name="meetings.tick")
def tick() -> None:
    """Wake a reader for each calendar that was not read for an hour. Who has left is left alone."""
    long_ago = timezone.now() - EVERY
    for organization_id in Organization.objects.order_by("pk").values_list("pk", flat=True):
        with organization_scope(organization_id):
            waits = Q(checked_at__isnull=True) | Q(checked_at__lt=long_ago)
            due = CalendarSource.objects.exclude(address="").filter(
                waits, membership__deactivated_at__isnull=True
            )
            for source in due:
                read_soon(source)


@shared_task(base=OrganizationTask, scoped=False, name="meetings.read_calendar")
def read_calendar(*, organization_id: int, source_id: int) -> None:
    """Read one calendar. While its server is waited for, no transaction is open."""
    with organization_scope(organization_id):
        source = CalendarSource.objects.exclude(address="").filter(pk=source_id).first()
    if source is None:
        return
    try:
        got = fetch(source.address, longest=LONGEST_FILE, seconds=20, etag=source.etag)
    except OutsideRefused as refused:
        with organization_scope(organization_id):
            note_trouble(source=source, trouble=str(refused), now=timezone.now())
        return
    with organization_scope(organization_id):
        take(source_id, b"" if got.unchanged else got.body, got.etag)


def take(source_id: int, body: bytes, etag: str) -> None:
    source = CalendarSource.objects.select_related("membership").filter(pk=source_id).first()
    if source is None:
        return  # taken away meanwhile
    if not body:
        note_trouble(source=source, trouble="", now=timezone.now())
        return
    try:
        take_data(source=source, data=body, etag=etag, now=timezone.now())
    except NotACalendar as refused:
        note_trouble(source=source, trouble=str(refused), now=timezone.now())
