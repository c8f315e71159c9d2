"""What each step shows and saves. A page is a form, what to do with it, and what else it shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _

from goals.models import TargetStep
from goals.services import set_target
from metrics.models import Metric
from organizations import services
from organizations.date_words import long_full_day
from organizations.holidays_of import public_holidays
from organizations.models import Membership, SetUp, Team
from organizations.models.organization import BEGINNING
from organizations.periods import Period
from organizations.places import region_choices
from organizations.refusals import sent, show_refusal
from organizations.services.calendar import WEEKDAYS
from organizations.services.house_rules import wanted_value
from organizations.services.rules import standard_week_on
from scorecards.library import metrics_of
from scorecards.models import Watch
from scorecards.observers.naming import name_observer

from .cards import card_form, save_card
from .forms import HolidaysForm, LeadsForm, MoneyForm, PartnerForm, TargetsForm, TeamRow, WeekForm
from .people import people_form, save_people, shown_people

TeamRows = formset_factory(TeamRow, extra=0, max_num=20)
NEXT_HOLIDAYS = 5


@dataclass(frozen=True)
class Page:
    """`save` returns False when the same step has something more to ask. It may refuse with a ValidationError."""

    form: Callable[[Any], Any]
    save: Callable[[Any, Any], bool | None]
    shows: Callable[[Any], dict[str, Any]] = lambda request: {}
    template: str = "start/step.html"


# --- Who leads


def leads_form(request: Any) -> forms.Form:
    found = SetUp.objects.first()
    return LeadsForm(sent(request), initial={"leading": found.leading if found else ""})


def save_leads(request: Any, form: Any) -> None:
    services.say_who_leads(leading=form.cleaned_data["leading"], by=request.membership, now=request.now)


# --- Teams


def teams_form(request: Any) -> BaseFormSet:
    found = SetUp.objects.first()
    mine = found is None or found.leading != SetUp.OTHER
    there = Team.objects.exists()
    first = {"leader": TeamRow.ME if mine and not there else TeamRow.LATER}
    rows = [first, *({"leader": TeamRow.LATER} for _number in range(2))]
    return TeamRows(sent(request), initial=rows, form_kwargs={"empty_permitted": True}, prefix="team")


def save_teams(request: Any, rows: Any) -> None:
    """All of them or none: what is wrong is said at its row."""
    wrong = False
    with transaction.atomic():
        for row in rows:
            if (name := row.cleaned_data.get("name", "").strip()) and not start_team(request, row, name):
                wrong = True
        if wrong:
            raise ValidationError("")


def start_team(request: Any, row: TeamRow, name: str) -> bool:
    try:
        with transaction.atomic():
            services.start_team(
                name=name,
                is_mine=row.cleaned_data["leader"] == TeamRow.ME,
                by=request.membership,
                now=request.now,
            )
    except ValidationError as error:
        show_refusal(row, error, {"__all__": "name"})
        return False
    return True


def shown_teams(request: Any) -> dict[str, Any]:
    return {"teams": list(Team.objects.select_related("leader").order_by("path"))}


# --- Working week


def week_form(request: Any) -> forms.Form:
    organization = request.organization
    held = standard_week_on(organization.rules_from(request.now))
    return WeekForm(
        sent(request),
        initial={
            "zone": wanted_value(organization, "zone", request.now),
            "days": [str(day) for day, weight in enumerate(held.weights()) if weight],
            "first_weekday": wanted_value(organization, "first_weekday", request.now),
        },
    )


def save_week(request: Any, form: Any) -> None:
    chosen, organization = form.cleaned_data, request.organization
    begins = services.settle_in(
        organization=organization, zone=chosen["zone"], first_weekday=chosen["first_weekday"],
        by=request.membership, now=request.now,
    )  # fmt: skip
    if sorted(chosen["days"]) != sorted(form.initial["days"]):
        week = services.set_standard_week(
            organization=organization, weights={WEEKDAYS[int(day)]: Decimal(1) for day in chosen["days"]},
            by=request.membership, now=request.now,
        )  # fmt: skip
        begins["days"] = week.from_on
    say_from_when(request, form, begins)


def say_from_when(request: Any, form: forms.Form, begins: Mapping[str, date | None]) -> None:
    """What holds later is said, each with its day."""
    for name, day in begins.items():
        if day is not None and day != BEGINNING:
            words = {"what": form.fields[name].label, "day": long_full_day(day)}
            messages.success(request, _("%(what)s: from %(day)s on.") % words)


# --- Holidays


def holidays_form(request: Any) -> forms.Form:
    organization, asked = request.organization, sent(request)
    country = organization.country if asked is None else asked.get("country", "")
    return HolidaysForm(
        asked,
        initial={"country": organization.country, "subdivision": organization.subdivision},
        country=country,
    )


def save_holidays(request: Any, form: Any) -> bool:
    """A country that has just been chosen may have regions to choose from: then the step asks once more."""
    organization, chosen = request.organization, form.cleaned_data
    before, country, subdivision = organization.country, chosen["country"], chosen.get("subdivision", "")
    if (country, subdivision) != (before, organization.subdivision):
        services.set_holiday_region(
            organization=organization,
            country=country,
            subdivision=subdivision,
            by=request.membership,
            now=request.now,
        )
    return country == before or not region_choices(country)


def shown_holidays(request: Any) -> dict[str, Any]:
    organization = request.organization
    today = organization.today(request.now)
    return {"coming": coming_holidays(organization.country, organization.subdivision, today)}


def coming_holidays(country: str, subdivision: str, today: date) -> list[tuple[date, str]]:
    if not country:
        return []
    days = public_holidays(country, subdivision, (today.year, today.year + 1))
    return [(day, name) for day, name in days.items() if day >= today][:NEXT_HOLIDAYS]


# --- Money


def money_form(request: Any) -> forms.Form:
    organization = request.organization
    return MoneyForm(
        sent(request),
        initial={
            rule: wanted_value(organization, rule, request.now) for rule in ("currency", "fiscal_month")
        },
    )


def save_money(request: Any, form: Any) -> None:
    begins = services.settle_in(
        organization=request.organization, by=request.membership, now=request.now, **form.cleaned_data
    )
    say_from_when(request, form, begins)


# --- First targets


def targets_form(request: Any) -> forms.Form:
    """The metrics that a card scores, with what is aimed at already."""
    week = own_week(request)
    steps = TargetStep.objects.filter(goal__member=request.membership, goal__ends_on__isnull=True).order_by(
        "from_on"
    )
    there = dict(steps.values_list("goal__metric__key", "value"))
    metrics = [metric for metric in metrics_of(request.membership, week) if metric.aggregate != Metric.RATIO]
    return TargetsForm(sent(request), metrics=metrics, set_already=there)


def save_targets(request: Any, form: Any) -> None:
    """Goals of the running week on. What is left empty stays as it is."""
    week, me = own_week(request), request.membership
    metrics = {metric.key: metric for metric in metrics_of(me, week)}
    with transaction.atomic():
        for key, value in form.cleaned_data.items():
            if value is not None:
                set_target(
                    member=me, metric=metrics[key], value=value, from_on=week.start, by=me, now=request.now
                )


def own_week(request: Any) -> Period:
    return request.organization.week_of(request.membership.today(request.now))


# --- The partner of a founder who sells alone


def partner_form(request: Any) -> forms.Form:
    return PartnerForm(sent(request))


def save_partner(request: Any, form: Any) -> None:
    me = Membership.objects.select_related("user").get(pk=request.membership.pk)
    name_observer(member=me, by=me, now=request.now, **form.cleaned_data)


def shown_partners(request: Any) -> dict[str, Any]:
    return {
        "watches": list(Watch.objects.running().filter(member=request.membership).select_related("observer"))
    }


PAGES = {
    "leads": Page(leads_form, save_leads, template="start/leads.html"),
    "teams": Page(teams_form, save_teams, shown_teams, "start/teams.html"),
    "week": Page(week_form, save_week, template="start/week.html"),
    "holidays": Page(holidays_form, save_holidays, shown_holidays, "start/holidays.html"),
    "money": Page(money_form, save_money),
    "people": Page(people_form, save_people, shown_people, "start/people.html"),
    "card": Page(card_form, save_card, template="start/card.html"),
    "targets": Page(targets_form, save_targets, template="start/targets.html"),
    "partner": Page(partner_form, save_partner, shown_partners, "start/partner.html"),
}
