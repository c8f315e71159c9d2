"""`manage.py make_token --organization acme --member rob@acme.example NAME`: an API token, shown once."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from organizations.models import Membership, Organization
from organizations.services import make_token
from organizations.tenancy.commands import OrganizationCommand


class Command(OrganizationCommand):
    help = "Make an API token for a member. It is shown once."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("name")
        parser.add_argument("--member", required=True, metavar="ADDRESS")

    def handle_inside(self, organization: Organization, **options: Any) -> None:
        member = Membership.objects.present().filter(user__email__iexact=options["member"]).first()
        if member is None:
            raise CommandError(f"No member of {organization.name} has the address {options['member']}.")
        _, secret = make_token(membership=member, name=options["name"], by=None, now=timezone.now())
        self.stdout.write(secret)
