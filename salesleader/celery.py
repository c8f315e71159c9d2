"""The Celery application: workers and beat of SalesLeader."""

import os

from celery import Celery
from celery.signals import setup_logging, worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesleader.settings")

app = Celery("salesleader")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**kwargs):
    """Celery keeps the logging that Django has set up."""


@worker_process_init.connect
def refuse_an_unsafe_role(**kwargs):
    from organizations.tenancy.database import refuse_unsafe_role

    refuse_unsafe_role()
