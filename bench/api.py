"""What both parts that call the API need: tokens, the plain table, and how many queries a call makes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.bare.models import TABLE
from bench.data import NOW, with_owner
from organizations.models import Membership, Organization
from organizations.services import make_token
from organizations.tenancy.scope import organization_scope
from organizations.tokens.scopes import EVERYTHING

FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def tokens(organization: Organization, members: list[Membership]) -> list[str]:
    with organization_scope(organization.pk):
        return [
            make_token(membership=one, name="bench", scopes=EVERYTHING, by=None, now=NOW)[1]
            for one in members
        ]


def reps(organization: Organization, count: int) -> list[Membership]:
    """Some who sell and lead nobody."""
    with organization_scope(organization.pk):
        plain = Membership.objects.reps().with_duties().filter(leads_any=False)
        return list(plain.order_by("pk")[:count])


@contextmanager
def plain_table() -> Iterator[None]:
    with_owner(TABLE.format(role=settings.APPLICATION_ROLE).replace("%%", "%"))
    try:
        yield
    finally:
        with_owner("DROP TABLE bench_entry")


@contextmanager
def put_back(organization: Organization) -> Iterator[None]:
    """What is logged and recorded in between goes again; so do the tokens."""
    with organization_scope(organization.pk), connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM activities_activity")
        entries = cursor.fetchone()[0]
        cursor.execute("SELECT max(id) FROM organizations_event")
        events = cursor.fetchone()[0]
    try:
        yield
    finally:
        connection.close()
        parameters = {"organization": organization.pk, "entries": entries, "events": events}
        with_owner(
            "DELETE FROM activities_activity WHERE organization_id = %(organization)s AND id > %(entries)s",
            # An earlier run that was killed may have left tokens, and events of theirs.
            "DELETE FROM organizations_event WHERE organization_id = %(organization)s AND (id > %(events)s OR token_id"
            " IN (SELECT id FROM organizations_apitoken WHERE organization_id = %(organization)s AND name = 'bench'))",
            "DELETE FROM organizations_apitoken WHERE organization_id = %(organization)s AND name = 'bench'",
            "VACUUM activities_activity, organizations_event",
            parameters=parameters,
        )


def browser(token: str = "") -> Client:
    """A client in this process, at an address that the settings allow."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return Client(headers=headers, SERVER_NAME="127.0.0.1")


def queries_of(ask: Callable[[], HttpResponse]) -> list[str]:
    """The statements of a call, the second of its kind, without BEGIN and COMMIT."""
    ask()
    with CaptureQueriesContext(connection) as captured:
        answer = ask()
    if answer.status_code >= 300:
        raise AssertionError(f"{answer.status_code}: {answer.content[:500]!r}")
    return [query["sql"] for query in captured if not query["sql"].startswith(FRAME)]
