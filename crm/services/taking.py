"""Records from files, many at once. The import tells one event per chunk; nothing here does queries per row."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from crm.models import Account, Contact, Credit, Opportunity, Stage
from imports.chunks import Chunk, Row
from imports.services import put_rows

from .credit import settle
from .opportunities import make_customers

ACCOUNT = ["name", "kind", "industry", "country", "website", "phone", "owner"]
CONTACT = ["name", "account", "title", "email", "phone", "owner"]
OPPORTUNITY = [
    "name", "account", "owner", "stage", "amount", "product", "opened_on", "forecast_on", "closed_on",
]  # fmt: skip


def take_accounts(*, chunk: Chunk, rows: Sequence[Row], source: str, now: datetime) -> dict[str, Account]:
    return put_rows(Account, chunk, rows, source=source, fields=ACCOUNT, new={"created_at": now})


def take_contacts(*, chunk: Chunk, rows: Sequence[Row], source: str, now: datetime) -> dict[str, Contact]:
    return put_rows(Contact, chunk, rows, source=source, fields=CONTACT, new={"created_at": now})


def take_opportunities(
    *, chunk: Chunk, rows: Sequence[Row], source: str, currency: str, now: datetime
) -> dict[str, Opportunity]:
    """Opportunities with their credit, and the accounts that bought as customers.

    The days on which what changed counts or counted, and for whom, go with the chunk: closed weeks are amended by it.
    """
    new = {"created_at": now, "currency": currency}
    ids = [row.values["external_id"] for row in rows]
    owners = dict(
        Opportunity.objects.filter(import_source=source, external_id__in=ids).values_list("pk", "owner")
    )
    counted = days_of_credit(list(owners))
    there = put_rows(Opportunity, chunk, rows, source=source, fields=OPPORTUNITY, new=new)
    stages = {stage.pk: stage for stage in Stage.objects.all()}
    taken = list(there.values())
    for opportunity in taken:
        opportunity.stage = stages[opportunity.stage_id]
    counted += [(c.opportunity_id, c.member_id, c.on) for c in settle(taken, owners) if c.on]
    make_customers(taken)
    touched = {there[key].pk for key in chunk.touched}
    days = {(member, str(day)) for pk, member, day in counted if pk in touched}
    chunk.facts["days"] = sorted(map(list, days))
    return there


def days_of_credit(pks: Sequence[int]) -> list[tuple[int, int, date]]:
    """Opportunity, person and day of what counts now."""
    closed = Credit.objects.filter(opportunity__in=pks, on__isnull=False)
    return [(one.opportunity_id, one.member_id, one.on) for one in closed if one.on]


def link_parents(pairs: dict[str, tuple[Row, str]], source: str) -> tuple[list[str], list[Row]]:
    """Put accounts under their parents. The ids that changed, and the rows whose parent is not there."""
    ids = {*pairs, *(parent for _, parent in pairs.values())}
    there = {a.external_id: a for a in Account.objects.filter(import_source=source, external_id__in=ids)}
    changed: list[Account] = []
    orphans: list[Row] = []
    for key, (row, parent) in pairs.items():
        if parent not in there or parent == key:
            orphans.append(row)
        elif key in there and there[key].parent_id != there[parent].pk:
            there[key].parent = there[parent]
            changed.append(there[key])
    Account.objects.bulk_update(changed, ["parent"])
    return [account.external_id for account in changed], orphans


def make_stages(wanted: Sequence[dict[str, Any]]) -> None:
    """Add the stages that are not there yet, after those that are."""
    last = Stage.objects.count()
    Stage.objects.bulk_create(
        [Stage(position=last + number, **stage) for number, stage in enumerate(wanted)], ignore_conflicts=True
    )
