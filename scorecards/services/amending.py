"""Amendments: what an entry after the closing would have changed. The card itself stays as it was."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db import transaction

from goals.progress import as_exact
from metrics.engine import tally
from metrics.models import Metric
from organizations.events import record
from organizations.models import Event, Membership, Organization
from organizations.periods import Period
from organizations.tenancy.scope import current_organization_id
from scorecards.cards import text
from scorecards.models import Amendment, Card
from scorecards.scoring import Line, score
from scorecards.services.turns import take_turn_to_amend

# An entry received on its own day cannot belong to a closed week: no need to look. (A device may have noted it in
# time and sent it later: then it is as fresh as it was noted, and late for the card.)
ON_ITS_DAY = {"live", "same_day"}
CAUSES = {
    "activity_logged": "Late entry for {}",
    "activity_edited": "Entry of {} changed",
    "activity_deleted": "Entry of {} deleted",
    "activity_restored": "Entry of {} brought back",
}
AT_ONCE = {"records_imported": "Entries imported", "activities_received": "Entries sent later from a device"}


def entry_changed(event: Event) -> None:
    """Listens to what happens to entries; amends the closed cards of the weeks they lie in."""
    facts = event.data
    if facts.get("in_batch") or (event.verb == "activity_logged" and facts.get("received") in ON_ITS_DAY):
        return
    days = {
        date.fromisoformat(facts[name]) for name in ("occurred_on", "occurred_on_before") if facts.get(name)
    }
    take_turn_to_amend()
    for card in closed_cards(facts["member"], days):
        on = min(day for day in days if day in week_of(card))
        cause = CAUSES[event.verb].format(f"{on:%a} {on.day} {on:%b}")
        amend_card(card=card, cause=cause, by=event.actor, now=event.at)


def many_entries_came(event: Event) -> None:
    """Listens to what comes in at once; amends the closed cards of every person and week that it touched, once."""
    days: dict[int, set[date]] = defaultdict(set)
    for member_id, day in event.data.get("days", ()):
        days[member_id].add(date.fromisoformat(day))
    if not days or not Card.objects.closed().filter(member_id__in=days).exists():
        return
    take_turn_to_amend()
    for member_id, touched in days.items():
        for card in closed_cards(member_id, touched):
            amend_card(card=card, cause=AT_ONCE[event.verb], by=event.actor, now=event.at)


def closed_cards(member_id: int, days: set[date]) -> list[Card]:
    """The member's closed cards of the weeks that hold these days."""
    first, last = min(days), max(days)
    near = Card.objects.closed().filter(
        member_id=member_id, week_on__gt=first - timedelta(days=7), week_on__lte=last
    )
    return [card for card in near if any(day in week_of(card) for day in days)]


def week_of(card: Card) -> Period:
    """The days that the card was closed for, whatever a week is by now."""
    week = card.snapshot["week"]
    return Period(date.fromisoformat(week["start"]), date.fromisoformat(week["end"]))


def amend_card(*, card: Card, cause: str, by: Membership | None, now: datetime) -> Amendment | None:
    """Write down what the card would say now beside what it said last. None when its figures are the same."""
    with transaction.atomic():
        last = card.amendments.order_by("-at", "-pk").first()
        before = last.after if last else figures_of(card.snapshot)
        after = figures_now(card)
        if after == before:
            return None
        amendment = Amendment.objects.create(
            card=card, at=now, actor=by, cause=cause, before=before, after=after
        )
        record("card_amended", card, by=by, now=now, cause=cause, before=before, after=after)
    return amendment


def figures_of(snapshot: dict[str, Any]) -> dict[str, Any]:
    """The part of a card that an entry can change: actuals by metric key, and the score."""
    return {
        "score": snapshot["score"],
        "actuals": {line["key"]: line["actual"] for line in snapshot["lines"]},
    }


def figures_now(card: Card) -> dict[str, Any]:
    """The same figures counted again, by the targets and weights that the card was closed with."""
    snapshot, organization = card.snapshot, Organization.objects.get(pk=current_organization_id())
    metrics = list(Metric.objects.filter(key__in=[line["key"] for line in snapshot["lines"]]))
    counted = tally(metrics, week_of(card), by="person", organization=organization, people=[card.member_id])
    actuals = {
        line["key"]: as_exact(counted.value(line["key"], card.member_id)) for line in snapshot["lines"]
    }
    lines = [line_again(line, actuals[line["key"]], snapshot["template"]) for line in snapshot["lines"]]
    return {
        "score": text(score(lines).value),
        "actuals": {key: text(actual) for key, actual in actuals.items()},
    }


def line_again(line: dict[str, Any], actual: Fraction | None, template: dict[str, Any]) -> Line:
    had_target = line["scored"] or line["why"] == "nothing to measure"
    return Line(
        key=line["key"], label=line["name"], weight=line["weight"], actual=actual or 0,
        target=Fraction(line["target"]), scored=had_target and actual is not None, why=line["why"],
        lower_is_better=line["lower_is_better"], floor=Fraction(template["floor"]), cap=Fraction(template["cap"]),
    )  # fmt: skip
