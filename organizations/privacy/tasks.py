"""The Celery door of data: files, what is kept for how long, and the end of an organization."""

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.utils import timezone

from organizations.models import DataExport, Organization
from organizations.privacy import ending, exporting, keeping
from organizations.tenancy.scope import organization_scope
from organizations.tenancy.tasks import OrganizationTask, nudge

# A whole organization may take long; the lease of the row and the broker's own timeout are no shorter.
LONGEST = 3000


@shared_task(
    base=OrganizationTask,
    scoped=False,
    name="organizations.make_file",
    time_limit=LONGEST,
    soft_time_limit=LONGEST,
)
def make_file(*, organization_id: int, export_id: int) -> None:
    """Make one file of data. Started twice, the second finds it taken."""
    exporting.make(organization_id=organization_id, export_id=export_id, clock=timezone.now)


@shared_task(base=DjangoTask, name="organizations.sweep_files")
def sweep_files() -> None:
    """Every minute: wake a maker for files that nobody is at: the broker lost them, or a worker was killed."""
    now = timezone.now()
    for organization_id in Organization.objects.order_by("pk").values_list("pk", flat=True):
        with organization_scope(organization_id):
            waiting = list(DataExport.objects.to_make(now).values_list("pk", flat=True))
        for export_id in waiting:
            nudge(make_file, organization_id=organization_id, export_id=export_id)


@shared_task(base=DjangoTask, name="organizations.tidy_data")
def tidy_data() -> None:
    """Every hour: wake what deletes by the rule of each organization, and ends those whose waiting is over."""
    now = timezone.now()
    for organization_id, erase_at in Organization.objects.order_by("pk").values_list("pk", "erase_at"):
        ended = erase_at is not None and erase_at <= now
        nudge(end_organization if ended else tidy_organization, organization_id=organization_id)


@shared_task(base=OrganizationTask, scoped=False, name="organizations.tidy_organization")
def tidy_organization(*, organization_id: int) -> None:
    """Files whose time is over, and what is older than the organization keeps; in small transactions."""
    now = timezone.now()
    with organization_scope(organization_id):
        exporting.delete_old_files(now=now)
    keeping.purge(organization_id=organization_id, now=now)


@shared_task(base=OrganizationTask, scoped=False, name="organizations.end_organization")
def end_organization(*, organization_id: int) -> None:
    """Erase an organization after its waiting period. Started twice, the second finds nothing."""
    if Organization.objects.filter(pk=organization_id, erase_at__lte=timezone.now()).exists():
        ending.end(organization_id=organization_id)
