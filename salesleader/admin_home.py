"""The organization at a glance for its admins: who is led, what was done, what went out, what came in."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from goals.models import Goal
from imports.models import ImportBatch
from metrics.engine import Tally, tally
from metrics.models import Metric
from organizations.calendar.absences import waiting_for
from organizations.models import Membership, OutboxMail, Team
from organizations.periods import Period
from organizations.services import erase_demo
from organizations.teams.coverage import Coverage, coverage
from salesleader.start.steps import reminder_for
from salesleader.today import address
from scorecards.pages import rows_link

TOTALS = ["attempts", "conversations", "meetings_held", "opportunities_won"]
BATCHES = 5


@require_GET
def admin_home(request: Any) -> HttpResponse:
    """For admins only."""
    if not request.membership.is_admin:
        raise PermissionDenied
    day = request.membership.today(request.now)
    running = request.organization.week_of(day)
    last, aimless = request.organization.week_before(running), aimless_in(running)
    there = There.look(aimless)
    missing = coverage(request.membership, request.organization, day)
    waiting = waiting_for(request.membership)
    request.looks_at("absences", *(off.member_id for off in waiting))
    context = {
        "day": day, "week": last, "coverage": missing, "aimless": aimless,
        "verdict": verdict(missing, aimless, there), "there": there, "totals": totals(request, last),
        "mail": waiting_mail(), "batches": list(ImportBatch.objects.order_by("-started_at", "-pk")[:BATCHES]),
        "people_url": address(request, "organizations:people"), "goals_url": address(request, "goals:goals"),
        "outbox_url": address(request, "organizations:outbox"), "imports_url": address(request, "imports:batches"),
        "numbers_url": address(request, "metrics:numbers"), "set_up": reminder_for(request.membership),
        "waiting": waiting,
    }  # fmt: skip
    return render(request, "home/admin.html", context)


def aimless_in(week: Period) -> list[Membership]:
    """Reps who have no goal in this week."""
    aimed = Goal.objects.running(week.start, week.end).filter(member=OuterRef("pk"))
    reps = Membership.objects.present().reps().order_by("plain_name", "pk")
    return list(reps.filter(~Exists(aimed)))


@dataclass(frozen=True)
class There:
    """Whether there is a team at all, and anybody who sells: of nothing it is no praise that all of it is led."""

    teams: bool
    reps: bool

    @classmethod
    def look(cls, aimless: list[Membership]) -> "There":
        reps = bool(aimless) or Membership.objects.present().reps().exists()
        return cls(Team.objects.in_use().exists(), reps)


def verdict(missing: Coverage, aimless: list[Membership], there: There) -> str:
    """The gap that weighs most, in a sentence."""
    if missing:
        return f"{missing.gaps[0].title}."
    if len(aimless) == 1:
        return _("%(name)s has no goal.") % {"name": aimless[0].name}
    if aimless:
        count = len(aimless)
        return ngettext("%(n)s rep has no goal.", "%(n)s reps have no goal.", count) % {"n": count}
    if not there.teams:
        return _("There is no team yet.")
    return _("Every team is led, and every rep has a goal.") if there.reps else _("Nobody sells here yet.")


def totals(request: Any, week: Period) -> dict[str, Any]:
    """Last week by team, as the engine counts it: a team with all teams below it, and the whole."""
    metrics = list(Metric.objects.in_use().filter(key__in=TOTALS))
    by_team = tally(metrics, week, by="team", organization=request.organization)
    whole = tally(metrics, week, by="organization", organization=request.organization)
    return {
        "metrics": metrics,
        "teams": [
            {"row": row, "indent": min(row.depth, 4), "figures": figures(request, by_team, week, row.id)}
            for row in by_team.rows
        ],
        "whole": figures(request, whole, week, None),
    }  # fmt: skip


def figures(request: Any, counted: Tally, week: Period, who: int | None) -> list[tuple[Any, str]]:
    """Each figure with the address of its rows. Work in no team has no address of its own."""
    team = {"team": who} if who else {}
    return [
        (counted.value(metric.key, who), rows_link(request.organization, metric.key, week, **team))
        for metric in counted.metrics
    ]


@require_POST
def clear_demo(request: Any) -> HttpResponse:
    """Take the demo away, by its admin, and lead back to the sign-in."""
    if not request.membership.is_admin:
        raise PermissionDenied
    if not request.organization.is_demo:
        raise Http404
    erase_demo(organization=request.organization)
    logout(request)
    messages.success(request, _("The demo is gone. “python3 dev.py demo-reset” brings it back."))
    return redirect("account_login")


def waiting_mail() -> dict[str, int]:
    """How many mails wait and how many failed; one query."""
    waiting = Q(state__in=[OutboxMail.PENDING, OutboxMail.SENDING])
    return OutboxMail.objects.aggregate(
        waiting=Count("pk", filter=waiting), failed=Count("pk", filter=Q(state=OutboxMail.FAILED))
    )
