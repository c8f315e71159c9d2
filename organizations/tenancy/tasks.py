"""The door of jobs: a task names its organization first and runs inside its scope."""

import structlog
from celery.contrib.django.task import DjangoTask
from django.db import transaction
from kombu.exceptions import OperationalError

from .origin import TASK, Origin, coming_from
from .scope import organization_scope

log = structlog.get_logger(__name__)


class OrganizationTask(DjangoTask):
    """Base of tasks on one organization: `organization_id` by keyword, one transaction, one scope.

    `scoped=False` leaves opening scopes to the task, for work that must commit in parts.
    """

    scoped = True

    def __call__(self, *, organization_id: int, **kwargs):
        with coming_from(Origin(TASK)):
            if not self.scoped:
                return super().__call__(organization_id=organization_id, **kwargs)
            with organization_scope(organization_id):
                return super().__call__(organization_id=organization_id, **kwargs)


def nudge(task: DjangoTask, **kwargs: object) -> None:
    """Wake a worker once the rows are there. A lost broker loses nothing: the next tick finds the rows."""
    transaction.on_commit(lambda: send(task, kwargs), robust=True)


def send(task: DjangoTask, kwargs: dict) -> None:
    try:
        task.apply_async(kwargs=kwargs, ignore_result=True, retry=False)
    except OperationalError as error:
        log.warning("broker_away", task=task.name, error=str(error))
