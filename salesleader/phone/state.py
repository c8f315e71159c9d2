"""Everything that a member's phone keeps, in one answer: made of plain values, counted by the one engine."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest

from activities.on_device import days_kept, due_kept, people_kept, tel, types_kept, whom
from activities.services.checks import LONGEST_NOTE
from goals.progress import ground_of
from organizations import registry
from organizations.languages import language_of
from organizations.links import link
from organizations.models import Membership, Organization
from organizations.today import TodayItem
from organizations.working_days import day_weight
from salesleader.phone.build import build
from salesleader.phone.words import words
from salesleader.templatetags.drawing import WORDS, bar
from salesleader.templatetags.figures import number
from salesleader.today import Hero, gap_items, hero_of, verdict

MOST_ITEMS = 30


def state_of(request: Any) -> dict[str, Any]:
    """What the member sees on Today and Log, as it is now. The same number of queries for any number of rows."""
    me, organization = request.membership, request.organization
    today, country = me.today(request.now), organization.country
    return {
        "version": build().version, "user": me.user_id, "organization": organization_kept(organization),
        "me": {"id": me.pk, "name": me.name, "zone": me.zone, "language": language_of(me)},
        "today": str(today), **day_kept(request, today), "types": types_kept(), "people": people_kept(me, country),
        "due": due_kept(me, today, country), "days": days_kept(me, organization, today), "words": words(),
        "places": places(organization), "longest_note": LONGEST_NOTE,
    }  # fmt: skip


def organization_kept(organization: Organization) -> dict[str, Any]:
    return {"id": organization.pk, "name": organization.name, "slug": organization.slug}


def places(organization: Organization) -> dict[str, str]:
    return {"today": link(organization, "today"), "log": link(organization, "activities:log")}


def day_kept(request: HttpRequest, today: date) -> dict[str, Any]:
    """Verdict, number and list of Today."""
    me: Membership = request.membership  # type: ignore[attr-defined]
    organization: Organization = request.organization  # type: ignore[attr-defined]
    week = organization.week_of(today)
    ground = ground_of([me], week, organization)
    hero = hero_of(request, ground, week, today)
    asked = registry.ask("today", membership=me, today=today, now=request.now)  # type: ignore[attr-defined]
    items = sorted([*asked, *gap_items(me, hero, asked)], key=lambda item: item.rank)
    off = not day_weight(today, ground.calendars[me.pk])
    return {
        "verdict": verdict(hero, items, off), "numbers": numbers_kept(hero) if hero and not off else None,
        "items": [item_kept(item, organization) for item in items[:MOST_ITEMS]],
    }  # fmt: skip


def numbers_kept(hero: Hero) -> dict[str, Any]:
    """In figures as they are shown, and the bar as it is drawn: the phone does no arithmetic."""
    plan, progress = hero.plan, hero.progress
    known = progress.status != "none"
    drawn = bar(
        progress.actual, progress.target.value, progress.due if known else None,
        progress.status if known else "live", "",
    )  # fmt: skip
    return {
        "name": hero.name, "done": number(plan.done), "due": number(plan.due), "arithmetic": plan.arithmetic,
        "week_done": number(progress.actual), "week_target": number(progress.target.value), "bar": drawn,
        "status": progress.status if known else "", "status_word": WORDS[progress.status] if known else "",
    }  # fmt: skip


def item_kept(item: TodayItem, organization: Organization) -> dict[str, Any]:
    """One thing to do, and whom it is with where it is done by logging."""
    address = urlsplit(item.href)
    who = whom(address.query) if address.path == link(organization, "activities:log") else None
    return {
        "title": item.title, "detail": item.detail, "why": item.why, "icon": item.icon, "phone": item.phone,
        "tel": tel(item.phone, organization.country), "due": item.due, "href": item.href, "who": who,
    }  # fmt: skip
