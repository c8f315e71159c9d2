"""`manage.py reset_second_factor rob@acme.example`: for somebody who lost phone, passkeys and recovery codes."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from organizations.models import User
from organizations.sign_in.reset import take_factors_off
from organizations.tenancy.commands import RecordedCommand


class Command(RecordedCommand):
    help = "Take every second factor off an account and end its sessions. Make sure who is asking."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.with_address(options["email"])
        if user is None:
            raise CommandError(f"No account has the address {options['email']}.")
        if not take_factors_off(user=user, now=timezone.now()):
            raise CommandError(f"{user.email} has no second factor.")
        self.stdout.write(f"{user.email} signs in with one factor now. A mail tells them.")
