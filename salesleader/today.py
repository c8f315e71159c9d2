"""Today: how many more, and who is next."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from activities.choices import own_people
from coaching.models import Encouragement
from crm.models import Contact
from goals.models import Goal
from goals.progress import Ground, Progress, ground_of, progress_of
from metrics.engine import tally
from metrics.models import Metric
from organizations import registry
from organizations.calendars import calendars_of
from organizations.links import link
from organizations.models import Invitation, Membership, Organization
from organizations.name_words import in_sentence
from organizations.periods import Period
from organizations.today import TodayItem
from organizations.working_days import SEARCH_DAYS, day_weight, next_own_day, standard_weight
from salesleader.day_chart import day_chart
from salesleader.day_plan import DayFact, DayPlan, plan_day
from salesleader.start.steps import Progress as SetUpProgress
from salesleader.start.steps import progress_for, reminding
from salesleader.templatetags.figures import plural_of
from scorecards.models import Watch

SHOWN = 12
# As far as a search for the next own day looks.
LOOK_AHEAD = timedelta(days=SEARCH_DAYS)
# After everything that is due: what is only a suggestion.
CLOSES_GAP, MOST_SUGGESTED = 60, 5
SAID_FOR, SAID_SHOWN = timedelta(days=4), 3


@dataclass(frozen=True)
class Hero:
    """The one figure: today's part of the first weekly goal that is a count."""

    progress: Progress
    plan: DayPlan

    @property
    def name(self) -> str:
        return in_sentence(self.progress.metric.name)


@require_GET
def today(request: Any) -> HttpResponse:
    """The member's day: the number, the next action, the rest in order, the week, the promises."""
    me, organization = request.membership, request.organization
    day = me.today(request.now)
    week = organization.week_of(day)
    ground = ground_of([me], week, organization)
    hero = hero_of(request, ground, week, day)
    asked = registry.ask("today", membership=me, today=day, now=request.now)
    items = sorted([*asked, *gap_items(me, hero, asked)], key=lambda item: item.rank)
    off = not day_weight(day, ground.calendars[me.pk])
    set_up = progress_for(me)
    context = {
        "day": day, "week": week, "hero": hero, "items": items, "next": items[0] if items else None,
        "rest": list(enumerate(items[1:SHOWN], start=2)), "hidden": max(0, len(items) - SHOWN), "off": off,
        "verdict": verdict(hero, items, off), "back_on": back_on(me, organization, day) if off else None,
        "chart": day_chart(hero.plan.bars, hero.progress.metric.name) if hero else "",
        "promises": registry.ask("commitments of a card", membership=me, week=week),
        "talk": next(iter(registry.ask("next one-on-one", membership=me, now=request.now)), None),
        "said": list(Encouragement.objects.said_to(me, request.now - SAID_FOR)[:SAID_SHOWN]),
        "has_people": bool(items) or Contact.objects.filter(owner=me).exists(),
        "goals_url": address(request, "goals:goals"), "people_url": address(request, "crm:accounts"),
        "here": request.path, "set_up": reminding(set_up), "unasked": is_unasked(me, set_up),
    }  # fmt: skip
    return render(request, "home/today.html", context)


def is_unasked(me: Membership, set_up: SetUpProgress | None) -> bool:
    """Whether a founder sells alone, and nobody asks how it went: no observer, nobody else here or invited."""
    if set_up is None or set_up.closed or not set_up.is_alone:
        return False
    company = (
        Watch.objects.running().filter(member=me),
        Membership.objects.present().exclude(pk=me.pk),
        Invitation.objects.open(),
    )
    return not any(found.exists() for found in company)


def gap_items(me: Membership, hero: Hero | None, there: list[TodayItem]) -> list[TodayItem]:
    """Whom else one could call to reach today's number, when fewer are due: own contacts, the longest silent first."""
    callable_now = sum(1 for item in there if item.phone)
    left = int(hero.plan.left) - callable_now if hero else 0
    if left <= 0:
        return []
    log, names = link(me.organization, "activities:log"), {item.title for item in there}
    found = [one for one in own_people(me) if one.name not in names and one.phone]
    return [
        TodayItem(
            rank=CLOSES_GAP,
            title=one.name,
            why=_("Would bring you closer to today’s number."),
            href=f"{log}?type=call&{one.query}",
            detail=one.why,
            phone=one.phone,
        )
        for one in found[: min(left, MOST_SUGGESTED)]
    ]


def back_on(me: Membership, organization: Organization, day: date) -> date | None:
    """The next day that the member works, however long the leave."""
    period = Period(day, day + LOOK_AHEAD)
    return next_own_day(day, calendars_of([me], organization, period)[me.pk])


def address(request: Any, name: str) -> str:
    try:
        return link(request.organization, name)
    except NoReverseMatch:
        return ""


def hero_of(request: Any, ground: Ground, week: Period, day: date) -> Hero | None:
    """None without a weekly goal that is a count of something."""
    me, organization = request.membership, request.organization
    running = Goal.objects.running(week.start, week.end).filter(member=me)
    counted = (
        Metric.objects.in_use().exclude(aggregate=Metric.RATIO).filter(direction=Metric.HIGHER, unit="count")
    )
    metric = counted.filter(pk__in=running.values("metric")).first()
    if metric is None:
        return None
    by_day = tally([metric], week, by="person", every="day", organization=organization, people=[me])
    standing = progress_of(
        [me], [metric], week, day, organization=organization, ground=ground, counted=by_day
    )
    calendar = ground.calendars[me.pk]
    days = [
        DayFact(
            one,
            day_weight(one, calendar),
            Fraction(by_day.value(metric.key, me.pk, one) or 0),
            bool(standard_weight(one, calendar)),
        )
        for one in week.days()
    ]
    progress = standing[me.pk, metric.key]
    return Hero(progress, plan_day(days, progress.target.value, day))


def verdict(hero: Hero | None, items: list[TodayItem], off: bool) -> str:
    """One sentence for the day, and who is next."""
    if off:
        return _("You are off today. Nothing is due of you.")
    number = number_sentence(hero)
    return f"{number} {next_sentence(items)}".strip()


def number_sentence(hero: Hero | None) -> str:
    if hero is None:
        return _("No goal yet.")
    left, plan = hero.plan.left, hero.plan
    if plan.due == 0:
        return _("Your %(hero)s of the week are done.") % {"hero": hero.name}
    if left == 0:
        return _("Today’s %(due)s %(hero)s are done.") % {"due": plan.due, "hero": hero.name}
    return ngettext("One to go.", "%(left)s %(hero)s to go.", plural_of(left)) % {
        "left": left,
        "hero": hero.name,
    }


def next_sentence(items: list[TodayItem]) -> str:
    if not items:
        return ""
    first = items[0]
    return (
        _("%(title)s at %(due)s.") % {"title": first.title, "due": first.due}
        if first.due
        else _("%(title)s is next.") % {"title": first.title}
    )
