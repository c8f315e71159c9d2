"""What an entry was before, told from the trail."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.utils.translation import gettext

from activities.models import Activity, ActivityType, Outcome
from organizations.date_words import short_moment
from organizations.lazy_words import gettext_lazy as _
from organizations.models import Event

DID = {
    "activity_logged": _("Logged"), "activity_edited": _("Changed"), "activity_deleted": _("Taken out"),
    "activity_restored": _("Brought back"),
}  # fmt: skip
# Ids and what follows from others are left out: a person changed these.
TOLD = {
    "outcome_id": _("outcome"), "type_id": _("type"), "prospect": _("with"), "occurred_at": _("time"),
    "seconds": _("seconds"),
    "inbound": _("they got in touch"), "note": _("note"),
}  # fmt: skip


@dataclass(frozen=True)
class History:
    """One line of an entry's history: what was done, by whom, when, and each value before and after."""

    did: str
    by: str
    at: str
    changes: tuple[tuple[str, str, str], ...] = ()
    reason: str = ""


def history_of(entry: Activity, zone: tzinfo) -> list[History]:
    """Oldest first. Two queries, and two more if its outcome or type changed."""
    about = Event.objects.filter(subject_type=Activity._meta.label_lower, subject_id=entry.pk, verb__in=DID)
    events = list(about.select_related("actor").order_by("at", "pk"))
    names = names_for(events)
    return [told(event, names, zone) for event in events]


def told(event: Event, names: dict[tuple[str, int], str], zone: tzinfo) -> History:
    at = event.at.astimezone(zone)
    by = event.actor.name if event.actor else "SalesLeader"
    before, after = sides(event)
    changes = tuple(
        (TOLD[field], shown(field, before[field], names, zone), shown(field, after[field], names, zone))
        for field in before
        if field in TOLD
    )
    when, reason = short_moment(at), event.data.get("reason", "")
    return History(DID[event.verb], by, when, changes, reason)


def shown(field: str, value: Any, names: dict[tuple[str, int], str], zone: tzinfo) -> str:
    if field in ("outcome_id", "type_id"):
        return names.get((field, value)) or gettext("none")
    if field == "occurred_at":
        at = datetime.fromisoformat(value).astimezone(zone)
        return short_moment(at)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return gettext("nothing") if value in (None, "") else str(value)


def names_for(events: list[Event]) -> dict[tuple[str, int], str]:
    names: dict[tuple[str, int], str] = {}
    models: dict[str, Any] = {"outcome_id": Outcome, "type_id": ActivityType}
    for field, model in models.items():
        ids = {part[field] for event in events for part in sides(event) if part.get(field)}
        if ids:
            names |= {
                (field, pk): name for pk, name in model.objects.filter(pk__in=ids).values_list("pk", "name")
            }
    return names


def sides(event: Event) -> list[dict[str, Any]]:
    return [side(event, "before"), side(event, "after")]


def side(event: Event, name: str) -> dict[str, Any]:
    """The values of fields; empty where an event tells its before and after in one word."""
    found = event.data.get(name)
    return found if isinstance(found, dict) else {}
