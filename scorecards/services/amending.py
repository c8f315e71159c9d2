"""Amendments: what an entry, or leave, after the closing would have changed. The card itself stays as it was."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import Max

from goals.progress import as_exact, ground_of, target_of
from metrics.engine import tally
from metrics.models import Metric
from organizations.events import record
from organizations.kept_words import kept_day
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
MANY = {
    "activities_received": "Entries sent later from a device",
    "call_log_rows_taken": "Call log brought in",
    "call_log_taken_out": "Call log taken out",
}
IMPORTED = {"activities": "Entries imported", "opportunities": "Opportunities imported"}
LEAVE_EVENTS = ("time_off_entered", "time_off_approved", "time_off_withdrawn", "time_off_reopened")
LEAVE = {True: "Leave from {} entered", False: "Leave from {} taken back"}


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
        cause = CAUSES[event.verb].format(kept_day(on))
        amend_card(card=card, cause=cause, by=event.actor, now=event.at)


def many_entries_came(event: Event) -> None:
    """Listens to what comes or goes together, from a device or with a call log; amends the closed cards of every
    person and week it touched, once."""
    amend_all([event], cause=MANY[event.verb], last=event)


def import_rests(event: Event) -> None:
    """Listens to imports that have ended or stopped half-way; amends every closed card that one touched once, however
    many chunks it came in.

    What each chunk touched stands in its event, so that one that is gone on with amends for the rest alone.
    """
    trail = Event.objects.about(event.subject_type, event.subject_id)  # type: ignore[arg-type]
    before = trail.told_by(["import_stopped"]).filter(pk__lt=event.pk).aggregate(last=Max("pk"))["last"] or 0
    told = list(trail.told_by(["records_imported"]).filter(pk__gt=before).order_by("pk"))
    if told and (cause := IMPORTED.get(told[0].data["kind"])):
        amend_all(told, cause=cause, last=event)


def amend_all(told: list[Event], *, cause: str, last: Event) -> None:
    days: dict[int, set[date]] = defaultdict(set)
    for member_id, day in (pair for event in told for pair in event.data.get("days", ())):
        days[member_id].add(date.fromisoformat(day))
    if not days or not Card.objects.closed().filter(member_id__in=days).exists():
        return
    take_turn_to_amend()
    for member_id, touched in sorted(days.items()):
        for card in closed_cards(member_id, touched):
            amend_card(card=card, cause=cause, by=last.actor, now=last.at)


def time_off_changed(event: Event) -> None:
    """Listens to time off; where leave of a week that is over counts now or does not any more, amends its card."""
    facts = event.data
    if facts["counted"] == facts["counts"]:
        return
    away = Period(date.fromisoformat(facts["starts_on"]), date.fromisoformat(facts["ends_on"]))
    take_turn_to_amend()
    for card in closed_cards(facts["member"], set(away.days())):
        week = week_of(card)
        inside = week.overlap(away)
        assert inside is not None
        cause = LEAVE[facts["counts"]].format(kept_day(inside.start))
        amend_card(card=card, cause=cause, by=event.actor, now=event.at, rules=rules_now(card, week))


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


@dataclass(frozen=True)
class Due:
    """What a card's figures are held against: own days, and the target of each metric that is scored."""

    days: str
    targets: dict[str, str | None]


def amend_card(
    *, card: Card, cause: str, by: Membership | None, now: datetime, rules: Due | None = None
) -> Amendment | None:
    """Write down what the card would say now beside what it said last. None when its figures are the same.

    Without `rules`, held against what it was held against last.
    """
    with transaction.atomic():
        last = card.amendments.order_by("-at", "-pk").first()
        before = figures_of(card.snapshot) | (last.after if last else {})
        after = figures_now(card, rules or Due(before["days"], before["targets"]))
        if after == before:
            return None
        amendment = Amendment.objects.create(
            card=card, at=now, actor=by, cause=cause, before=before, after=after
        )
        record("card_amended", card, by=by, now=now, cause=cause, before=before, after=after)
    return amendment


def figures_of(snapshot: dict[str, Any]) -> dict[str, Any]:
    """The part of a card that can change: own days, targets and actuals by metric key, and the score."""
    return {
        "score": snapshot["score"],
        "days": snapshot["days"]["own"],
        "targets": {line["key"]: line["target"] if had_target(line) else None for line in snapshot["lines"]},
        "actuals": {line["key"]: line["actual"] for line in snapshot["lines"]},
    }


def rules_now(card: Card, week: Period) -> Due:
    """Own days and targets of the week as the member's calendar says now."""
    organization = Organization.objects.get(pk=current_organization_id())
    member = Membership.objects.get(pk=card.member_id)
    ground = ground_of([member], week, organization)
    metrics = Metric.objects.filter(key__in=[line["key"] for line in card.snapshot["lines"]])
    found = {metric.key: target_of(ground, member.pk, metric) for metric in metrics}
    targets = {key: text(target.value) if target.scored else None for key, target in found.items()}
    return Due(str(ground.own_days(member.pk)), targets)


def figures_now(card: Card, due: Due) -> dict[str, Any]:
    """The same figures counted again, by the weights that the card was closed with."""
    snapshot, organization = card.snapshot, Organization.objects.get(pk=current_organization_id())
    metrics = list(Metric.objects.filter(key__in=[line["key"] for line in snapshot["lines"]]))
    counted = tally(metrics, week_of(card), by="person", organization=organization, people=[card.member_id])
    actuals = {
        line["key"]: as_exact(counted.value(line["key"], card.member_id)) for line in snapshot["lines"]
    }
    lines = [
        line_again(line, actuals[line["key"]], due.targets.get(line["key"]), snapshot["template"])
        for line in snapshot["lines"]
    ]
    return {
        "score": text(score(lines).value),
        "days": due.days,
        "targets": due.targets,
        "actuals": {key: text(actual) for key, actual in actuals.items()},
    }


def had_target(line: dict[str, Any]) -> bool:
    return line["scored"] or line["why"] == "nothing to measure"


def line_again(
    line: dict[str, Any], actual: Fraction | None, target: str | None, template: dict[str, Any]
) -> Line:
    return Line(
        key=line["key"], label=line["name"], weight=line["weight"], actual=actual or 0,
        target=Fraction(target or 0), scored=target is not None and actual is not None,
        why=line["why"] or "no own working days", lower_is_better=line["lower_is_better"],
        floor=Fraction(template["floor"]), cap=Fraction(template["cap"]),
    )  # fmt: skip
