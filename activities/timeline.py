"""What happened with a contact, an account or an opportunity, newest first: entries, and what the trail tells beside.

Entries stand where they happened, also those that were taken out. What was done to them afterwards, follow-ups,
reasons for none, stages and changes of the record stand where they were done. Reads only; as the reader may see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from activities.models import Activity, ActivityQuerySet, FollowUp, Hold
from crm.models import Account, Contact, Opportunity
from organizations.models import Event, Membership

Record = Contact | Account | Opportunity
# Not among the keys of types, which have no hyphen.
FOLLOW_UPS, CHANGES = "follow-ups", "record-changes"
ENTRY_VERBS = ("activity_edited", "activity_deleted", "activity_restored")
FOLLOW_UP_VERBS = (
    "follow_up_planned", "follow_up_changed", "follow_up_snoozed", "follow_up_put_back", "follow_up_moved",
    "follow_up_finished", "follow_up_reopened", "follow_up_dropped", "follow_up_reassigned",
)  # fmt: skip
HOLD_VERBS = ("held", "hold_lifted")
DEAL_VERBS = ("opportunity_created", "opportunity_moved", "opportunity_changed", "credit_shared")
CONTACT_VERBS = (
    "contact_created", "contact_changed", "contact_blocked", "contact_allowed", "number_struck", "number_restored",
)  # fmt: skip
ACCOUNT_VERBS = ("account_created", "account_changed", "number_struck", "number_restored")
# Where two things happened at the same instant, what was done to an entry stands above it.
EVENT, ENTRY = 0, 1


@dataclass(frozen=True)
class Place:
    """Where a page ends: an instant, and which of several lines of that instant."""

    at: datetime
    rank: int
    pk: int

    @property
    def text(self) -> str:
        return f"{self.at.isoformat()}_{self.rank}_{self.pk}"

    @classmethod
    def of(cls, text: str) -> "Place | None":
        """None where the text names no place: then it is the newest page."""
        at, _, rest = text.partition("_")
        rank, _, pk = rest.partition("_")
        if rank not in ("0", "1") or not (pk.isdecimal() and pk.isascii() and len(pk) < 19):
            return None
        try:
            moment = datetime.fromisoformat(at)
        except ValueError:
            return None
        return cls(moment, int(rank), int(pk)) if moment.tzinfo else None


@dataclass(frozen=True)
class Asked:
    """With whom, of which kind (the key of a type, FOLLOW_UPS, CHANGES, or everything), by whom, from where on."""

    record: Record
    kind: str = ""
    person: int | None = None
    before: Place | None = None

    @property
    def link(self) -> str:
        return type(self.record).__name__.lower()


@dataclass(frozen=True)
class Found:
    """One line: an entry, or an event beside the entries."""

    place: Place
    entry: Activity | None = None
    event: Event | None = None


def entries_of(reader: Membership, asked: Asked) -> ActivityQuerySet:
    """The entries with this record, those that were taken out too."""
    return Activity.objects.visible_to(reader).filter(**{asked.link: asked.record.pk})


def events_of(reader: Membership, asked: Asked) -> QuerySet[Event]:
    """What the trail tells of the record, its entries, its follow-ups and, for an account, what belongs to it."""
    parts = [
        (FOLLOW_UPS, of(FollowUp.objects.visible_to(reader).filter(**{asked.link: asked.record.pk}), FOLLOW_UP_VERBS)),
        (FOLLOW_UPS, of(holds_with(asked), HOLD_VERBS)),
        (CHANGES, of(with_record(Opportunity, reader, asked), DEAL_VERBS)),
        (CHANGES, of(with_record(Contact, reader, asked), CONTACT_VERBS)),
        (CHANGES, of(with_record(Account, reader, asked), ACCOUNT_VERBS)),
    ]  # fmt: skip
    wanted = [events for kind, events in parts if asked.kind in ("", kind)]
    if asked.kind not in (FOLLOW_UPS, CHANGES):
        wanted.append(of(narrowed(entries_of(reader, asked), asked), ENTRY_VERBS))
    # Each part is answered by the index of the trail of one record; together in one condition they would not be.
    first, *rest = [part.order_by().values("pk") for part in wanted]
    return Event.objects.filter(pk__in=first.union(*rest, all=True) if rest else first)


def of(subjects: QuerySet[Any], verbs: Sequence[str]) -> QuerySet[Event]:
    label = subjects.model._meta.label_lower
    return Event.objects.filter(
        subject_type=label, subject_id__in=subjects.order_by().values("pk"), verb__in=verbs
    )


def holds_with(asked: Asked) -> QuerySet[Hold]:
    if asked.link == "account":
        return Hold.objects.filter(
            Q(contact__account=asked.record.pk) | Q(opportunity__account=asked.record.pk)
        )
    return Hold.objects.filter(**{asked.link: asked.record.pk})


def with_record(model: Any, reader: Membership, asked: Asked) -> QuerySet[Any]:
    """The record itself; of an account also its contacts and opportunities."""
    if isinstance(asked.record, model):
        return model.objects.filter(pk=asked.record.pk)
    if asked.link == "account":
        return model.objects.visible_to(reader).filter(account=asked.record.pk)
    return model.objects.none()


def narrowed(entries: ActivityQuerySet, asked: Asked) -> ActivityQuerySet:
    return entries.filter(type__key=asked.kind) if asked.kind else entries


def lines_of(reader: Membership, asked: Asked, most: int) -> list[Found]:
    """The next so many lines and one more, if there is one; two queries."""
    found: list[Found] = []
    if asked.kind not in (FOLLOW_UPS, CHANGES):
        entries = narrowed(entries_of(reader, asked), asked).with_names().order_by("-occurred_at", "-pk")
        entries = by_person(entries, "member", asked)
        for entry in before(entries, "occurred_at", ENTRY, asked.before)[: most + 1]:
            found.append(Found(Place(entry.occurred_at, ENTRY, entry.pk), entry=entry))
    events = by_person(events_of(reader, asked), "actor", asked).select_related("actor").newest_first()
    for event in before(events, "at", EVENT, asked.before)[: most + 1]:
        found.append(Found(Place(event.at, EVENT, event.pk), event=event))
    found.sort(key=lambda one: (one.place.at, -one.place.rank, one.place.pk), reverse=True)
    return found[: most + 1]


def by_person(rows: Any, field: str, asked: Asked) -> Any:
    return rows.filter(**{field: asked.person}) if asked.person is not None else rows


def before(rows: Any, field: str, rank: int, place: Place | None) -> Any:
    """What comes after this place, newest first."""
    if place is None:
        return rows
    earlier = Q(**{f"{field}__lt": place.at})
    if rank == place.rank:
        earlier |= Q(**{field: place.at, "pk__lt": place.pk})
    elif rank > place.rank:
        earlier |= Q(**{field: place.at})
    return rows.filter(earlier)


def mark_of(reader: Membership, asked: Asked) -> str:
    """Changes when anything in the timeline does; two queries."""
    entries = entries_of(reader, asked).order_by()
    facts = entries.aggregate(
        n=Count("pk"), logged=Max("logged_at"), edited=Max("edited_at"), gone=Max("deleted_at")
    )
    told = events_of(reader, asked).aggregate(n=Count("pk"), last=Max("pk"))
    return "/".join(str(value) for value in [*facts.values(), *told.values()])


def people_in(reader: Membership, asked: Asked) -> list[Membership]:
    """Who stands in it, by name; one query."""
    everything = Asked(asked.record)
    logged = entries_of(reader, everything).order_by().values("member")
    did = events_of(reader, everything).filter(actor__isnull=False).values("actor")
    return list(Membership.objects.filter(Q(pk__in=logged) | Q(pk__in=did)).order_by("plain_name", "pk"))
