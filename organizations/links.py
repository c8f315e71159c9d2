"""Addresses of pages inside an organization."""

from django.conf import settings
from django.urls import reverse

from organizations.models import Organization


def link(organization: Organization, name: str, **kwargs: object) -> str:
    """The path of a page of this organization: `link(acme, "scorecards:card", pk=7)`."""
    return reverse(name, kwargs={"organization_slug": organization.slug, **kwargs})


def absolute(path: str) -> str:
    """The address that works from a mail."""
    return settings.BASE_URL + path
