"""Addresses of pages inside an organization."""

from functools import lru_cache

from django.conf import settings
from django.urls import reverse

from organizations.models import Organization


def link(organization: Organization, name: str, **kwargs: object) -> str:
    """The path of a page of this organization: `link(acme, "scorecards:card", pk=7)`."""
    return path_of(name, organization_slug=organization.slug, **kwargs)


@lru_cache(maxsize=4096)
def path_of(name: str, **kwargs: object) -> str:
    """Addresses do not change while a process lives, and a page of people has a hundred of them."""
    return reverse(name, kwargs=kwargs)


def absolute(path: str) -> str:
    """The address that works from a mail."""
    return settings.BASE_URL + path
