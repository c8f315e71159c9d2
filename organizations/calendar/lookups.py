"""Finding what a page or a call of the working calendar is about, as far as the caller sees it."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from organizations.links import link
from organizations.models import Membership, RampTemplate, TimeOff
from organizations.periods import Period, month_of
from organizations.ramps import TEMPLATES, Template, as_template

from .forms.time_off import FIRST, LAST
from .permissions import can_change_rules, can_manage_days


def member_seen(request: Any, pk: int) -> Membership:
    if pk == request.membership.pk:
        return request.membership
    member = get_object_or_404(Membership.objects.visible_to(request.membership), pk=pk)
    member.organization = request.organization
    request.looks_at("days", member.pk)
    return member


def member_managed(request: Any, pk: int) -> Membership:
    member = member_seen(request, pk)
    if not can_manage_days(request.membership, member):
        raise PermissionDenied
    return member


def calendar_of(request: Any, member: Membership) -> str:
    """The address of a member's calendar: one's own has one without an id."""
    if member == request.membership:
        return link(request.organization, "organizations:my_calendar")
    return link(request.organization, "organizations:calendar", pk=member.pk)


def time_off_seen(request: Any, pk: int) -> TimeOff:
    seen = TimeOff.objects.visible_to(request.membership).with_people()
    off = get_object_or_404(seen, pk=pk)
    off.membership.organization = request.organization
    request.looks_at("time_off", off.membership_id, record=off.pk)
    return off


def rules_only(request: Any) -> None:
    if not can_change_rules(request.membership):
        raise PermissionDenied


def ramp_templates() -> list[Template]:
    """What a ramp can start from: what is shipped, then the organization's own by name."""
    return [*TEMPLATES, *(as_template(row) for row in RampTemplate.objects.all())]


def month_asked(text: str | None, today: date) -> Period:
    """The month of an address such as ?month=2026-11; the running one for anything else."""
    try:
        day = date.fromisoformat(f"{text}-01")
    except ValueError:
        return month_of(today)
    return month_of(day) if FIRST <= day < LAST else month_of(today)


def day_asked(text: str | None) -> date | None:
    """The day of an address such as ?on=2026-11-25; None for anything else."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if FIRST <= day < LAST else None


def year_around(month: Period) -> Period:
    """The calendar year of a month, with a week on both sides for weeks across new year."""
    week = timedelta(days=7)
    return Period(date(month.start.year, 1, 1) - week, date(month.start.year + 1, 1, 1) + week)
