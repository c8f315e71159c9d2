"""The organization's calendar, for its admins: standard week, public holidays by region, own days, a year's totals."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from organizations import services
from organizations.calendar.forms.days import OwnDayForm, RegionForm, WeekForm, region_in_words
from organizations.calendar.history import total, weights_in_words
from organizations.calendar.lookups import rules_only
from organizations.calendar.year import year_view
from organizations.calendars import DaysOff, facts_of
from organizations.holidays_of import RegionStep, is_known_region
from organizations.links import link
from organizations.models import HolidayRegion, Membership, OwnDay, StandardWeek
from organizations.models.organization import BEGINNING
from organizations.periods import year_of
from organizations.refusals import REFUSED, show_refusal
from organizations.services.rules import standard_week_on


@require_GET
def rules(request: Any) -> HttpResponse:
    rules_only(request)
    return rules_page(request)


@require_POST
def set_week(request: Any) -> HttpResponse:
    rules_only(request)
    form = week_form(request, request.POST)
    if form.is_valid():
        try:
            services.set_standard_week(
                organization=request.organization,
                weights=form.weights,
                by=request.membership,
                now=request.now,
            )
        except ValidationError as error:
            show_refusal(form, error)
        else:
            return done(request, _("The working week is set."))
    return rules_page(request, REFUSED, week=form)


@require_POST
def set_region(request: Any) -> HttpResponse:
    rules_only(request)
    form = RegionForm(request.POST, prefix="region")
    if form.is_valid():
        try:
            services.set_holiday_region(
                organization=request.organization, by=request.membership, now=request.now, **form.cleaned_data
            )
        except ValidationError as error:
            show_refusal(form, error)
        else:
            return done(request, _("The public holidays are set."))
    return rules_page(request, REFUSED, region=form)


@require_POST
def add_own_day(request: Any) -> HttpResponse:
    rules_only(request)
    form = OwnDayForm(request.POST, places=places_of(request))
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = services.add_own_day(
                organization=request.organization, on=data["on"], name=data["name"], share=data["share"],
                by=request.membership, now=request.now, **form.place,
            )  # fmt: skip
        except ValidationError as error:
            show_refusal(form, error)
        else:
            undo = link(request.organization, "organizations:remove_own_day", pk=made.pk)
            return done(request, _("%(name)s is in the calendar.") % {"name": made.name}, undo)
    return rules_page(request, REFUSED, own=form)


@require_POST
def remove_own_day(request: Any, pk: int) -> HttpResponse:
    rules_only(request)
    day = get_object_or_404(OwnDay, pk=pk)
    try:
        services.remove_own_day(
            organization=request.organization, day=day, by=request.membership, now=request.now
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(link(request.organization, "organizations:calendar_rules"))
    return done(request, _("%(name)s is taken out of the calendar.") % {"name": day.name})


def done(request: Any, words: str, undo: str = "") -> HttpResponse:
    messages.success(request, words, extra_tags=f"undo:{undo}" if undo else "")
    year = request.GET.get("year", "")
    address = link(request.organization, "organizations:calendar_rules")
    return redirect(f"{address}?year={year}" if year.isdecimal() else address)


def week_form(request: Any, data: Any = None) -> WeekForm:
    first = request.organization.rules_from(request.now)
    weekday = request.organization.rule_on("first_weekday", first)
    return WeekForm(data, weights=standard_week_on(first).weights(), first_weekday=weekday)


def places_of(request: Any) -> dict[str, str]:
    """The regions that people work in, by code, with their names: the organization's first."""
    organization = request.organization
    own = [(organization.country, organization.subdivision)]
    found = Membership.objects.present().exclude(country="").values_list("country", "subdivision").distinct()
    codes = [*own, *sorted(found)]
    return {
        f"{country}-{part}" if part else country: region_in_words(country, part)
        for country, part in codes if country
    }  # fmt: skip


def rules_page(request: Any, status: int = 200, **forms: Any) -> HttpResponse:
    """The page; `forms` are those that were refused, with what was typed."""
    organization, now = request.organization, request.now
    today, first = organization.today(now), organization.rules_from(now)
    years, number = (today.year, today.year + 1), year_asked(request, today.year)
    places = places_of(request)
    at = request.GET.get("at", "") if request.GET.get("at", "") in places else ""
    year = year_of(today.replace(year=number, month=6, day=1))
    off = DaysOff(facts_of([request.membership], year), organization, year)
    own = list(OwnDay.objects.filter(on__gte=year.start, on__lt=year.end))
    running, planned = standard_week_on(today), StandardWeek.objects.filter(from_on__gt=today).first()
    region = {
        "country": organization.country,
        "subdivision": organization.subdivision,
    }
    context = {
        "year": year_view(number, off, steps_at(at, off), own, first),
        "years": years,
        "places": places,
        "at": at,
        "where": region_in_words(organization.country, organization.subdivision),
        "from_on": None if first == BEGINNING else first,
        "week_words": weights_in_words(running.weights()),
        "week_days": total(running.weights()),
        "next_week": planned,
        "next_words": weights_in_words(planned.weights()) if planned else "",
        "next_region": HolidayRegion.objects.filter(membership=None, from_on__gt=today).first(),
        "week_form": forms.get("week") or week_form(request),
        "region_form": forms.get("region") or RegionForm(prefix="region", initial=region),
        "own_form": forms.get("own") or OwnDayForm(places=places, initial={"on": request.GET.get("on", "")}),
        "here": f"?year={number}" + (f"&at={at}" if at else ""),
    }
    return render(request, "calendar/rules.html", context, status=status)


def steps_at(at: str, off: DaysOff) -> tuple[RegionStep, ...]:
    """The region that was chosen for a look, else where the organization is, by date."""
    country, _, part = at.partition("-")
    return (RegionStep(BEGINNING, country, part),) if is_known_region(country, part) else off.everyone


def year_asked(request: Any, this: int) -> int:
    """This year or the next: what an admin plans for."""
    return this + 1 if request.GET.get("year") == str(this + 1) else this
