"""Writing many entries down at once, as a device sends them after a day without a network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DatabaseError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from activities.clock import Skew
from activities.entries import fingerprint
from activities.models import Activity
from activities.picking import Shelf, demand_someone
from organizations.events import record
from organizations.models import Membership

from .log import Conflict, log_activity, refuse_another, said_of

NEW, KNOWN, REFUSED = 201, 200, 422
# The half of PostgreSQL's advisory lock numbers that says what is locked; the member's id is the other half.
SENDING = 0x5E4D << 32
TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Taken:
    """What became of one row: new, known, or refused with a sentence at each field.

    `id` is the entry that is there under this client id; of a refused row only where that is why.
    """

    client_id: UUID | None
    status: int
    id: int | None = None
    reasons: dict[str, list[str]] = field(default_factory=dict)


def log_many(
    *, member: Membership, rows: Sequence[Mapping[str, Any]], skew: Skew, by: Membership, now: datetime
) -> list[Taken]:
    """Log each row once, in order; one that is refused stops none of the others.

    A row has the fields that the API takes, `client_id` always. Its times are put right by the device's skew.
    Two senders of one member take turns. Each row is received a microsecond after the one before, so that the
    order stays. Closed cards are amended once for all rows.
    """
    with transaction.atomic():
        take_turn(member)
        batch = Batch(member, rows, skew, by, now)
        try:
            with transaction.atomic():
                taken = [batch.take(place) for place in range(len(rows))]
        except OperationalError:
            raise
        except DatabaseError:  # one of them can't be stored: find out which
            taken = [batch.take_alone(place) for place in range(len(rows))]
        batch.tell(taken)
    return taken


def take_turn(member: Membership) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SENDING + member.pk])


class Batch:
    """The rows of one sending, with everything that they name."""

    def __init__(
        self,
        member: Membership,
        rows: Sequence[Mapping[str, Any]],
        skew: Skew,
        by: Membership,
        now: datetime,
    ) -> None:
        self.member, self.rows, self.skew, self.by, self.now = member, rows, skew, by, now
        ids = [row["client_id"] for row in rows]
        earlier = Activity.objects.with_names().filter(member=member, client_id__in=ids)
        self.known = {entry.client_id: entry for entry in earlier}
        self.said = said_of([entry.pk for entry in self.known.values()]) if self.known else {}
        self.shelf = Shelf(member, [row for row in rows if row["client_id"] not in self.known])

    def take(self, place: int) -> Taken:
        row = self.rows[place]
        try:
            entry, created = self.again(row) or self.log(row, self.now + place * TICK)
        except Conflict as conflict:
            return Taken(row["client_id"], REFUSED, conflict.entry.pk, sentences(conflict))
        except ValidationError as error:
            return Taken(row["client_id"], REFUSED, reasons=sentences(error))
        return Taken(row["client_id"], NEW if created else KNOWN, entry.pk)

    def take_alone(self, place: int) -> Taken:
        try:
            with transaction.atomic():
                return self.take(place)
        except OperationalError:
            raise
        except DatabaseError:
            sentence = _(
                "Something in this entry can't be stored. Change its note or name and send it again."
            )
            return Taken(self.rows[place]["client_id"], REFUSED, reasons={"detail": [sentence]})

    def again(self, row: Mapping[str, Any]) -> tuple[Activity, bool] | None:
        """The entry that was taken under this id before. Asked first: a replay is refused for no other reason."""
        found = self.known.get(row["client_id"])
        if found is None:
            return None
        sent = {"sent": self.fingerprint(row), "said_at": row["occurred_at"].isoformat()}
        refuse_another(found, self.said.get(found.pk), sent)
        return found, False

    def fingerprint(self, row: Mapping[str, Any]) -> str:
        """As of the entry that this row would make, without what it names: that may be out of sight by now."""
        outcome = self.shelf.outcome(row["type"], row["outcome"])
        content = {
            "type_id": outcome.type_id, "outcome_id": outcome.pk, "contact_id": row.get("contact"),
            "opportunity_id": row.get("opportunity"), "prospect": " ".join(row.get("prospect", "").split()),
            "seconds": row.get("seconds"), "inbound": row.get("inbound", False), "note": row.get("note", ""),
        }  # fmt: skip
        account = None if row.get("contact") else row.get("account")
        return fingerprint(content | {"account_id": account, "follow_up_on": row.get("follow_up_on")})

    def log(self, row: Mapping[str, Any], now: datetime) -> tuple[Activity, bool]:
        outcome = self.shelf.outcome(row["type"], row["outcome"])
        who = {name: self.shelf.record(name, row.get(name)) for name in ("contact", "account", "opportunity")}
        prospect = row.get("prospect", "")
        demand_someone(outcome, contact=who["contact"], account=who["account"], text=prospect)
        moved = timedelta(seconds=row.get("clock_moved", 0))
        happened = self.skew.put_right(row["occurred_at"], moved)
        noted = self.skew.put_right(row.get("noted_at") or row["occurred_at"], moved)
        return log_activity(
            member=self.member, type=outcome.type, outcome=outcome, prospect=prospect, **who, occurred_at=happened,
            said_at=row["occurred_at"], noted_at=min(max(noted, happened), now), seconds=row.get("seconds"),
            inbound=row.get("inbound", False), note=row.get("note", ""), client_id=row["client_id"],
            follow_up_on=row.get("follow_up_on"), in_batch=True, by=self.by, now=now,
        )  # fmt: skip

    def tell(self, taken: Sequence[Taken]) -> None:
        """One event for all that is new: what the device's clock was off by, and on which days before today it was."""
        new = [one.id for one in taken if one.status == NEW and one.id]
        if not new:
            return
        earlier = Activity.objects.filter(pk__in=new, occurred_on__lt=self.member.today(self.now))
        days = earlier.values_list("member", "occurred_on").distinct()
        record(
            "activities_received", self.member, by=self.by, now=self.now, entries=len(new),
            clock_seconds=round(self.skew.offset.total_seconds()),
            days=[[member, str(day)] for member, day in days.order_by("occurred_on")],
        )  # fmt: skip


def sentences(error: ValidationError) -> dict[str, list[str]]:
    return error.message_dict if hasattr(error, "error_dict") else {"detail": error.messages}
