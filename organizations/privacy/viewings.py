"""Who looked at what about whom: said by views while they answer, written down once the answer has gone out.

A view says `request.looks_at("card", card.member_id, record=card.pk)`; looking at oneself is no look. This is the
one thing that a GET may write. It never holds the answer up, and where it can't be written the log says so and
the answer stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.http import HttpResponseBase

from organizations.models import Viewing
from organizations.tenancy.origin import current_origin
from organizations.tenancy.scope import organization_scope

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class PageKind:
    """A kind of page about a person, as they read it: "your weekly card". `record` is the model that it names."""

    key: str
    title: str
    record: str = ""


kinds: dict[str, PageKind] = {}


def page_kind(key: str, title: Any, record: str = "") -> None:
    """Register a kind of page; called in AppConfigs. `title` is a translatable text."""
    kinds[key] = PageKind(key, title, record)


class Viewings:
    """What one request looks at."""

    def __init__(self, viewer: int, now: datetime) -> None:
        self.viewer, self.now = viewer, now
        self.seen: set[tuple[str, int, int | None]] = set()

    def at(self, page: str, *members: int | None, record: int | None = None) -> None:
        """Say that this request shows something of these members, by id. None (nobody's record) is nobody."""
        if page not in kinds:
            raise LookupError(f"There is no kind of page '{page}'. Register it with page_kind().")
        self.seen.update((page, member, record) for member in members if member not in (None, self.viewer))

    def write_after(self, response: HttpResponseBase, organization_id: int) -> None:
        """Write down what was shown as soon as the answer has gone out; an answer that shows nothing, nothing."""
        if not self.seen or response.status_code >= 300:
            return
        door = current_origin().door
        rows = [
            Viewing(
                organization_id=organization_id, viewer_id=self.viewer, subject_id=member, page=page,
                record_id=record, hour=the_hour(self.now), door=door,
            )
            for page, member, record in sorted(self.seen, key=str)
        ]  # fmt: skip
        response._resource_closers.append(lambda: keep(rows, organization_id))  # type: ignore[attr-defined]


def keep(rows: Iterable[Viewing], organization_id: int) -> None:
    """Write the rows that are not there yet. Never raises: what somebody was shown, they were shown."""
    rows = list(rows)
    try:
        with organization_scope(organization_id):
            Viewing.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    except Exception as error:
        log.error("viewing_not_kept", organization=organization_id, viewings=len(rows), error=str(error))


def the_hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)
