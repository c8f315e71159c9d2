"""The team feed: what happened on a day, by person, as the reader may see it. Figures come from the engine."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Max

from activities.models import Activity, ActivityQuerySet
from coaching.models import Encouragement
from coaching.permissions import can_encourage
from metrics.engine import tally
from metrics.models import Metric
from organizations.models import Membership, Organization, Placement, Team
from organizations.periods import DAY, Period

SHOWN, SHOWN_OF_ONE = 6, 200
FIGURES = ("attempts", "conversations", "meetings_booked")


@dataclass(frozen=True)
class Asked:
    """What the reader wants to see: a day, and of it one person, one team with those below, or conversations alone."""

    day: date
    person: int | None = None
    team: Team | None = None
    talks: bool = False


@dataclass(frozen=True)
class Line:
    """One entry: what, with whom, at which hour where it was done, and what was said about it."""

    entry: Activity
    at: str
    what: str
    said: Sequence[Encouragement]
    may_encourage: bool


@dataclass(frozen=True)
class Person:
    """A person's day: their figures, their last entries, how many more there are."""

    member: Membership
    figures: Sequence[tuple[str, Any]]
    lines: Sequence[Line]
    more: int


@dataclass(frozen=True)
class Feed:
    """The day: who did something, the latest first, and who has nothing in the log yet."""

    people: Sequence[Person] = ()
    quiet: Sequence[Membership] = ()
    mark: str = ""


def reps_seen(reader: Membership, asked: Asked) -> list[Membership]:
    """Who sells and whom the reader sees, by name; one query."""
    people = Membership.objects.present().reps().visible_to(reader)
    if asked.team is not None:
        teams = Team.objects.below(asked.team)
        people = people.filter(
            pk__in=Placement.objects.on(asked.day).filter(team__in=teams).values("membership")
        )
    if asked.person is not None:
        people = people.filter(pk=asked.person)
    return list(people.order_by("plain_name", "pk"))


def entries_of(reader: Membership, people: Sequence[Membership], asked: Asked) -> ActivityQuerySet:
    found = Activity.objects.kept().visible_to(reader).filter(member__in=people, occurred_on=asked.day)
    return found.filter(outcome__is_conversation=True) if asked.talks else found


def mark_of(entries: ActivityQuerySet, reader: Membership) -> str:
    """Changes when anything in the feed does: an entry that is new, changed or gone, a line that was said."""
    facts = entries.order_by().aggregate(
        logged=Max("logged_at"),
        edited=Max("edited_at"),
        newest=Max("pk"),
        said=Max("encouragements__said_at"),
    )
    return "/".join(str(value) for value in [entries.count(), *facts.values()])


def feed_of(reader: Membership, organization: Organization, asked: Asked) -> Feed:
    """Eight queries, however many people and entries."""
    people = reps_seen(reader, asked)
    entries = entries_of(reader, people, asked)
    most = SHOWN if asked.person is None else SHOWN_OF_ONE
    by_member: dict[int, list[Activity]] = defaultdict(list)
    for entry in entries.with_names().order_by("-occurred_at", "-pk"):
        by_member[entry.member_id].append(entry)
    shown = [entry.pk for found in by_member.values() for entry in found[:most]]
    said = said_about(shown)
    metrics = list(Metric.objects.in_use().filter(key__in=FIGURES))
    counted = tally(
        metrics, Period(asked.day, asked.day + DAY), by="person", organization=organization, people=people
    )
    active = [person for person in people if person.pk in by_member]
    active.sort(key=lambda person: by_member[person.pk][0].occurred_at, reverse=True)
    return Feed(
        people=[
            Person(
                person,
                [(metric.name, counted.value(metric.key, person.pk)) for metric in counted.metrics],
                [line_of(entry, said, reader) for entry in by_member[person.pk][:most]],
                max(0, len(by_member[person.pk]) - most),
            )
            for person in active
        ],
        quiet=[] if asked.talks else [person for person in people if person.pk not in by_member],
        mark=mark_of(entries, reader),
    )


def said_about(entries: Sequence[int]) -> dict[int, list[Encouragement]]:
    found: dict[int, list[Encouragement]] = defaultdict(list)
    lines = (
        Encouragement.objects.filter(activity__in=entries).select_related("author").order_by("said_at", "pk")
    )
    for one in lines:
        found[one.activity_id].append(one)
    return found


def line_of(entry: Activity, said: Mapping[int, Sequence[Encouragement]], reader: Membership) -> Line:
    return Line(
        entry,
        entry.occurred_at.astimezone(ZoneInfo(entry.member.zone)).strftime("%H:%M"),
        entry.outcome.name if entry.outcome else entry.type.name,
        said.get(entry.pk, ()),
        can_encourage(reader, entry),
    )
