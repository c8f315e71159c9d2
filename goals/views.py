"""Pages of goals."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from goals import services
from goals.forms import TargetForm
from goals.models import Goal
from goals.overview import PersonGoals, goals_by_person, people_to_see
from goals.permissions import can_set_target
from goals.progress import progress_of
from metrics.models import Metric
from organizations import registry
from organizations.links import link
from organizations.models import Membership
from organizations.periods import Period

A_PAGE = 25


@require_GET
def goals(request: Any) -> HttpResponse:
    """Everybody whose goals one sees, who has none first, with this week's targets and their arithmetic."""
    return page(request, None, None)


def page(request: Any, form: TargetForm | None, whose: Membership | None) -> HttpResponse:
    """The page, with one person's form as it was sent when something in it was wrong."""
    me, today = request.membership, request.membership.today(request.now)
    week = request.organization.week_of(today)
    people = Paginator(people_to_see(me, today), A_PAGE).get_page(request.GET.get("page"))
    rows = goals_by_person(list(people), request.organization, week, today, me)
    metrics = list(Metric.objects.in_use())
    scored = scored_by_cards([row.member for row in rows if row.may_set], week)
    request.looks_at("goals", *(row.member.pk for row in rows))
    context = {
        "page": people, "week": week, "today": today, "without": sum(1 for row in rows if not row.lines),
        "rows": [(row, form if whose == row.member else blank(row, today, metrics, scored)) for row in rows],
        "wrong": whose.pk if whose else 0, "alone": len(rows) == 1 and rows[0].member == me,
    }  # fmt: skip
    return render(request, "goals/goals.html", context, status=422 if form else 200)


def scored_by_cards(members: list[Membership], week: Period) -> dict[int, list[int]]:
    """By member id, the ids of the metrics that their weekly card scores."""
    return dict(registry.ask("metrics of cards", members=members, week=week)) if members else {}


def blank(
    row: PersonGoals, today: date, metrics: list[Metric], scored: dict[int, list[int]]
) -> TargetForm | None:
    """An empty form for whom one may set targets. Ids carry the person, so that a page may hold many."""
    if not row.may_set:
        return None
    first = scored.get(row.member.pk, [])
    return TargetForm(
        metrics=metrics, first=first, initial={"from_on": today}, auto_id=f"id_{row.member.pk}_%s"
    )


@require_POST
def set_target(request: Any, pk: int) -> HttpResponse:
    """Set or change a person's target; the form stands in their row, or on the goal's own page."""
    me = request.membership
    member = get_object_or_404(Membership.objects.visible_to(me).present().reps(), pk=pk)
    if not can_set_target(me, member):
        raise PermissionDenied
    scored = scored_by_cards([member], request.organization.week_of(member.today(request.now)))
    form = TargetForm(
        request.POST, metrics=list(Metric.objects.in_use()), first=scored.get(member.pk, []),
        auto_id=f"id_{member.pk}_%s",
    )  # fmt: skip
    if form.is_valid() and (goal := saved(request, form, member)):
        messages.success(
            request,
            _("%(metric)s of %(member)s: set from %(day)s.")
            % {
                "metric": goal.metric.name,
                "member": member.name,
                "day": form.cleaned_data["from_on"],
            },
        )
        return redirect(link(request.organization, "goals:goal", pk=goal.pk))
    return page(request, form, member)


def saved(request: Any, form: TargetForm, member: Membership) -> Goal | None:
    """The goal, or None with what was wrong shown at its field."""
    try:
        return services.set_target(
            member=member, metric=form.chosen, value=form.exact,
            from_on=form.cleaned_data["from_on"], reason=form.cleaned_data["reason"],
            by=request.membership, now=request.now,
        )  # fmt: skip
    except ValidationError as error:
        form.show_errors(error.message_dict)
        return None


@require_GET
def goal(request: Any, pk: int) -> HttpResponse:
    """One goal: this week's target with its arithmetic, every step it has had, and who set it."""
    found = get_object_or_404(Goal.objects.visible_to(request.membership).with_everything(), pk=pk)
    today = found.member.today(request.now)
    week = request.organization.week_of(today)
    progress = progress_of([found.member], [found.metric], week, today, organization=request.organization)
    may_set = can_set_target(request.membership, found.member)
    request.looks_at("goals", found.member_id)
    context = {
        "goal": found, "week": week, "progress": progress[found.member_id, found.metric.key], "today": today,
        "may_set": may_set and found.ends_on is None, "form": change_form(found, today) if may_set else None,
    }  # fmt: skip
    return render(request, "goals/goal.html", context)


def change_form(goal: Goal, today: date) -> TargetForm:
    start = {"metric": goal.metric.key, "from_on": today}
    return TargetForm(metrics=[goal.metric], initial=start, auto_id=f"id_{goal.member_id}_%s")


@require_POST
def end_goal(request: Any, pk: int) -> HttpResponse:
    """Ask for nothing more from today on."""
    found = get_object_or_404(Goal.objects.visible_to(request.membership).with_everything(), pk=pk)
    if not can_set_target(request.membership, found.member):
        raise PermissionDenied
    today = found.member.today(request.now)
    if found.ends_on is None:
        services.end_goal(goal=found, on=today, by=request.membership, now=request.now)
        messages.success(
            request,
            _("%(metric)s of %(member)s has no target any more.")
            % {"metric": found.metric.name, "member": found.member.name},
        )
    return redirect(link(request.organization, "goals:goals"))
