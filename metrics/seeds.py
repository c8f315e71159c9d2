"""The metrics that every organization starts with. Built on flags and channels, so own outcomes stay comparable.

Keys last and are the same everywhere. Names and what they mean are given in the founder's language, and are the
organization's own from then on.
"""

from datetime import datetime
from typing import Any

from organizations.lazy_words import gettext_lazy as _
from organizations.models import Event

from .models import Metric

OUTGOING = {"dimension": "inbound", "in": ["no"]}
PROSPECTING = {"dimension": "family", "in": ["prospecting"]}


def channel(*keys: str) -> dict[str, Any]:
    return {"dimension": "channel", "in": list(keys)}


def flag(*keys: str) -> dict[str, Any]:
    return {"dimension": "flag", "in": list(keys)}


def outcome(*keys: str) -> dict[str, Any]:
    return {"dimension": "outcome", "in": list(keys)}


def kind(*keys: str) -> dict[str, Any]:
    return {"dimension": "kind", "in": list(keys)}


def of_type(*keys: str) -> dict[str, Any]:
    return {"dimension": "type", "in": list(keys)}


# key, name, what it means in plain words, filters, more fields
ACTIVITY: list[tuple[str, str, str, list[dict[str, Any]], dict[str, Any]]] = [
    (
        "attempts", _("Attempts"),
        _("Tries to reach a prospect. One counts a prospect, channel and day."
        " Entries without a prospect count one each."),
        [flag("is_attempt"), OUTGOING], {"aggregate": Metric.DISTINCT},
    ),
    ("dials", _("Dials"), _("Outgoing calls, each of them."), [channel("call"), OUTGOING], {}),
    ("calls", _("Calls"), _("All calls, outgoing and incoming."), [channel("call")], {}),
    (
        "conversations", _("Conversations"),
        _("Connect = a prospect was reached and spoke or wrote back, whatever came of it."
        " Talks with customers are touches."),
        [flag("is_conversation"), PROSPECTING], {},
    ),
    (
        "meetings_booked", _("Meetings booked"),
        _("Conversations that ended with a meeting in the calendar."), [outcome("meeting_booked")], {},
    ),
    (
        "meetings_held", _("Meetings held"),
        _("Meetings that took place. No-shows and cancelled ones do not count."),
        [of_type("meeting"), outcome("held", "held_no_step", "held_no_fit")], {},
    ),
    (
        "emails_sent", _("E-mails sent"), _("Personal e-mails sent, not bulk mail."),
        [of_type("email"), flag("is_attempt")], {},
    ),
    ("visits", _("Visits"), _("Visits at the prospect's or customer's place."), [channel("visit")], {}),
    (
        "customer_touches", _("Customer touches"),
        _("Contacts with customers to keep and grow them: entries of the nurture kind."),
        [{"dimension": "family", "in": ["nurture"]}], {},
    ),
    (
        "talk_time", _("Talk time"), _("Time on calls, as far as it was noted."), [channel("call")],
        {"aggregate": Metric.SUM, "value": "seconds", "unit": "seconds"},
    ),
    (
        "proposals_sent", _("Proposals sent"), _("Proposals that went out, each of them."),
        [of_type("proposal"), outcome("sent")], {},
    ),
    (
        "reviews_held", _("Customer reviews held"), _("Reviews with customers that took place."),
        [of_type("customer_review"), outcome("held", "at_risk")], {},
    ),
    (
        "referrals_asked", _("Referrals asked for"), _("Times a customer or contact was asked for a name."),
        [of_type("referral_ask")], {},
    ),
    (
        "visit_conversations", _("Visits with a conversation"),
        _("Visits at which a prospect was met and spoke, whatever came of it."),
        [channel("visit"), flag("is_conversation"), PROSPECTING], {},
    ),
]  # fmt: skip
OPPORTUNITY: list[tuple[str, str, str, list[dict[str, Any]], dict[str, Any]]] = [
    (
        "opportunities_won", _("Opportunities won"),
        _("Deals won, on the day they were won. A shared deal counts by share."), [kind("won")], {"value": "share"},
    ),
    (
        "won_value", _("Won value"),
        _("Money of deals won, on the day they were won. A shared deal is split by share, to the cent."),
        [kind("won")], {"value": "amount", "unit": "money"},
    ),
    (
        "opportunities_lost", _("Opportunities lost"),
        _("Deals lost, on the day they were lost. A shared deal counts by share."),
        [kind("lost")], {"value": "share", "direction": Metric.LOWER},
    ),
    (
        "opportunities_closed", _("Opportunities closed"),
        _("Deals won or lost. A shared deal counts by share."), [kind("won", "lost")], {"value": "share"},
    ),
]  # fmt: skip
# key, name, what it means, numerator, denominator, unit
RATIOS = [
    (
        "conversation_rate",
        _("Conversation rate"),
        _("Conversations ÷ attempts."),
        "conversations",
        "attempts",
        "percent",
    ),
    (
        "booking_rate",
        _("Booking rate"),
        _("Meetings booked ÷ conversations."),
        "meetings_booked",
        "conversations",
        "percent",
    ),
    (
        "show_rate",
        _("Show rate"),
        _("Meetings held ÷ meetings booked."),
        "meetings_held",
        "meetings_booked",
        "percent",
    ),
    (
        "win_rate",
        _("Win rate"),
        _("Deals won ÷ deals closed."),
        "opportunities_won",
        "opportunities_closed",
        "percent",
    ),
    (
        "average_deal",
        _("Average deal"),
        _("Won value ÷ deals won."),
        "won_value",
        "opportunities_won",
        "money",
    ),
]
# Each volume with the quality that keeps it honest.
QUALITY = {
    "attempts": "conversations",
    "dials": "conversations",
    "calls": "conversations",
    "emails_sent": "conversations",
    "visits": "conversations",
    "talk_time": "conversations",
    "conversations": "meetings_booked",
    "meetings_booked": "meetings_held",
    "meetings_held": "opportunities_won",
    "opportunities_closed": "win_rate",
    "opportunities_won": "won_value",
}


def seed(event: Event) -> None:
    """Give a new organization its metrics. Listens to "organization_started"."""
    seed_metrics(event.at)


def seed_metrics(now: datetime) -> None:
    """Add the built-in metrics that are not there yet, in the language that is open; safe to repeat."""
    made = {metric.key: metric for metric in Metric.objects.all()}
    fresh = [metric for metric in additive(now) if metric.key not in made]
    made |= {metric.key: metric for metric in Metric.objects.bulk_create(fresh)}
    ratios = [metric for metric in ratios_of(made, now) if metric.key not in made]
    made |= {metric.key: metric for metric in Metric.objects.bulk_create(ratios)}
    paired = [made[key] for key in QUALITY if made[key].quality_id is None]
    for metric in paired:
        metric.quality = made[QUALITY[metric.key]]
    Metric.objects.bulk_update(paired, ["quality"])


def additive(now: datetime) -> list[Metric]:
    lines = [("activities", Metric.COUNT, line) for line in ACTIVITY]
    lines += [("opportunities", Metric.SUM, line) for line in OPPORTUNITY]
    return [
        Metric(
            key=key, name=str(name), definition=str(words), source=source, filters=filters, created_at=now,
            position=place, **{"aggregate": aggregate, **more},
        )
        for place, (source, aggregate, (key, name, words, filters, more)) in enumerate(lines)
    ]  # fmt: skip


def ratios_of(made: dict[str, Metric], now: datetime) -> list[Metric]:
    return [
        Metric(
            key=key, name=str(name), definition=str(words), aggregate=Metric.RATIO, numerator=made[above],
            denominator=made[below], unit=unit, prorate=False, position=50 + place, created_at=now,
        )
        for place, (key, name, words, above, below, unit) in enumerate(RATIOS)
    ]  # fmt: skip
