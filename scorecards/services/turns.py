"""Closing and late entries take turns, so that an entry is either counted on the card or amends it.

Without a turn, an entry saved while a card is being worked out would be seen by neither.
"""

from django.db import connection

from organizations.tenancy.scope import current_organization_id

# The half of PostgreSQL's advisory lock numbers that is ours; the organization's id is the other half.
CLOSING = 0x5CA4D << 32


def take_turn_to_close() -> None:
    """Until the end of the transaction: late entries wait."""
    lock("pg_advisory_xact_lock")


def take_turn_to_amend() -> None:
    """Until the end of the transaction: closing waits, other late entries do not."""
    lock("pg_advisory_xact_lock_shared")


def lock(function: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [CLOSING + current_organization_id()])
