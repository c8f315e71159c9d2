"""`manage.py make_token --organization acme --member rob@acme.example --scope people:read NAME`: an API token."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from organizations.models import Membership, Organization
from organizations.services import make_token
from organizations.tenancy.commands import OrganizationCommand
from organizations.tokens.scopes import ALL_SCOPES


class Command(OrganizationCommand):
    help = "Make an API token for a member. It is shown once."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("name")
        parser.add_argument("--member", required=True, metavar="ADDRESS")
        parser.add_argument(
            "--scope", action="append", required=True, dest="scopes", metavar="SCOPE",
            help=f"What it may do; may be given several times: {', '.join(ALL_SCOPES)}.",
        )  # fmt: skip
        parser.add_argument("--days", type=int, default=0, help="How long it works; 0 until it is revoked.")

    def handle_inside(self, organization: Organization, **options: Any) -> None:
        member = Membership.objects.present().with_address(options["member"])
        if member is None:
            raise CommandError(f"No member of {organization.name} has the address {options['member']}.")
        now, days = timezone.now(), options["days"]
        try:
            _, secret = make_token(
                membership=member, name=options["name"], scopes=options["scopes"], by=None, now=now,
                expires_at=now + timedelta(days=days) if days else None,
            )  # fmt: skip
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(secret)
