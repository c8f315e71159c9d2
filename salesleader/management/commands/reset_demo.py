"""`manage.py reset_demo`: the demo as on the first day; `--remove` takes it away for good."""

from typing import Any

from django.core.management.base import CommandParser

from organizations.models import Organization
from organizations.services import erase_demo
from organizations.tenancy.commands import RecordedCommand
from salesleader.demo.load import SLUG
from salesleader.management.commands.load_demo import lines, make


class Command(RecordedCommand):
    help = "Erase the demo organization and make it anew, ending today. --remove erases it for good."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--remove", action="store_true")

    def handle(self, *args: Any, remove: bool, **options: Any) -> None:
        organization = Organization.objects.filter(slug=SLUG).first()
        if organization is not None:
            erase_demo(organization=organization)
        if remove:
            self.stdout.write("The demo is gone." if organization else "There was no demo.")
            return
        make()
        self.stdout.write("\n".join(lines()))
