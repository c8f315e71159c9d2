"""The log as something to count."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Q, Value, When

from metrics.sources import Choice, Dimension, Entry, Source, among, register
from metrics.sources import Value as Summand
from organizations.lazy_words import gettext_lazy as _

from .models import Activity, ActivityType

FLAGS = {
    "is_attempt": _("An attempt"),
    "is_conversation": _("A conversation"),
    "is_positive": _("Positive"),
    "ends_cadence": _("Ends the cadence"),
    "needs_date": _("Needs a date"),
}
COLUMNS = ("pk", "key", "name", "channel", "family", "outcomes", "outcomes__key", "outcomes__name")


@dataclass(frozen=True)
class Kind:
    """A type with one of its outcomes, or without when it has none."""

    type_id: int
    type: str
    type_name: str
    channel: str
    family: str
    outcome_id: int | None
    outcome: str
    outcome_name: str
    flags: frozenset[str]


def kinds() -> list[Kind]:
    """All types and outcomes in one query, retired ones included: their history counts."""
    flags = [f"outcomes__{flag}" for flag in FLAGS]
    lines = ActivityType.objects.order_by("position", "pk", "outcomes__position").values_list(
        *COLUMNS, *flags
    )
    return [kind_of(line[: len(COLUMNS)], line[len(COLUMNS) :]) for line in lines]


def kind_of(facts: Sequence[Any], flags: Sequence[bool]) -> Kind:
    raised = frozenset(flag for flag, is_set in zip(FLAGS, flags, strict=True) if is_set)
    return Kind(*facts, raised)  # type: ignore[call-arg]


def of_types(attribute: str) -> Any:
    """A condition on the type: by its key, channel or family."""

    def matches(values: Sequence[Any], shelf: list[Kind]) -> Q:
        return among(
            "type_id", sorted({kind.type_id for kind in shelf if getattr(kind, attribute) in values})
        )

    return matches


def of_outcomes(values: Sequence[Any], shelf: list[Kind]) -> Q:
    return among("outcome_id", outcome_ids(kind for kind in shelf if kind.outcome in values))


def flagged(values: Sequence[Any], shelf: list[Kind]) -> Q:
    """Outcomes that carry any of these flags."""
    return among("outcome_id", outcome_ids(kind for kind in shelf if kind.flags & set(values)))


def outcome_ids(kinds: Any) -> list[int]:
    return sorted({kind.outcome_id for kind in kinds if kind.outcome_id is not None})


def inbound(values: Sequence[Any], shelf: list[Kind]) -> Q:
    wanted = {str(value) for value in values}
    return Q(inbound=wanted == {"yes"}) if len(wanted) == 1 else Q()


def evidence(values: Sequence[Any], shelf: list[Kind]) -> Q:
    """How soon it was logged. The one dimension that the covering indexes do not answer."""
    return Q(evidence__in=list(values) or [""])


def named(key: str, name: str) -> Any:
    """The choices of a dimension from what the organization has."""

    def choices(shelf: list[Kind]) -> list[Choice]:
        found = {getattr(kind, key): getattr(kind, name) for kind in shelf if getattr(kind, key)}
        return [Choice(value, label) for value, label in found.items()]

    return choices


def fixed(pairs: Any) -> Any:
    return lambda shelf: [Choice(value, label) for value, label in pairs]


def prospect(shelf: list[Kind]) -> dict[str, Any]:
    """Who was reached through which channel: with the day, what at most one attempt earns credit for."""
    return {"channel": channel(shelf), "prospect": F("prospect_key")}


def channel(shelf: list[Kind]) -> Any:
    """The channel as a number: the first type that has it. From the type, so that the index alone answers."""
    types: dict[str, list[int]] = {}
    for kind in shelf:
        types.setdefault(kind.channel, []).append(kind.type_id)
    shared = {min(ids): sorted(set(ids)) for ids in types.values() if len(set(ids)) > 1}
    if not shared:
        return F("type_id")
    whens = [When(type_id__in=ids, then=Value(first)) for first, ids in shared.items()]
    return Case(*whens, default=F("type_id"), output_field=IntegerField())


def entry(activity: Activity) -> Entry:
    outcome = f", {activity.outcome.name}" if activity.outcome else ""
    return Entry(
        id=activity.pk,
        on=activity.occurred_on,
        member_id=activity.member_id,
        member=activity.member.name,
        what=f"{activity.type.name}{outcome}",
        with_whom=activity.with_whom,
        detail=activity.note,
    )


ACTIVITIES = Source(
    key="activities",
    label=_("Activities"),
    records=lambda: Activity.objects.kept(),
    day="occurred_on",
    shelf=kinds,
    dimensions={
        "type": Dimension(_("Type"), of_types("type"), named("type", "type_name")),
        "outcome": Dimension(_("Outcome"), of_outcomes, named("outcome", "outcome_name")),
        "flag": Dimension(_("Kind of outcome"), flagged, fixed(FLAGS.items())),
        "channel": Dimension(_("Channel"), of_types("channel"), fixed(ActivityType.CHANNELS)),
        "family": Dimension(_("Family"), of_types("family"), fixed(ActivityType.FAMILIES)),
        "inbound": Dimension(_("Direction"), inbound, fixed([("no", _("Outgoing")), ("yes", _("Incoming"))])),
        "evidence": Dimension(_("Evidence"), evidence, fixed(Activity.EVIDENCE)),
    },
    values={"seconds": Summand(_("Time"), "seconds", unit="seconds", exact=False)},
    distinct=prospect,
    unnamed="prospect_key",
    order=("occurred_at", "pk"),
    related=("member", "type", "outcome", "account", "contact"),
    entry=entry,
)


def register_sources() -> None:
    register(ACTIVITIES)
