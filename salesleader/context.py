"""What every page knows: who is looking, where they are, and where they can go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from organizations.links import link
from organizations.sign_in import organizations_of

# key, label, icon, route, who sees it
PLACES = [
    ("today", _("Today"), "today", "today", lambda me: me.is_rep),
    ("team", _("Team"), "users", "team", lambda me: me.leads_any),
    ("feed", _("Feed"), "comment", "coaching:feed", lambda me: me.is_admin or me.leads_any),
    ("card", _("My card"), "card", "scorecards:mine", lambda me: me.is_rep),
    ("one_on_ones", _("1:1s"), "talk", "coaching:one_on_ones", lambda me: True),
    ("calendar", _("My calendar"), "calendar", "organizations:my_calendar", lambda me: True),
    ("goals", _("Goals"), "goal", "goals:goals", lambda me: True),
    ("customers", _("Customers"), "building", "crm:accounts", lambda me: True),
    ("playbook", _("Playbook"), "book", "playbooks:plays", lambda me: True),
    ("numbers", _("Numbers"), "chart", "metrics:numbers", lambda me: True),
    ("people", _("People"), "users", "organizations:people", lambda me: me.is_admin or me.leads_any),
    ("outbox", _("Outbox"), "mail", "organizations:outbox", lambda me: True),
    ("admin", _("Organization"), "flag", "admin_home", lambda me: me.is_admin),
    ("settings", _("Settings"), "settings", "organizations:settings", lambda me: me.is_admin),
]
# Which three of them a phone shows beside Log and More, the first that a person has.
PHONE = ["today", "team", "admin", "card", "one_on_ones", "goals"]


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Always sets every name that base.html uses.

    `my_organizations` asks the database when a page goes through it, and not on every page.
    """
    me = getattr(request, "membership", None)
    organization = getattr(request, "organization", None)
    nav = places(request, organization, me) if me else []
    return {
        "me": me,
        "organization": organization,
        "my_organizations": SimpleLazyObject(lambda: organizations_of(me.user_id)) if me else [],
        "currency": organization.currency_on(me.today(request.now)) if me and organization else "",  # type: ignore[attr-defined]
        "nav": nav,
        "bottom_nav": phone(request, organization, nav) if me else [],
        "debug": settings.DEBUG,
    }


def places(request: HttpRequest, organization: Any, me: Any) -> list[dict[str, Any]]:
    return [
        place(request, organization, key, label, icon, route)
        for key, label, icon, route, sees in PLACES
        if sees(me)
    ]


def place(
    request: HttpRequest, organization: Any, key: str, label: Any, icon: str, route: str
) -> dict[str, Any]:
    try:
        href = link(organization, route)
    except NoReverseMatch:
        href = link(organization, "home")
    return {
        "key": key, "label": label, "icon": icon, "href": href, "count": 0, "current": request.path.startswith(href),
    }  # fmt: skip


def phone(request: HttpRequest, organization: Any, nav: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Five places within reach of the thumb: two, Log, one, and More."""
    there = {item["key"]: item for item in nav}
    first = [there[key] for key in PHONE if key in there and not (key == "admin" and "today" in there)][:3]
    log = place(request, organization, "log", pgettext("to write down", "Log"), "plus", "activities:log")
    more = place(request, organization, "more", gettext("More"), "menu", "more")
    return [*first[:2], log, *first[2:3], more]
