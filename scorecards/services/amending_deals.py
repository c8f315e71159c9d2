"""What is done to an opportunity after a week has closed amends the cards of those who have credit in it."""

from datetime import date
from typing import Any

from crm.models import Credit
from organizations.kept_words import kept_day
from organizations.models import Event
from scorecards.services.amending import amend_card, closed_cards
from scorecards.services.turns import take_turn_to_amend

DEAL_EVENTS = ("opportunity_created", "opportunity_moved", "opportunity_changed", "credit_shared")


def deal_changed(event: Event) -> None:
    """Listens to what happens to opportunities; amends the closed cards of the weeks in which they count, or did.

    Whose figures are the same is left alone: so everybody who may have had credit is looked at.
    """
    days = days_of(event.data)
    if not days:
        return
    take_turn_to_amend()
    for member_id in sorted(people_of(event)):
        for card in closed_cards(member_id, days):
            amend_card(card=card, cause=cause_of(days), by=event.actor, now=event.at)


def days_of(facts: dict[str, Any]) -> set[date]:
    """The days on which it counts and counted; none while it is open and was."""
    told = [facts, *(facts[side] for side in ("before", "after") if isinstance(facts.get(side), dict))]
    return {date.fromisoformat(one["closed_on"]) for one in told if one.get("closed_on")}


def people_of(event: Event) -> set[int]:
    """Who has credit now, and who had it before this."""
    people = set(Credit.objects.filter(opportunity=event.subject_id).values_list("member", flat=True))
    for side in ("before", "after"):
        said = event.data.get(side, {})
        if event.verb == "credit_shared":
            people |= {int(pk) for pk in said}
        elif said.get("owner"):
            people.add(said["owner"])
    return people


def cause_of(days: set[date]) -> str:
    """In English, as everything that is kept with a card; told in the reader's language (scorecards/kept_words.py)."""
    on = min(days)
    return f"Opportunity closed on {kept_day(on)} changed"
