"""The base of every row that belongs to an organization, and of every link between two such rows."""

from typing import Any

from django.db import models

from .scope import current_organization_id


class Owned(models.Model):
    """A row of one organization. PostgreSQL shows it only inside that organization's scope.

    `append_only` tables can't be updated or deleted from by the application: it has no grant to.
    """

    append_only = False

    organization = models.ForeignKey(
        "organizations.Organization",
        on_delete=models.CASCADE,
        related_name="+",
        editable=False,
        default=current_organization_id,
        db_index=False,
    )

    class Meta:
        abstract = True


class Link(models.ForeignKey):
    """A link to another row of the same organization.

    Django's own constraint is left out: `Protect` makes the composite one, (organization, id), so that a
    row can't point into another organization whatever the code does.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs.setdefault("db_constraint", False)
        kwargs.setdefault("related_name", "+")
        super().__init__(to, on_delete, **kwargs)
