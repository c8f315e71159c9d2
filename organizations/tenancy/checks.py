"""System checks of tenancy: no model outside, no link that could leave the organization, no unsafe role."""

from typing import Any

from django.conf import settings
from django.core.checks import Error

from .database import owned_models, unsafe_role
from .grants import models_outside


def every_model_has_a_place(app_configs: Any, **kwargs: Any) -> list[Error]:
    return [
        Error(
            f"{model._meta.label} belongs to no organization and is not on the list of global models.",
            hint="Make it an organizations.models.Owned, or add it to GLOBAL_MODELS with the reason.",
            id="organizations.E001",
        )
        for model in models_outside()
    ]


def every_link_stays_inside(app_configs: Any, **kwargs: Any) -> list[Error]:
    return [
        Error(
            f"{model._meta.label}.{field.name} is a plain foreign key to an organization's row.",
            hint="Use organizations.models.Link, and Protect in the migration.",
            id="organizations.E002",
        )
        for model in owned_models()
        for field in plain_links(model)
    ]


def plain_links(model: Any) -> list[Any]:
    from organizations.models import Link, Owned

    fields = [f for f in model._meta.get_fields() if f.is_relation and f.concrete]
    return [f for f in fields if not isinstance(f, Link) and issubclass(f.related_model, Owned)]


def the_role_is_bound(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[Error]:
    """Runs with `check --database default`; web and worker refuse to start by themselves."""
    if not databases or settings.DB_ROLE == "owner":
        return []
    why = unsafe_role()
    return [Error(f"The database role of DATABASE_URL {why}.", id="organizations.E003")] if why else []
