"""The rules of the organization that change from a date on: one page for each, with its dates."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from babel.dates import get_month_names
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from organizations import registry, services
from organizations.currencies import currency_choices, locale
from organizations.dated_rules import RULES, as_stored, planned
from organizations.grid import Grid
from organizations.links import link
from organizations.models import Organization
from organizations.models.organization import BEGINNING, WEEKDAYS
from organizations.periods import DAY, range_label
from organizations.refusals import REFUSED, sent, show_refusal
from organizations.services.house_rules import first_day
from organizations.zones import zone_choices

from .doors import admins_only


@dataclass(frozen=True)
class RulePage:
    """What a rule is called, what it decides, and how its value is chosen and written."""

    title: Any
    why: Any
    button: Any
    effects: tuple[Any, ...]
    field: Callable[[Organization, date], forms.Field]
    shown: Callable[[Any], Any]


def weekday_field(organization: Organization, edge: date) -> forms.Field:
    """Each weekday with what choosing it does to the weeks around the change."""
    now = organization.rule_on("first_weekday", edge - DAY)
    same = {now, edge.weekday()} if edge != BEGINNING else set(range(7))
    choices = [(day, name if day in same else dated(name, day, edge)) for day, name in WEEKDAYS]
    return forms.TypedChoiceField(coerce=int, choices=choices, widget=forms.RadioSelect)


def dated(name: Any, weekday: int, edge: date) -> str:
    """ "Sunday, from 29 November 2026; before it a week of 6 days, 23 to 28 November 2026"."""
    grid = Grid(edge.weekday(), weekdays=((edge, weekday),))
    short = grid.week_of(edge)
    return _("%(weekday)s, from %(day)s; before it a week of its own, %(short)s") % {
        "weekday": name, "day": day_words(short.end), "short": range_label(short),
    }  # fmt: skip


def month_field(organization: Organization, edge: date) -> forms.Field:
    names = get_month_names("wide", locale=locale())
    now = organization.rule_on("fiscal_month", edge - DAY)
    choices = [
        (month, names[month] if month == now or edge == BEGINNING else _("%(month)s, from %(day)s") % {
            "month": names[month], "day": day_words(first_day("fiscal_month", month, edge)),
        })
        for month in range(1, 13)
    ]  # fmt: skip
    return forms.TypedChoiceField(coerce=int, choices=choices)


def time_field(organization: Organization, edge: date) -> forms.Field:
    return forms.TimeField(error_messages={"invalid": _("Type an hour such as 06:00.")})


def day_words(day: date) -> str:
    return range_label(Grid().period_of("day", day))


def weekday_name(value: int) -> Any:
    return dict(WEEKDAYS)[value]


def month_name(value: int) -> str:
    return get_month_names("wide", locale=locale())[value]


def clock(value: time) -> str:
    return f"{value:%H:%M}"


PAGES: dict[str, RulePage] = {
    "zone": RulePage(
        gettext_lazy("Time zone of the organization"),
        gettext_lazy("When its own day begins, and what new people start with."),
        gettext_lazy("Save time zone"),
        (gettext_lazy("Everybody’s own days and cards keep to the zone on their own page."),),
        lambda organization, edge: forms.ChoiceField(
            choices=zone_choices(organization.rule_on("zone", edge))
        ),
        str,
    ),
    "first_weekday": RulePage(
        gettext_lazy("First day of the week"),
        gettext_lazy("Which days make a week on cards, in targets and in numbers."),
        gettext_lazy("Save first day"),
        (
            gettext_lazy("Weeks that are over stay as they were, and every day is in exactly one week."),
            gettext_lazy(
                "The days between the old and the new first day are a week of their own. Its targets are the part"
                " of the full week’s that its days are."
            ),
        ),
        weekday_field,
        weekday_name,
    ),
    "fiscal_month": RulePage(
        gettext_lazy("Fiscal year"),
        gettext_lazy("With which month quarters and years begin in numbers."),
        gettext_lazy("Save fiscal year"),
        (gettext_lazy("The fiscal year that runs when the new one begins ends there, as a short year."),),
        month_field,
        month_name,
    ),
    "currency": RulePage(
        gettext_lazy("Currency"),
        gettext_lazy("What new opportunities and totals of money are in."),
        gettext_lazy("Save currency"),
        (
            gettext_lazy("Amounts that are there keep their currency. They are never converted."),
            gettext_lazy(
                "Amounts of two currencies are never added: totals hold those in the currency of their last day,"
                " and say what they leave out."
            ),
            gettext_lazy("Targets of money keep their figure. Look at them when you change the currency."),
        ),
        lambda organization, edge: forms.ChoiceField(
            choices=currency_choices(organization.rule_on("currency", edge))
        ),
        str,
    ),
    "close_time": RulePage(
        pgettext_lazy("hour", "Weeks close at"),
        gettext_lazy("On the first day after the week, by each person’s own clock."),
        gettext_lazy("Save hour"),
        (gettext_lazy("What is logged for the week after that stands beside the card as an amendment."),),
        time_field,
        clock,
    ),
    "mail_time": RulePage(
        pgettext_lazy("hour", "Weekly mails go at"),
        gettext_lazy("The first such hour of the reader after everything in the mail has closed."),
        gettext_lazy("Save hour"),
        (gettext_lazy("There is one mail a person and week, whatever the hour."),),
        time_field,
        clock,
    ),
}


@require_http_methods(["GET", "POST"])
def rule(request: Any, rule: str) -> HttpResponse:
    """One rule: what holds, what is planned, and another value from the next week on."""
    admins_only(request)
    page, organization = page_of(rule), request.organization
    edge = organization.rules_from(request.now)
    plan = planned(organization.changes, rule, edge)
    today = organization.today(request.now)
    now, wanted = organization.rule_on(rule, today), plan.value if plan else organization.rule_on(rule, edge)
    form = form_of(page, organization, edge, sent(request), wanted)
    if form.is_bound and form.is_valid():
        try:
            begins = services.plan_rule(
                organization=organization, rule=rule, value=form.cleaned_data["value"], by=request.membership,
                now=request.now,
            )  # fmt: skip
        except ValidationError as error:
            show_refusal(form, error)
        else:
            messages.success(request, said(begins), extra_tags=f"undo:{undo(organization, rule, wanted)}")
            return redirect(link(organization, "organizations:settings"))
    context = {
        "title": page.title, "button": page.button, "form": form, "hub": "settings",
        "back": link(organization, "organizations:settings"), "effects": [
            *dates(organization, edge, request.now), page.why, *page.effects, *beside(rule, organization, today),
        ],
        "now": page.shown(now), "plan": page.shown(plan.value) if plan else "",
        "plan_on": plan.from_on if plan else None,
        "take_back": undo(organization, rule, organization.rule_on(rule, today)),
    }  # fmt: skip
    return render(request, "settings/rule.html", context, status=REFUSED if form.is_bound else 200)


@require_POST
def plan_rule(request: Any, rule: str, value: str) -> HttpResponse:
    """Plan a value in one step: what Undo does, and taking back what is planned."""
    admins_only(request)
    page_of(rule)
    try:
        begins = services.plan_rule(
            organization=request.organization, rule=rule, value=RULES[rule](value), by=request.membership,
            now=request.now,
        )  # fmt: skip
    except (ValueError, ValidationError):
        raise Http404 from None
    messages.success(request, said(begins))
    return redirect(link(request.organization, "organizations:rule", rule=rule))


def page_of(rule: str) -> RulePage:
    if rule not in PAGES:
        raise Http404
    return PAGES[rule]


def form_of(page: RulePage, organization: Organization, edge: date, data: Any, wanted: Any) -> forms.Form:
    form = forms.Form(data, initial={"value": clock(wanted) if isinstance(wanted, time) else wanted})
    form.fields["value"] = page.field(organization, edge)
    form.fields["value"].label = page.title
    return form


def undo(organization: Organization, rule: str, value: Any) -> str:
    return link(organization, "organizations:plan_rule", rule=rule, value=str(as_stored(value)))


def said(begins: date | None) -> str:
    if begins is None:
        return _("It stays as it is.")
    if begins == BEGINNING:
        return _("Saved. It holds from the beginning.")
    return _("Planned. It holds from %(day)s on.") % {"day": day_words(begins)}


def dates(organization: Organization, edge: date, now: Any) -> list[str]:
    """From when a change holds."""
    if edge == BEGINNING:
        return [_("This is your first week here, so a change holds from the beginning.")]
    running = organization.week_of(organization.today(now))
    words = {"day": day_words(edge), "week": range_label(running)}
    said = _("A change holds from %(day)s at the earliest. The running week, %(week)s, keeps what it has.")
    return [said % words]


def beside(rule: str, organization: Organization, today: date) -> list[str]:
    """What other rooms know about the change: amounts that stay in another currency."""
    if rule != "currency":
        return []
    return registry.ask("amounts that stay", currency=organization.currency_on(today))


def value_of(rule: str) -> Callable[[Any], str]:
    """For the hub: what holds, and what is planned."""

    def shown(request: Any) -> str:
        organization, page = request.organization, PAGES[rule]
        now = str(page.shown(organization.rule_on(rule, organization.today(request.now))))
        plan = planned(organization.changes, rule, organization.rules_from(request.now))
        if plan is None:
            return now
        words = {"now": now, "then": page.shown(plan.value), "day": day_words(plan.from_on)}
        return _("%(now)s; %(then)s from %(day)s on") % words

    return shown
