"""What the page "What is recorded about me" shows, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from organizations.audit.names import Names, Reference
from organizations.links import link
from organizations.models import Event, MailAbout, Membership, Organization, Viewing
from organizations.privacy.keeping import RULES
from organizations.privacy.keeping import how_long as how_long_in_words
from organizations.privacy.parts import SECTIONS, Part, counts_of, parts
from organizations.privacy.viewings import kinds

DAYS_A_PAGE = 200
# Files with everything in them, by the verb of their event.
FILES = {"data_asked": _("the organization's data"), "audit_exported": _("the audit trail")}


@dataclass(frozen=True)
class Kept:
    """One kind of record about somebody."""

    title: str
    why: str
    count: int
    href: str
    how_long: str


@dataclass(frozen=True)
class Looked:
    """One person who looked at one kind of page on one day; `hours` are in the reader's zone."""

    viewer: str
    page: str
    record: str
    hours: Sequence[str]
    by_api: bool


def kept_about(member: Membership, organization: Organization) -> list[tuple[Any, dict[str, list[Kept]]]]:
    """By heading: what there is, why, how much, and where it is seen; then the kinds of which there is nothing."""
    counts = counts_of(member)
    found = [
        (title, [kept(part, counts, organization) for part in of_section(key)])
        for key, title in SECTIONS.items()
    ]
    return [
        (
            title,
            {"some": [one for one in kinds if one.count], "none": [one for one in kinds if not one.count]},
        )
        for title, kinds in found
    ]


def of_section(section: str) -> list[Part]:
    return [part for part in parts.values() if part.section == section]


def kept(part: Part, counts: Mapping[str, int], organization: Organization) -> Kept:
    href = link(organization, part.route) if part.route else ""
    rule = next((rule for rule in RULES if rule.field == part.rule), None)
    how_long = how_long_in_words(rule, getattr(organization, rule.field)) if rule else ""
    return Kept(str(part.title), str(part.why), counts.get(part.key, 0), href, how_long)


def looked_at(member: Membership, lines: Sequence[Viewing]) -> list[tuple[Any, list[Looked]]]:
    """Who looked, by day, newest first: one line for each person, page and record."""
    zone = ZoneInfo(member.zone)
    names = Names(reference for line in lines for reference in references_of(line))
    days = groupby(lines, key=lambda line: line.hour.astimezone(zone).date())
    return [(day, looks_of(list(found), names, zone)) for day, found in days]


def looks_of(lines: Sequence[Viewing], names: Names, zone: ZoneInfo) -> list[Looked]:
    def what(line: Viewing) -> tuple[str, str, int, bool]:
        return line.viewer.name, line.page, line.record_id or 0, line.door == "api"

    grouped = groupby(sorted(lines, key=what), key=what)
    return [looked(list(found), names, zone) for _what, found in grouped]


def looked(lines: Sequence[Viewing], names: Names, zone: ZoneInfo) -> Looked:
    first = lines[0]
    kind = kinds.get(first.page)
    record = names.name(kind.record, first.record_id) if kind and kind.record and first.record_id else ""
    hours = sorted({f"{line.hour.astimezone(zone):%H}" for line in lines})
    return Looked(
        first.viewer.name, str(kind.title) if kind else first.page, record, hours, first.door == "api"
    )


def references_of(line: Viewing) -> list[Reference]:
    kind = kinds.get(line.page)
    return [(kind.record, line.record_id)] if kind and kind.record and line.record_id else []


def viewings_of(member: Membership) -> list[Viewing]:
    """The latest, with who looked; one query."""
    found = Viewing.objects.visible_to(member).select_related("viewer")
    return list(found.order_by("-hour", "viewer", "page", "record_id")[:DAYS_A_PAGE])


def mails_about(member: Membership) -> list[MailAbout]:
    """The latest mails to others that hold their figures."""
    shown = MailAbout.objects.filter(member=member, shows=True, mail__sent_at__isnull=False)
    return list(shown.select_related("mail__recipient").order_by("-mail__sent_at")[:20])


def whole_files(limit: int = 20) -> list[tuple[Event, str]]:
    """Files with everybody's data in them, with who asked for them: everyone may know."""
    events = Event.objects.filter(verb__in=FILES).select_related("actor").newest_first()
    whole = [one for one in events[: limit * 5] if one.data.get("kind") != "person"]
    return [(one, str(FILES[one.verb])) for one in whole[:limit]]
