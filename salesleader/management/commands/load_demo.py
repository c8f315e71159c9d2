"""`manage.py load_demo`: make the demo organization, unless it is there."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from organizations.models import Organization
from organizations.tenancy.commands import RecordedCommand
from salesleader.demo.load import SLUG, load_demo, sign_ins


class Command(RecordedCommand):
    help = "Make the demo organization with 26 weeks of history ending now, and say how to sign in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sign-ins", action="store_true", help="only say how to sign in")

    def handle(self, *args: Any, sign_ins: bool, **options: Any) -> None:
        there = Organization.objects.filter(slug=SLUG).exists()
        if not there and not sign_ins:
            make()
        if there or not sign_ins:
            self.stdout.write("\n".join(lines()))


def make() -> None:
    from salesleader.demo.weeks import close_weeks

    now = timezone.now()
    organization = load_demo(now=now)
    close_weeks(organization=organization, now=now)


def lines() -> list[str]:
    return list(sign_ins())
