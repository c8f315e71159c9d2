"""`manage.py start_organization "Acme" --slug acme --admin-email ada@acme.example`: a first organization."""

import getpass
import os
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from organizations.places import place_of
from organizations.services import start_organization
from organizations.slugs import proposed_slug
from organizations.tenancy.commands import RecordedCommand


class Command(RecordedCommand):
    help = "Start an organization with its first admin. The password comes from SALESLEADER_PASSWORD, or is asked for."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--slug")
        parser.add_argument("--zone", default="UTC")
        parser.add_argument("--country", help="ISO code such as GB; what is left out follows from the zone")
        parser.add_argument("--region", default="", help="code of a part of the country, such as ENG")
        parser.add_argument("--currency")
        parser.add_argument("--first-weekday", type=int, choices=range(7), help="0 is Monday")
        parser.add_argument("--fiscal-month", type=int, choices=range(1, 13), default=1)
        parser.add_argument("--admin-email", required=True)
        parser.add_argument("--admin-name", default="Admin")

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get("SALESLEADER_PASSWORD") or getpass.getpass("Password of the admin: ")
        place = place_of(options["zone"])
        first = options["first_weekday"]
        try:
            made = start_organization(
                name=options["name"],
                slug=options["slug"] or proposed_slug(options["name"]),
                zone=options["zone"],
                country=place.country if options["country"] is None else options["country"],
                subdivision=options["region"],
                currency=options["currency"] or place.currency,
                first_weekday=place.first_weekday if first is None else first,
                fiscal_month=options["fiscal_month"],
                admin_name=options["admin_name"],
                admin_email=options["admin_email"],
                password=password,
                now=timezone.now(),
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Started {made.name} at /o/{made.slug}/, admin {options['admin_email']}.")
