"""The end of an organization: asked for by an admin, two weeks to think about it, then everything goes."""

import shutil
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.languages import language_of
from organizations.links import absolute, link
from organizations.mail import NewMail, queue_mails
from organizations.models import Membership, Organization
from organizations.plain_names import is_same_name
from organizations.privacy.exporting import admins_of, folder_of

log = structlog.get_logger(__name__)
WAITING = timedelta(days=settings.ORGANIZATION_WAITS_DAYS)


def ask_for_end(*, organization: Organization, typed: str, by: Membership, now: datetime) -> None:
    """Ask that everything be deleted after the waiting period. `typed` is the organization's name. Admins get mail."""
    if not is_same_name(typed, organization.name):
        raise ValidationError({"typed": _("Type the organization's name exactly as it stands above.")})
    with transaction.atomic():
        waiting = Organization.objects.filter(pk=organization.pk, erase_at__isnull=True)
        if not waiting.update(erase_asked_at=now, erase_at=now + WAITING):
            raise ValidationError(_("The deletion was asked for already."))
        organization.refresh_from_db(fields=["erase_asked_at", "erase_at"])
        record(
            "organization_end_asked", organization, by=by, now=now,
            before=None, after=organization.erase_at and organization.erase_at.isoformat(),
        )  # fmt: skip
        tell_admins(organization, "asked", by, now)


def call_off_end(*, organization: Organization, by: Membership, now: datetime) -> bool:
    """Everything stays. False where nothing was asked."""
    with transaction.atomic():
        before, asked = (
            organization.erase_at,
            Organization.objects.filter(pk=organization.pk, erase_at__gt=now),
        )
        if not asked.update(erase_asked_at=None, erase_at=None):
            return False
        record(
            "organization_end_called_off", organization, by=by, now=now,
            before=before and before.isoformat(), after=None,
        )  # fmt: skip
        tell_admins(organization, "called_off", by, now)
        organization.erase_asked_at = organization.erase_at = None
    return True


def tell_admins(organization: Organization, what: str, by: Membership, now: datetime) -> None:
    """A mail to every admin, each in their language, once for each time that it is asked or called off."""
    mails = []
    for admin in admins_of(organization):
        with translation.override(language_of(admin)):
            context = {
                "organization": organization, "by": by, "admin": admin, "at": organization.erase_at,
                "href": absolute(link(organization, "organizations:data")),
            }  # fmt: skip
            mails.append(
                NewMail(
                    key=f"end/{what}/{now.isoformat()}/{admin.pk}",
                    kind="end",
                    recipient=admin,
                    to_address=admin.user.email,
                    subject=render_to_string(f"privacy/mail/{what}_subject.txt", context).strip(),
                    text=render_to_string(f"privacy/mail/{what}.txt", context),
                    names=[by.pk],
                )
            )
    queue_mails(mails=mails, now=now)


def end(*, organization_id: int) -> None:
    """Erase an organization whose time has come: every row, accounts of nobody else, and its files.

    A function of the owner does it and looks first whether the waiting period is over.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT erase_organization(%s)", [organization_id])
    shutil.rmtree(folder_of(organization_id), ignore_errors=True)
    log.warning("organization_erased", organization=organization_id)
