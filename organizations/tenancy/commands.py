"""The door of commands: `--organization SLUG` opens the organization; what is recorded says that a command did it."""

from abc import ABC, abstractmethod
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from organizations.models import Organization

from .origin import COMMAND, Origin, coming_from
from .scope import organization_scope


class RecordedCommand(BaseCommand):
    """A command of ours. Those on one organization are OrganizationCommands."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        with coming_from(Origin(COMMAND)):
            return super().execute(*args, **options)


class OrganizationCommand(RecordedCommand, ABC):
    """A command on one organization. Subclasses write `handle_inside(organization, **options)`.

    `scoped = False` leaves opening scopes to the command, for work that must commit in parts.
    """

    scoped = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--organization", required=True, metavar="SLUG", help="the organization's short name"
        )

    def handle(self, *args: Any, organization: str, **options: Any) -> None:
        found = Organization.objects.filter(slug=organization).first()
        if found is None:
            known = ", ".join(Organization.objects.order_by("slug").values_list("slug", flat=True)[:10])
            raise CommandError(
                f"There is no organization '{organization}'. There are: {known or 'none yet'}."
            )
        if not self.scoped:
            return self.handle_inside(found, **options)
        with organization_scope(found.pk):
            return self.handle_inside(found, **options)

    @abstractmethod
    def handle_inside(self, organization: Organization, **options: Any) -> None:
        """What the command does."""
