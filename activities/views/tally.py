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
from activities.codes import CodedType, Unclear, by_type, counts_in
from activities.models import Activity, ActivityType, Outcome
from activities.services.codes import outcomes_by_code
from activities.services.tally import LOOK_BACK, MOST_OF_ONE, TALLY
from organizations.links import link
from organizations.refusals import REFUSED


def kinds() -> list[CodedType]:
    """Everything that can be logged, with its codes; two queries."""
    types = list(ActivityType.objects.in_use())
    return by_type(types, list(Outcome.objects.in_use().select_related("type").order_by("position", "pk")))


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
            return show(request, types, day, today, typed=request.POST, error=error)
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
    """What was typed for each outcome, in its field or by its code. Refuses what is no number; empty is none."""
    counts: dict[Outcome, int] = {}
    for outcome in (outcome for kind in types for outcome in kind.outcomes):
        text = posted.get(f"n-{outcome.pk}", "").strip() or "0"
        if not text.isdecimal() or len(text) > 6:
            said = {"name": outcome.name, "most": MOST_OF_ONE}
            raise ValidationError(_("%(name)s: type a number from 0 to %(most)s.") % said)
        counts[outcome] = int(text)
    return counts | counts_by_code(posted.get("codes", ""))


def counts_by_code(text: str) -> dict[Outcome, int]:
    """What stands on the sheet, as "C1 14, C7 3". A code of once means what it meant when it was printed."""
    try:
        said = counts_in(text)
    except Unclear as part:
        told = _("“%(part)s”: type a code and behind it how many, such as C1 14.") % {"part": str(part)[:40]}
        raise ValidationError({"codes": told}) from part
    known = outcomes_by_code() if said else {}
    counts: dict[Outcome, int] = {}
    for code, count in said.items():
        outcome = meant(code, known)
        counts[outcome] = counts.get(outcome, 0) + count
    return counts


def meant(code: str, known: Mapping[str, Outcome]) -> Outcome:
    outcome = known.get(code)
    if outcome is None:
        told = _("There is no code %(code)s. The codes stand in front of each line below.") % {
            "code": code[:20]
        }
        raise ValidationError({"codes": told})
    if outcome.retired_at or outcome.type.retired_at:
        told = _("%(code)s was “%(type)s: %(name)s”, which is retired. Count it as something else.")
        said = {"code": code, "type": outcome.type.name, "name": outcome.name}
        raise ValidationError({"codes": told % said})
    return outcome


def show(
    request: Any,
    types: list[CodedType],
    day: date,
    today: date,
    typed: Any = None,
    error: ValidationError | None = None,
) -> HttpResponse:
    there, logged = services.tallied(request.membership, day), logged_of(request, day)
    sections = [
        {
            "kind": kind,
            "rows": [
                {
                    "outcome": one, "name": f"n-{one.pk}", "logged": logged.get(one.pk, 0),
                    "value": typed.get(f"n-{one.pk}", "") if typed else there.get(one.pk, 0) or "",
                }
                for one in kind.outcomes
            ],
            "open": at == 0 or any(there.get(one.pk) for one in kind.outcomes),
        }
        for at, kind in enumerate(types)
    ]  # fmt: skip
    by_code = error.message_dict.get("codes", []) if error and hasattr(error, "error_dict") else []
    context = {
        "sections": sections, "day": day, "is_today": day == today, "most": MOST_OF_ONE,
        "codes": typed.get("codes", "") if typed else "", "wrong_codes": " ".join(by_code),
        "wrong": " ".join(error.messages) if error and not by_code else "",
        "days": [today - timedelta(days=back) for back in range(LOOK_BACK.days)], "total": sum(there.values()),
    }  # fmt: skip
    return render(request, "activities/tally.html", context, status=REFUSED if error else 200)


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
