"""What the page of goals shows, put together from a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from goals.models import Goal
from goals.permissions import can_set_target
from goals.progress import Progress, progress_of
from organizations.models import Membership, Organization
from organizations.periods import Period
from organizations.plain_names import plain


def people_to_see(viewer: Membership, today: date) -> QuerySet[Membership]:
    """The sellers whose goals a member sees: those without a goal first, then by name."""
    running = Goal.objects.running(today, date.max).filter(member=OuterRef("pk"))
    people = Membership.objects.visible_to(viewer).present().reps()
    return people.annotate(has_goal=Exists(running)).order_by("has_goal", "plain_name", "pk")


@dataclass(frozen=True)
class GoalLine:
    """A running goal and where the person stands this week."""

    goal: Goal
    progress: Progress


@dataclass(frozen=True)
class PersonGoals:
    """A person with their goals; who has none comes first."""

    member: Membership
    lines: tuple[GoalLine, ...]
    may_set: bool


def goals_by_person(
    members: Sequence[Membership], organization: Organization, week: Period, today: date, viewer: Membership
) -> list[PersonGoals]:
    goals: dict[int, list[Goal]] = defaultdict(list)
    running = Goal.objects.running(today, date.max).filter(member__in=members).select_related("metric")
    for goal in running.order_by("metric__position", "metric__name"):
        goals[goal.member_id].append(goal)
    metrics = {goal.metric_id: goal.metric for found in goals.values() for goal in found}
    progress = progress_of(members, list(metrics.values()), week, today, organization=organization)
    people = [
        PersonGoals(
            member,
            tuple(GoalLine(goal, progress[member.pk, goal.metric.key]) for goal in goals[member.pk]),
            can_set_target(viewer, member),
        )
        for member in members
    ]
    return sorted(people, key=lambda person: (bool(person.lines), plain(person.member.name)))
