"""`manage.py end_sessions rob@acme.example` or `--everybody`: signed out with the next page, on every device."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from organizations.models import User
from organizations.sign_in.reset import end_all_sessions, end_sessions_of
from organizations.tenancy.commands import RecordedCommand


class Command(RecordedCommand):
    help = "Sign somebody, or everybody, out on every device."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", nargs="?", default="")
        parser.add_argument("--everybody", action="store_true")

    def handle(self, *args: Any, email: str, everybody: bool, **options: Any) -> None:
        if bool(email) == everybody:
            raise CommandError("Name an address, or say --everybody.")
        if everybody:
            self.stdout.write(f"Sessions ended: {end_all_sessions()}.")
            return
        user = User.objects.with_address(email)
        if user is None:
            raise CommandError(f"No account has the address {email}.")
        self.stdout.write(f"Sessions of {user.email} ended: {end_sessions_of(user=user)}.")
