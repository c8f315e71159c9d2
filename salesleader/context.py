"""What every page knows: who is looking, where they are, and where they can go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch

from organizations.links import link

# key, label, icon, route, who sees it
PLACES = [
    ("today", "Today", "today", "today", lambda me: me.is_rep),
    ("team", "Team", "users", "team", lambda me: me.leads_any),
    ("card", "My card", "card", "scorecards:mine", lambda me: me.is_rep),
    ("one_on_ones", "1:1s", "talk", "coaching:one_on_ones", lambda me: True),
    ("goals", "Goals", "goal", "goals:goals", lambda me: True),
    ("customers", "Customers", "building", "crm:accounts", lambda me: True),
    ("playbook", "Playbook", "book", "playbooks:plays", lambda me: True),
    ("numbers", "Numbers", "chart", "metrics:numbers", lambda me: True),
    ("people", "People", "users", "organizations:people", lambda me: me.is_admin or me.leads_any),
    ("outbox", "Outbox", "mail", "organizations:outbox", lambda me: True),
    ("admin", "Organization", "settings", "admin_home", lambda me: me.is_admin),
]
# Which three of them a phone shows beside Log and More, the first that a person has.
PHONE = ["today", "team", "admin", "card", "one_on_ones", "goals"]


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Always sets every name that base.html uses."""
    me = getattr(request, "membership", None)
    organization = getattr(request, "organization", None)
    nav = places(request, organization, me) if me else []
    return {
        "me": me,
        "organization": organization,
        "my_organizations": [],
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
    request: HttpRequest, organization: Any, key: str, label: str, icon: str, route: str
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
    log = place(request, organization, "log", "Log", "plus", "activities:log")
    more = place(request, organization, "more", "More", "menu", "more")
    return [*first[:2], log, *first[2:3], more]
