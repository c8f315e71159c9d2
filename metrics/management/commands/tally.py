"""`manage.py tally METRIC`: the engine's figures on the command line."""

import json
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from metrics.engine import Row, Tally, tally
from metrics.engine.results import Number
from metrics.plain import plain
from organizations.models import Organization
from organizations.periods import CADENCES, Period
from organizations.tenancy.commands import OrganizationCommand


class Command(OrganizationCommand):
    help = "Count a metric by person, team or organization. Both days are included: --from 2017-03-01 --to 2017-03-31."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("metric", help="the metric's key, such as attempts or won_value")
        parser.add_argument("--by", choices=["person", "team", "organization"], default="person")
        parser.add_argument(
            "--from", dest="first", required=True, metavar="DATE", help="first day, as 2017-03-01"
        )
        parser.add_argument("--to", dest="last", required=True, metavar="DATE", help="last day, included")
        parser.add_argument(
            "--every", choices=CADENCES, help="one figure a day, week, month, quarter or year"
        )
        parser.add_argument(
            "--json", action="store_true", help="exact figures for machines; decimals as text"
        )

    def handle_inside(self, organization: Organization, **options: Any) -> None:
        period = period_between(options["first"], options["last"])
        key, every = options["metric"], options["every"]
        try:
            counted = tally([key], period, by=options["by"], every=every, organization=organization)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        total = tally([key], period, by="organization", every=every, organization=organization)
        if options["json"]:
            self.stdout.write(json.dumps(plain(counted, total, key), ensure_ascii=False, indent=2))
        else:
            self.print_table(counted, total, organization, key)

    def print_table(self, counted: Tally, total: Tally, organization: Organization, key: str) -> None:
        lines = [heading(counted, organization)]
        lines += [line(counted, row, key) for row in counted.rows]
        if counted.by != "organization":
            name, *figures = line(total, total.rows[0], key)
            lines.append([name, *figures[:-1], *([""] if counted.by == "team" else []), figures[-1]])
        metric = counted.metric(key)
        self.stdout.write(
            f"{metric.name}, {counted.period.start} to {counted.period.last}: {metric.definition}\n\n"
        )
        widths = [max(len(cells[column]) for cells in lines) for column in range(len(lines[0]))]
        for cells in lines:
            name, *figures = cells
            shown = [figure.rjust(width) for figure, width in zip(figures, widths[1:], strict=True)]
            self.stdout.write("  ".join([name.ljust(widths[0]), *shown]).rstrip())


def heading(counted: Tally, organization: Organization) -> list[str]:
    grid = organization.grid
    every: Any = counted.every
    buckets = [grid.key(every, bucket) for bucket in counted.buckets]
    own = ["Own"] if counted.by == "team" else []
    return [counted.by.capitalize(), *buckets, *own, "All"]


def line(counted: Tally, row: Row, key: str) -> list[str]:
    figures = [shown(counted.value(key, row.id, bucket.start)) for bucket in counted.buckets]
    own = [shown(counted.own(key, row.id))] if counted.by == "team" else []
    return ["  " * row.depth + row.name, *figures, *own, shown(counted.value(key, row.id))]


def shown(value: Number | None) -> str:
    if value is None:
        return "no data"
    if isinstance(value, Fraction):
        return f"{Decimal(value.numerator) / Decimal(value.denominator):.4f}"
    return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


def period_between(first: str, last: str) -> Period:
    """From the first to the last day, both included; a sentence for what is no date."""
    start, end = day_of(first, "--from"), day_of(last, "--to")
    if end < start:
        raise CommandError(f"--to {end} is before --from {start}. Swap them.")
    return Period(start, end + timedelta(days=1))


def day_of(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{option} {text} is not a date. Write it as 2017-03-31.") from None
