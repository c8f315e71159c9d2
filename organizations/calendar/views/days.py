"""What makes a person's days: schedule, region, first and last day, ramp. For admins and who leads them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organizations import services
from organizations.calendar.forms.days import DatesForm, MoveForm, RegionForm, ScheduleForm, region_in_words
from organizations.calendar.history import weeks_in_words, weights_in_words
from organizations.calendar.lookups import member_managed, member_seen
from organizations.calendar.permissions import can_manage_days
from organizations.links import link
from organizations.models import HolidayRegion, Membership, Schedule, StandardWeek
from organizations.models.organization import BEGINNING
from organizations.periods import DAY
from organizations.refusals import REFUSED, show_refusal
from organizations.services.rules import standard_week_on


@require_http_methods(["GET", "POST"])
def schedule(request: Any, pk: int) -> HttpResponse:
    """Seen by the person, changed by who leads them and by admins."""
    if request.method == "GET":
        return schedule_page(request, member_seen(request, pk))
    member = member_managed(request, pk)
    form = week_form(request, member, request.POST)
    if form.is_valid():
        try:
            services.set_schedule(
                membership=member, from_on=form.cleaned_data["from_on"], weights=form.weights,
                by=request.membership, now=request.now,
            )  # fmt: skip
        except ValidationError as error:
            show_refusal(form, error)
        else:
            return done(request, member, _("The schedule is set."))
    return schedule_page(request, member, REFUSED, schedule=form)


@require_POST
def remove_schedule(request: Any, pk: int) -> HttpResponse:
    """Take back a schedule that no closed week rests on."""
    found = Schedule.objects.filter(membership__in=Membership.objects.visible_to(request.membership))
    one = get_object_or_404(found.select_related("membership"), pk=pk)
    member = one.membership = member_managed(request, one.membership_id)
    try:
        services.remove_schedule(schedule=one, by=request.membership, now=request.now)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(link(request.organization, "organizations:schedule", pk=member.pk))
    return done(request, member, _("The schedule is taken back; what held before it goes on."))


@require_POST
def move(request: Any, pk: int) -> HttpResponse:
    """Whose public holidays the person has, from a day on."""
    member = member_managed(request, pk)
    form = MoveForm(request.POST, prefix="move", nowhere=nowhere_words(request))
    if form.is_valid():
        try:
            services.set_member_region(
                membership=member, by=request.membership, now=request.now, **form.cleaned_data
            )
        except ValidationError as error:
            show_refusal(form, error)
        else:
            return done(request, member, _("The region is set."))
    return schedule_page(request, member, REFUSED, move=form)


@require_POST
def dates(request: Any, pk: int) -> HttpResponse:
    """The first and the last day that count."""
    member = member_managed(request, pk)
    form = DatesForm(request.POST, prefix="dates")
    if form.is_valid():
        try:
            services.set_dates(
                membership=member, started_on=form.cleaned_data["started_on"], ended_on=form.ended_on,
                by=request.membership, now=request.now,
            )  # fmt: skip
        except ValidationError as error:
            show_refusal(form, error, {"ended_on": "last_on"})
        else:
            return done(request, member, _("The days are set."))
    return schedule_page(request, member, REFUSED, dates=form)


@require_GET
def regions(request: Any) -> HttpResponse:
    """The fragment with the regions of a country, when another country is chosen."""
    prefix = request.GET.get("prefix", "")
    form = RegionForm(request.GET, prefix=prefix if prefix in ("move", "region") else None)
    return render(request, "calendar/_regions.html", {"form": form, "kept": True})


def done(request: Any, member: Membership, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(link(request.organization, "organizations:schedule", pk=member.pk))


def week_form(request: Any, member: Membership, data: QueryDict | None = None) -> ScheduleForm:
    """Filled with what holds now; from today, or the day the person starts."""
    today = member.today(request.now)
    begun = Schedule.objects.filter(membership=member, from_on__lte=today).order_by("-from_on").first()
    weights: tuple[Decimal, ...] = (begun or standard_week_on(today)).weights()
    start: date = max(today, member.started_on or today)
    return ScheduleForm(
        data, weights=weights, first_weekday=request.organization.rule_on("first_weekday", today),
        initial={"from_on": start},
    )  # fmt: skip


def nowhere_words(request: Any) -> str:
    where = region_in_words(request.organization.country, request.organization.subdivision)
    return _("As the organization (%(where)s)") % {"where": where or _("no public holidays")}


def schedule_page(request: Any, member: Membership, status: int = 200, **forms: Any) -> HttpResponse:
    """The page; `forms` are those that were refused, with what was typed."""
    today = member.today(request.now)
    asked = {"country": member.country, "subdivision": member.subdivision}
    last_on = member.ended_on and member.ended_on - DAY
    schedules = list(Schedule.objects.filter(membership=member).order_by("-from_on"))
    standard = standard_week_on(today)
    may_manage = can_manage_days(request.membership, member)
    context = {
        "member": member,
        "is_own": member == request.membership,
        "may_manage": may_manage,
        "weeks": weeks_in_words(schedules, member.rules_from(request.now)),
        "verdict": verdict_of(member, schedules, standard, today, own=member == request.membership),
        "last_on": last_on,
        "places": places_of(request, member),
        "where": region_in_words(member.country, member.subdivision) or nowhere_words(request),
        "schedule_form": forms.get("schedule") or (week_form(request, member) if may_manage else None),
        "move_form": forms.get("move")
        or MoveForm(prefix="move", nowhere=nowhere_words(request), initial=asked | {"from_on": today}),
        "dates_form": forms.get("dates")
        or DatesForm(prefix="dates", initial={"started_on": member.started_on, "last_on": last_on}),
    }
    return render(request, "calendar/schedule.html", context, status=status)


def verdict_of(
    member: Membership, schedules: Sequence[Schedule], standard: StandardWeek, today: date, *, own: bool
) -> str:
    """What holds today: "Rob works Mon to Thu, ½ Fri"."""
    week = next((one for one in schedules if one.from_on <= today), standard)
    facts = {"name": member.name, "week": weights_in_words(week.weights())}
    return _("You work %(week)s.") % facts if own else _("%(name)s works %(week)s.") % facts


def places_of(request: Any, member: Membership) -> list[tuple[str, date | None]]:
    """Where the person worked by date, the latest first; None for what held before the first change."""
    rows = HolidayRegion.objects.filter(membership=member).order_by("-from_on")
    return [
        (
            region_in_words(row.country, row.subdivision) or nowhere_words(request),
            None if row.from_on <= BEGINNING else row.from_on,
        )
        for row in rows
    ]
