"""What the pages of cards show beside the snapshot: the split of the gap, amendments in words, neighbours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from goals.diagnosis import Step, diagnose, points_shown
from organizations.kept_words import reworded
from organizations.links import link
from organizations.models import Membership, Organization
from organizations.name_words import in_sentence
from organizations.periods import Period
from scorecards.models import Amendment, Card
from scorecards.reading import CardView, LineView, exact
from scorecards.verdicts import FUNNEL


@dataclass(frozen=True)
class Row:
    """A line of the card with the address of the records behind it."""

    line: LineView
    href: str


@dataclass(frozen=True)
class SplitPart:
    """One factor's part of the shortfall, in points."""

    name: str
    why: str
    points: int


@dataclass(frozen=True)
class Change:
    """One figure that an amendment would change."""

    name: str
    unit: str
    before: Fraction | None
    after: Fraction | None


@dataclass(frozen=True)
class AmendmentView:
    at: datetime
    cause: str
    actor: str
    changes: list[Change]
    score_before: Fraction | None
    score_after: Fraction | None
    days_before: Fraction | None = None
    days_after: Fraction | None = None


def rows_of(card: CardView, organization: Organization, member_id: int | None) -> list[Row]:
    return [Row(line, rows_link(organization, line.key, card.week, member=member_id)) for line in card.lines]


def rows_link(organization: Organization, key: str, week: Period, **whose: int | None) -> str:
    """The records behind a figure of a week."""
    asked = {"from": week.start.isoformat(), "to": week.last.isoformat()}
    asked |= {name: str(pk) for name, pk in whose.items() if pk is not None}
    return f"{link(organization, 'metrics:rows', key=key)}?{urlencode(asked)}"


def split_of(card: CardView) -> list[SplitPart]:
    """Where the shortfall of the last funnel step comes from; empty when nothing is short or too little is known."""
    lines = {line.key: line for line in card.scored if line.key in FUNNEL and not line.is_ratio}
    funnel = [lines[key] for key in FUNNEL if key in lines]
    gap = card.gap
    if gap is None or gap.key not in lines:
        return []
    steps = [
        Step(line.key, line.name, line.actual or 0, line.target or 0)
        for line in funnel[: [one.key for one in funnel].index(gap.key) + 1]
    ]
    if len(steps) < 2 or not all(step.target for step in steps):
        return []
    found = diagnose(steps)
    points = points_shown(found)
    return [
        SplitPart(
            part.label if n else _("Number of %(name)s") % {"name": in_sentence(part.label)},
            reworded(part.cause),
            points[n],
        )
        for n, part in enumerate(found.parts)
    ]


def amendments_of(card: Card, found: Iterable[Amendment]) -> list[AmendmentView]:
    """Each with what it changed, in the names and units of the card."""
    return [amendment_view(card, amendment) for amendment in found]


def amendment_view(card: Card, amendment: Amendment) -> AmendmentView:
    before, after = amendment.before, amendment.after
    lines = card.snapshot.get("lines", [])
    changes = [one for line in lines if (one := changed(line, line["name"], "actuals", before, after))]
    changes += [
        one
        for line in lines
        if (one := changed(line, _("target of %(name)s") % {"name": line["name"]}, "targets", before, after))
    ]
    return AmendmentView(
        amendment.at, reworded(amendment.cause), amendment.actor.name if amendment.actor else "", changes,
        exact(before.get("score")), exact(after.get("score")), exact(before.get("days")), exact(after.get("days")),
    )  # fmt: skip


def changed(
    line: Mapping[str, Any], name: str, which: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Change | None:
    """The figure of a line as it was and would be; None where it is the same, or was not kept then."""
    old, new = (figures.get(which, {}).get(line["key"]) for figures in (before, after))
    if old == new or which not in before:
        return None
    return Change(name, line["unit"], exact(old), exact(new))


def neighbours(card: Card, viewer: Membership) -> tuple[Card | None, Card | None]:
    """The member's cards of the weeks before and after, among those the viewer sees."""
    own = (
        Card.objects.visible_to(viewer).closed().filter(member=card.member_id).only("pk", "week_on", "member")
    )
    before = own.filter(week_on__lt=card.week_on).order_by("-week_on").first()
    return before, own.filter(week_on__gt=card.week_on).order_by("week_on").first()
