"""Credit: who gets which part of an opportunity, of which money, on which day, for which team."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from crm.models import Credit, Opportunity, Stage
from organizations.allotment import allot
from organizations.events import record
from organizations.models import Membership, Placement

ALL = Decimal(100)
SETTLED = ["member", "team", "share", "amount", "on"]


def share_credit(
    *, opportunity: Opportunity, shares: Mapping[Membership, Decimal], by: Membership | None, now: datetime
) -> list[Credit]:
    """Say whose it is, in percent. Refuses shares that do not add up to 100, and a share of nothing."""
    refuse_shares(list(shares.values()))
    with transaction.atomic():
        locked = (
            Opportunity.objects.select_for_update(of=("self",)).select_related("stage").get(pk=opportunity.pk)
        )
        before = {c.member_id: str(c.share) for c in Credit.objects.filter(opportunity=locked)}
        Credit.objects.filter(opportunity=locked).exclude(member__in=list(shares)).delete()
        for member, share in shares.items():
            Credit.objects.update_or_create(opportunity=locked, member=member, defaults={"share": share})
        credits = settle([locked])
        after = {member.pk: str(share) for member, share in shares.items()}
        record(
            "credit_shared", locked, by=by, now=now, before=before, after=after, closed_on=day_text(locked)
        )
    return credits


def refuse_shares(shares: Sequence[Decimal]) -> None:
    if any(share <= 0 for share in shares):
        raise ValidationError({"shares": _("A share is more than 0%. Leave out who has none.")})
    if any(share != share.quantize(Decimal("0.01")) for share in shares):
        raise ValidationError({"shares": _("A share has at most two decimals.")})
    if (total := sum(shares, Decimal(0))) != ALL:
        raise ValidationError(
            {
                "shares": _("The shares add up to %(total)s%%. Make them 100%%.")
                % {"total": f"{total.normalize():f}"}
            }
        )


def settle(
    opportunities: Sequence[Opportunity], owners: Mapping[int, int | None] | None = None
) -> list[Credit]:
    """Bring the credits of these opportunities up to date: money, day and team, in a constant number of queries.

    An opportunity with an owner and no credit gives all of it to the owner. Where `owners`, who owned each before
    by its id, says that it changed hands, the whole credit of the former owner goes with it. What somebody was
    given otherwise, a share or all of it, stays theirs.
    """
    held: dict[int, list[Credit]] = defaultdict(list)
    for credit in Credit.objects.filter(opportunity__in=opportunities).order_by("pk"):
        held[credit.opportunity_id].append(credit)
    before = {credit.pk: facts(credit) for credits in held.values() for credit in credits}
    for opportunity in opportunities:
        give(opportunity, held[opportunity.pk], (owners or {}).get(opportunity.pk))
        allot_money(opportunity, held[opportunity.pk])
    credits = [credit for credits in held.values() for credit in credits]
    stamp_teams(credits)
    Credit.objects.bulk_create([credit for credit in credits if credit.pk is None])
    changed = [credit for credit in credits if credit.pk in before and facts(credit) != before[credit.pk]]
    if changed:
        Credit.objects.bulk_update(changed, SETTLED)
    return credits


def give(opportunity: Opportunity, credits: list[Credit], owner_before: int | None) -> None:
    owner = opportunity.owner_id
    if owner is None:
        return
    if not credits:
        credits.append(Credit(opportunity=opportunity, member_id=owner, share=ALL))
    elif len(credits) == 1 and credits[0].member_id == owner_before:
        credits[0].member_id = owner


def allot_money(opportunity: Opportunity, credits: list[Credit]) -> None:
    """In minor units of the currency, by largest remainder; the day is that of closing, none while open."""
    amount = opportunity.amount or Decimal(0)
    unit = Decimal(1).scaleb(-min(2, get_currency_precision(opportunity.currency)))
    if amount % unit:
        unit = Decimal("0.01")
    parts = allot(int(amount / unit), [credit.share for credit in credits]) if credits else []
    for credit, part in zip(credits, parts, strict=True):
        credit.amount = part * unit
        credit.on = closing_day(opportunity)


def closing_day(opportunity: Opportunity) -> date | None:
    return None if opportunity.stage.kind == Stage.OPEN else opportunity.closed_on


def stamp_teams(credits: Iterable[Credit]) -> None:
    """The team each person was in on the day it closed; none while it is open."""
    placements: dict[int, list[Placement]] = defaultdict(list)
    for placement in Placement.objects.filter(membership__in={credit.member_id for credit in credits}):
        placements[placement.membership_id].append(placement)
    for credit in credits:
        credit.team_id = team_on(placements[credit.member_id], credit.on)


def team_on(placements: list[Placement], day: date | None) -> int | None:
    if day is None:
        return None
    there = (p.team_id for p in placements if p.starts_on <= day and (p.ends_on is None or day < p.ends_on))
    return next(there, None)


def facts(credit: Credit) -> tuple[Any, ...]:
    return credit.member_id, credit.team_id, credit.share, credit.amount, credit.on


def day_text(opportunity: Opportunity) -> str | None:
    return str(opportunity.closed_on) if opportunity.closed_on else None
