"""The templates of a week and who has which: the one place that says by what somebody's card is scored.

A week goes by what holds on its first day: of the assignments of a member the latest that has begun, else of the
default; of that template the latest version that has begun.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from metrics.models import Metric
from organizations.calendars import EVERYONE, NEVER, by_member, dated, joined
from organizations.models import Membership
from organizations.periods import Period
from organizations.prepared import Members, Prepared, ids_of
from scorecards.cards import Rules, Scored
from scorecards.models import TemplateAssignment, TemplateLine, TemplateVersion

TEMPLATE = "card template"


@dataclass(frozen=True)
class Rulebook:
    """A template as it is in a week, and the metrics it scores."""

    rules: Rules
    metrics: tuple[Metric, ...]


@dataclass(frozen=True)
class Library:
    """The rulebooks of a week by the template's id, who was given which by member id, and the default."""

    books: Mapping[int, Rulebook]
    given: Mapping[int, int]
    default: int

    def of(self, member_id: int) -> Rulebook:
        """By which a member's card of the week is scored."""
        return self.books[self.given.get(member_id, self.default)]

    def metrics_of(self, members: Iterable[Membership | int]) -> list[Metric]:
        """What the cards of these people score, each metric once; those of the template that most have come first."""
        had = Counter(self.of(one if isinstance(one, int) else one.pk).rules.template_id for one in members)
        ordered = sorted(had, key=lambda pk: (-had[pk], pk != self.default, pk))
        found = {metric.pk: metric for pk in ordered for metric in self.books[pk].metrics}
        return list(found.values())

    def of_team(self, people: Sequence[Mapping[str, Any]]) -> Rulebook:
        """By which a team's card is scored: the template that most of its people's cards were; with as many, the
        default, else the one that came first. `people` are snapshots of cards.
        """
        had = Counter(person["template"]["id"] for person in people)
        known = [pk for pk in had if pk in self.books]
        best = min(known, key=lambda pk: (-had[pk], pk != self.default, pk), default=self.default)
        return self.books[best]


def library_for(week: Period, members: Sequence[Membership]) -> Library:
    """Two queries, however many people and templates."""
    return library_from(ASSIGNED.rows(members=ids_of(members), start=week.start), week)


def metrics_of(member: Membership, week: Period) -> list[Metric]:
    """What the member's card of a week scores, in its order."""
    return list(library_for(week, [member]).of(member.pk).metrics)


def assigned_facts(members: Members, start: date) -> QuerySet[Any]:
    """Who has which template in the week that begins then, as rows of `DatedFact`: a query of its own, or a part of
    a larger one.
    """
    begun = TemplateAssignment.objects.about(members).filter(from_on__lte=start)
    return dated(begun, TEMPLATE, "member_id", "from_on", NEVER, joined("template_id"))


ASSIGNED = Prepared(assigned_facts)


def library_from(rows: Sequence[tuple], week: Period) -> Library:
    """From the facts among these rows; one query for the templates themselves."""
    latest = {pk: facts[-1].figures for pk, facts in by_member(rows, TEMPLATE).items()}
    default = int(latest.pop(EVERYONE))
    given = {pk: int(template) for pk, template in latest.items() if template}
    return Library(books_of(week), given, default)


def books_of(week: Period) -> dict[int, Rulebook]:
    """Every template as it is in the week, by its id."""
    versions = TemplateVersion.objects.in_force(week.start)
    lines = TemplateLine.objects.filter(version__in=versions.values("pk")).order_by("version", "position")
    found: dict[int, list[TemplateLine]] = {}
    for line in lines.select_related("metric", "version__template"):
        found.setdefault(line.version.template_id, []).append(line)
    return {pk: rulebook(mine) for pk, mine in found.items()}


def rulebook(lines: Sequence[TemplateLine]) -> Rulebook:
    version = lines[0].version
    rules = Rules(
        version.template_id, version.template.name, tuple(scored(line) for line in lines), Fraction(version.cap),
        Fraction(version.floor), version.threshold, version.from_on,
    )  # fmt: skip
    return Rulebook(rules, tuple(line.metric for line in lines))


def scored(line: TemplateLine) -> Scored:
    metric = line.metric
    return Scored(
        metric.key, metric.name, line.weight, metric.unit, metric.direction == Metric.LOWER,
        metric.aggregate == Metric.RATIO,
    )  # fmt: skip
