"""Close a week by hand, the way beat does it by itself."""

import json
from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from organizations.models import Organization
from organizations.tenancy.commands import OrganizationCommand
from scorecards.weekly import Closed, close_week


class Command(OrganizationCommand):
    help = "Close the cards of a week for everybody whose close time has passed, and queue the mails. Safe to repeat."
    scoped = False

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--week", required=True, metavar="DATE", type=day, help="any day of the week, as 2026-11-09"
        )
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")

    def handle_inside(self, organization: Organization, **options: Any) -> None:
        now = timezone.now()
        week = organization.week_of(options["week"])
        closed = close_week(organization=organization, week=week, now=now)
        if closed.not_yet and not closed.anything:
            self.refuse_running(closed, options["json"])
        self.stdout.write(as_json(closed) if options["json"] else in_words(closed))

    def refuse_running(self, closed: Closed, as_object: bool) -> None:
        """Nobody's close time has passed: the week is not over for anyone still open."""
        if as_object:
            self.stdout.write(as_json(closed))
        raise CommandError(f"That week is not over yet for {names(closed.not_yet)}.")


def day(text: str) -> date:
    return date.fromisoformat(text)


def as_json(closed: Closed) -> str:
    return json.dumps(
        {
            "week": closed.week.start.isoformat(),
            "cards": closed.cards,
            "team_cards": closed.team_cards,
            "mails": closed.mails,
            "not_yet": closed.not_yet,
        }
    )


def in_words(closed: Closed) -> str:
    from organizations.periods import week_label

    if not closed.anything:
        return f"{week_label(closed.week)}: everything was closed already."
    told = f"{week_label(closed.week)}: {closed.cards} cards, {closed.team_cards} team cards, {closed.mails} mails."
    return told + (f" Not over yet for {names(closed.not_yet)}." if closed.not_yet else "")


def names(people: list[str]) -> str:
    more = f" and {len(people) - 5} more" if len(people) > 5 else ""
    return ", ".join(people[:5]) + more
