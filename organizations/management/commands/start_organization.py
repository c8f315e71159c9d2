"""`manage.py start_organization "Acme" --slug acme --admin-email ada@acme.example`: a first organization."""

import getpass
import os
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.text import slugify

from organizations.services import start_organization
from organizations.tenancy.commands import RecordedCommand


class Command(RecordedCommand):
    help = "Start an organization with its first admin. The password comes from SALESLEADER_PASSWORD, or is asked for."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--slug")
        parser.add_argument("--zone", default="UTC")
        parser.add_argument("--currency", default="EUR")
        parser.add_argument("--fiscal-month", type=int, default=1)
        parser.add_argument("--admin-email", required=True)
        parser.add_argument("--admin-name", default="Admin")

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get("SALESLEADER_PASSWORD") or getpass.getpass("Password of the admin: ")
        try:
            made = start_organization(
                name=options["name"],
                slug=options["slug"] or slugify(options["name"]),
                zone=options["zone"],
                currency=options["currency"],
                fiscal_month=options["fiscal_month"],
                admin_name=options["admin_name"],
                admin_email=options["admin_email"],
                password=password,
                now=timezone.now(),
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Started {made.name} at /o/{made.slug}/, admin {options['admin_email']}.")
