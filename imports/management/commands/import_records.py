"""manage.py import_records KIND FILE --organization SLUG --mapping FILE.json [--dry-run] [--json]"""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from imports.refusals import ImportRefused
from imports.runs import Summary, import_file
from organizations.models import Organization
from organizations.tenancy.commands import OrganizationCommand

SHOWN = 20


class Command(OrganizationCommand):
    help = "Bring people, accounts, contacts, opportunities or activities in from a CSV file (docs/importing.md)."
    scoped = False

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("kind", help="people, accounts, contacts, opportunities or activities")
        parser.add_argument("file", type=Path)
        parser.add_argument("--mapping", required=True, type=Path, metavar="FILE.json")
        parser.add_argument("--dry-run", action="store_true", help="report everything, write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle_inside(self, organization: Organization, **options: Any) -> None:
        try:
            summary = import_file(
                organization=organization, kind=options["kind"], path=options["file"], mapping_path=options["mapping"],
                by=None, now=timezone.now(), dry_run=options["dry_run"], clock=timezone.now,
            )  # fmt: skip
        except ImportRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(as_json(summary) if options["json"] else in_words(summary))


def as_json(summary: Summary) -> str:
    return json.dumps(
        {
            "kind": summary.kind, "file": summary.filename, "dry_run": summary.dry_run,
            "resumed_after_line": summary.resumed_after_line, **summary.counts, "issues": summary.issues,
        },
        ensure_ascii=False,
    )  # fmt: skip


def in_words(summary: Summary) -> str:
    counts = ", ".join(f"{number:,} {name}" for name, number in summary.counts.items() if name != "rows")
    lines = [f"{summary.filename}: {summary.counts['rows']:,} rows of {summary.kind}. {counts}."]
    if summary.resumed_after_line:
        lines.append(f"Went on after line {summary.resumed_after_line}, where an earlier run had stopped.")
    if summary.dry_run:
        lines.append("This was a dry run: nothing was written.")
    lines += [in_line(issue) for issue in summary.issues[:SHOWN]]
    if len(summary.issues) > SHOWN:
        lines.append(
            f"… and {len(summary.issues) - SHOWN:,} more. --json shows them all, and so does the page Imports."
        )
    return "\n".join(lines)


def in_line(issue: dict[str, Any]) -> str:
    where = f", {issue['column']}" if issue["column"] else ""
    value = f" '{issue['value'][:60]}'" if issue["value"] else ""
    return f"  line {issue['line']}{where}{value}: {issue['reason']} ({issue['severity']})"
