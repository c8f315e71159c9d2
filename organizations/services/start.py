"""Starting an organization."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from organizations.events import record
from organizations.languages import language_of
from organizations.models import Organization, SetUp
from organizations.plain_names import on_one_line
from organizations.slugs import check_slug
from organizations.tenancy.scope import organization_scope

from .people import add_member
from .regions import refuse_unknown_region


def start_organization(
    *,
    name: str,
    slug: str,
    zone: str,
    admin_name: str,
    admin_email: str,
    password: str | None,
    now: datetime,
    admin_is_rep: bool = False,
    admin_language: str = "",
    **settings: Any,
) -> Organization:
    """Make an organization with its first admin. The apps add their defaults by listening to the event.

    What these are called is the organization's own from then on, and in its founder's language: `admin_language`,
    or the installation's.

    `settings` are other fields of Organization (first_weekday, fiscal_month, currency, country, …).
    Opens the organization's scope itself: there is none to be in before it exists.
    """
    refuse_unknown_region(settings.get("country", ""), settings.get("subdivision", ""))
    if not settings.get("is_demo"):
        check_slug(slug)
    with transaction.atomic():
        organization = Organization(name=on_one_line(name), slug=slug, zone=zone, created_at=now, **settings)
        organization.full_clean()
        organization.save()
        with organization_scope(organization.pk):
            admin = add_member(
                name=admin_name, email=admin_email, password=password, zone=zone,
                is_admin=True, is_rep=admin_is_rep, language=admin_language, by=None, now=now,
            )  # fmt: skip
            if not organization.is_demo:
                SetUp.objects.create(started_by=admin)
            with override(language_of(admin)):
                record("organization_started", organization, by=admin, now=now, name=name)
    return organization


def erase_demo(*, organization: Organization) -> None:
    """Take a demo away whole, with the accounts that only it had. Refused by the database for anything else."""
    if not organization.is_demo:
        raise ValidationError(
            _("%(organization)s is not a demo, so it is kept.") % {"organization": organization.name}
        )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT erase_demo(%s)", [organization.pk])
