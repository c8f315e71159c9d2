"""Opportunities: added, changed, moved through the stages."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from crm.models import Account, Opportunity, Stage
from organizations.events import record
from organizations.lazy_words import gettext_lazy
from organizations.models import Membership
from organizations.plain_names import on_one_line

from .changes import check, refuse_blank, set_fields
from .credit import day_text, settle

EDITABLE = frozenset(
    {"name", "account", "owner", "amount", "currency", "product", "opened_on", "forecast_on"}
)
NAMELESS = gettext_lazy("Type what could be sold, and to whom.")


def create_opportunity(
    *,
    name: str,
    stage: Stage,
    by: Membership | None,
    now: datetime,
    currency: str,
    owner: Membership | None = None,
    closed_on: date | None = None,
    **details: Any,
) -> Opportunity:
    """Add an opportunity, all its credit to its owner. In a closed stage it counts on `closed_on`, by default today."""
    refuse_blank("name", name, NAMELESS)
    opportunity = Opportunity(
        name=on_one_line(name), stage=stage, owner=owner, currency=currency, created_at=now, **details
    )
    refuse_negative(opportunity.amount)
    opportunity.closed_on = day_of_closing(opportunity, stage, closed_on, by, now)
    check(opportunity)
    with transaction.atomic():
        opportunity.save()
        settle([opportunity])
        make_customers([opportunity])
        record(
            "opportunity_created", opportunity, by=by, now=now, stage=stage.key, kind=stage.kind,
            owner=opportunity.owner_id, closed_on=day_text(opportunity),
        )  # fmt: skip
    return opportunity


def change_opportunity(
    *, opportunity: Opportunity, by: Membership | None, now: datetime, **changes: Any
) -> Opportunity:
    """Change what it is called, whose it is, what it is worth. Credit follows money and owner."""
    refuse_blank("name", changes.get("name", opportunity.name), NAMELESS)
    refuse_negative(changes.get("amount"))
    with transaction.atomic():
        # As it stands now: somebody may have won it or handed it over since this one was read.
        opportunity.refresh_from_db(
            from_queryset=Opportunity.objects.select_for_update(of=("self",)).select_related("stage")
        )
        owners = {opportunity.pk: opportunity.owner_id}
        difference = set_fields(opportunity, changes, EDITABLE)
        if difference["after"]:
            settle([opportunity], owners)
            record(
                "opportunity_changed",
                opportunity,
                by=by,
                now=now,
                closed_on=day_text(opportunity),
                **difference,
            )
    return opportunity


def move_opportunity(
    *,
    opportunity: Opportunity,
    stage: Stage,
    by: Membership | None,
    now: datetime,
    closed_on: date | None = None,
) -> Opportunity:
    """Move to another stage, or correct the day of closing.

    Won and lost count on `closed_on`, by default the owner's local day; a day in the future is refused. Back in
    an open stage it counts nowhere. An account that buys is a customer from then on.
    """
    with transaction.atomic():
        opportunity = (
            Opportunity.objects.select_for_update(of=("self",))
            .select_related("owner", "stage", "account")
            .get(pk=opportunity.pk)
        )
        before = {"stage": opportunity.stage.key, "closed_on": day_text(opportunity)}
        kept = opportunity.closed_on if opportunity.stage.kind == stage.kind else None
        opportunity.closed_on = day_of_closing(opportunity, stage, closed_on or kept, by, now)
        opportunity.stage = stage
        after = {"stage": stage.key, "closed_on": day_text(opportunity)}
        if before != after:
            opportunity.save(update_fields=["stage", "closed_on"])
            settle([opportunity])
            make_customers([opportunity])
            record(
                "opportunity_moved", opportunity, by=by, now=now, kind=stage.kind, before=before, after=after
            )
    return opportunity


def day_of_closing(
    opportunity: Opportunity, stage: Stage, closed_on: date | None, by: Membership | None, now: datetime
) -> date | None:
    if stage.kind == Stage.OPEN:
        return None
    whose = opportunity.owner or by
    today = whose.today(now) if whose else now.date()
    if closed_on is not None and closed_on > today:
        raise ValidationError({"closed_on": _("That day has not come yet. Give the day it was closed.")})
    return closed_on or today


def refuse_negative(amount: Decimal | None) -> None:
    if amount is not None and amount < 0:
        raise ValidationError({"amount": _("An amount is 0 or more.")})


def make_customers(opportunities: list[Opportunity]) -> None:
    """Accounts that have bought are customers."""
    bought = {o.account_id for o in opportunities if o.stage.kind == Stage.WON and o.account_id}
    if bought:
        Account.objects.filter(pk__in=bought, kind=Account.PROSPECT).update(kind=Account.CUSTOMER)
