"""Starting an organization."""

from datetime import datetime
from typing import Any

from django.db import transaction

from organizations.events import record
from organizations.models import Organization
from organizations.tenancy.scope import organization_scope

from .people import add_member


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
    **settings: Any,
) -> Organization:
    """Make an organization with its first admin. The apps add their defaults by listening to the event.

    `settings` are other fields of Organization (first_weekday, fiscal_month, currency, country, …).
    Opens the organization's scope itself: there is none to be in before it exists.
    """
    with transaction.atomic():
        organization = Organization(name=name, slug=slug, zone=zone, created_at=now, **settings)
        organization.full_clean()
        organization.save()
        with organization_scope(organization.pk):
            admin = add_member(
                name=admin_name, email=admin_email, password=password, zone=zone,
                is_admin=True, is_rep=admin_is_rep, by=None, now=now,
            )  # fmt: skip
            record("organization_started", organization, by=admin, now=now, name=name)
    return organization
