"""The end-of-day tally, and the paper sheet with the same codes."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from activities import services
from activities.codes import CodedType, coded
from activities.models import Activity, ActivityType, Outcome
from activities.services.tally import LOOK_BACK, MOST_OF_ONE, TALLY
from organizations.links import link
from organizations.refusals import REFUSED


def kinds() -> list[CodedType]:
    """Everything that can be logged, with its codes; two queries."""
    types = list(ActivityType.objects.in_use())
    return coded(types, list(Outcome.objects.in_use().select_related("type").order_by("position", "pk")))


def day_of(request: Any, today: date) -> date:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today


@require_http_methods(["GET", "POST"])
def tally(request: Any) -> HttpResponse:
    """How many of each on a day; what is tallied already stands there and may be changed."""
    me = request.membership
    today = me.today(request.now)
    day, types = day_of(request, today), kinds()
    if request.method == "POST":
        try:
            added, removed = services.tally(
                member=me, day=day, counts=counts_of(request.POST, types), by=me, now=request.now
            )
        except ValidationError as error:
            return show(request, types, day, today, typed=request.POST, wrong=" ".join(error.messages))
        messages.success(request, said(added, removed))
        return redirect(f"{link(request.organization, 'activities:tally')}?{urlencode({'day': day})}")
    return show(request, types, day, today)


def said(added: int, removed: int) -> str:
    parts = []
    if added:
        parts.append(ngettext("%(n)s entry added.", "%(n)s entries added.", added) % {"n": added})
    if removed:
        parts.append(ngettext("%(n)s taken out.", "%(n)s taken out.", removed) % {"n": removed})
    return " ".join(parts) or _("Nothing has changed.")


def counts_of(posted: Mapping[str, Any], types: list[CodedType]) -> dict[Outcome, int]:
    """What was typed for each outcome. Refuses what is no number; an empty field is none."""
    counts: dict[Outcome, int] = {}
    for line in (line for kind in types for line in kind.outcomes):
        text = posted.get(f"n-{line.outcome.pk}", "").strip() or "0"
        if not text.isdecimal() or len(text) > 6:
            said = {"name": line.outcome.name, "most": MOST_OF_ONE}
            raise ValidationError(_("%(name)s: type a number from 0 to %(most)s.") % said)
        counts[line.outcome] = int(text)
    return counts


def show(
    request: Any, types: list[CodedType], day: date, today: date, typed: Any = None, wrong: str = ""
) -> HttpResponse:
    there, logged = services.tallied(request.membership, day), logged_of(request, day)
    sections = [
        {
            "kind": kind,
            "rows": [
                {
                    "coded": line, "name": f"n-{line.outcome.pk}", "logged": logged.get(line.outcome.pk, 0),
                    "value": typed.get(f"n-{line.outcome.pk}", "") if typed else there.get(line.outcome.pk, 0) or "",
                }
                for line in kind.outcomes
            ],
            "open": at == 0 or any(there.get(line.outcome.pk) for line in kind.outcomes),
        }
        for at, kind in enumerate(types)
    ]  # fmt: skip
    context = {
        "sections": sections, "day": day, "is_today": day == today, "wrong": wrong, "most": MOST_OF_ONE,
        "days": [today - timedelta(days=back) for back in range(LOOK_BACK.days)], "total": sum(there.values()),
    }  # fmt: skip
    return render(request, "activities/tally.html", context, status=REFUSED if wrong else 200)


def logged_of(request: Any, day: date) -> dict[int, int]:
    """How many of each outcome were logged one by one that day, so that nobody counts them twice."""
    entries = (
        Activity.objects.kept().filter(member=request.membership, occurred_on=day).exclude(evidence=TALLY)
    )
    found: dict[int, int] = {}
    for outcome_id in entries.values_list("outcome", flat=True):
        found[outcome_id] = found.get(outcome_id, 0) + 1
    return found


@require_GET
def tally_sheet(request: Any) -> HttpResponse:
    """One page of paper for a week, with the codes of the tally page."""
    me = request.membership
    week = request.organization.week_of(day_of(request, me.today(request.now)))
    types = kinds()
    lines = sum(len(kind.outcomes) + 1 for kind in types)
    context = {"columns": halves(types, lines), "days": list(week.days()), "week": week}
    return render(request, "activities/tally_sheet.html", context)


def halves(types: list[CodedType], lines: int) -> list[list[CodedType]]:
    """Two columns of about the same length."""
    left: list[CodedType] = []
    used = 0
    for kind in types:
        if used and used + (len(kind.outcomes) + 1) / 2 > lines / 2:
            break
        left.append(kind)
        used += len(kind.outcomes) + 1
    return [left, types[len(left) :]]
