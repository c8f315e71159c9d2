"""The scope: which organization's rows the database shows, for one transaction.

Doors open it (middleware, API, task, command) and nobody else. Past the door every statement runs under
PostgreSQL row-level security with `salesleader.organization` set for the transaction (`SET LOCAL`).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

SETTING = "salesleader.organization"


class OrganizationScopeMissing(Exception):
    """Rows of an organization were asked for with no organization open. A bug in a door, never an empty page."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or "No organization is open here. Open one at the door: a page or API call under /o/<slug>/, "
            "a task with organization_id, a command with --organization."
        )


def current_organization_id() -> int:
    """The id of the open organization; OrganizationScopeMissing where none is open."""
    organization_id = getattr(connection, "salesleader_organization", None)
    if organization_id is None:
        raise OrganizationScopeMissing
    return organization_id


def current_instant() -> datetime:
    """When the door was opened: who leads whom is asked as of then, wherever it is asked."""
    instant = getattr(connection, "salesleader_instant", None)
    if instant is None:
        raise OrganizationScopeMissing
    return instant


@contextmanager
def organization_scope(organization_id: int, now: datetime | None = None) -> Iterator[None]:
    """Open a transaction in which only this organization's rows exist. `now` is the instant at which the door opens.

    Nested scopes put back what was set before on leaving, so that tests and doors inside a transaction
    leave nothing behind. An exception rolls back, and the database's own setting with it.
    """
    outermost = not connection.in_atomic_block
    before = getattr(connection, "salesleader_organization", None)
    instant = getattr(connection, "salesleader_instant", None)
    with transaction.atomic():
        remember(organization_id, now or timezone.now())
        try:
            set_local(str(organization_id))
            yield
            if not outermost and not connection.needs_rollback:
                set_local("" if before is None else str(before))
        finally:
            remember(before, instant)


def remember(organization_id: int | None, instant: datetime | None) -> None:
    connection.salesleader_organization = organization_id  # type: ignore[attr-defined]
    connection.salesleader_instant = instant  # type: ignore[attr-defined]


def set_local(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, value])


def scoped_stream(organization_id: int, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks of a streamed answer, made inside the organization they were asked in."""
    with organization_scope(organization_id):
        yield from chunks
