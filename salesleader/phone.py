"""The installable application: its manifest, its worker, its shell, and what a phone keeps for a day without a network.

The shell and everything cached hold nothing personal. What is personal comes from `kept` and lives in the browser's
database, under organization and membership (docs/offline.md).
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from activities.choices import Someone, due_people, follow_up_days, own_people, recent_people
from activities.models import ActivityType, Outcome
from goals.progress import ground_of
from organizations import registry
from organizations.api_errors import Problem
from salesleader.today import gap_items, hero_of

SHELL = "/app/"
SHOWN, MOST_PEOPLE = 20, 300
STATIC = ("build/app.css", "build/phone.js", "favicon.svg", "icons/192.png")


@require_GET
def manifest(request: HttpRequest) -> JsonResponse:
    """What makes it installable (W3C web app manifest)."""
    icons = [
        {"src": static("icons/192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": static("icons/512.png"), "sizes": "512x512", "type": "image/png"},
        {
            "src": static("icons/maskable-512.png"),
            "sizes": "512x512",
            "type": "image/png",
            "purpose": "maskable",
        },
    ]
    return JsonResponse(
        {
            "id": "/", "name": "SalesLeader", "short_name": "SalesLeader", "start_url": "/", "scope": "/",
            "display": "standalone", "background_color": "#fbf9f4", "theme_color": "#0b5f6b", "icons": icons,
            "description": _("Log prospecting in seconds, also without a network."),
            "shortcuts": [{"name": _("Log"), "url": f"{SHELL}#log", "icons": icons[:1]}],
        },
        content_type="application/manifest+json",
    )  # fmt: skip


@require_GET
def shell(request: HttpRequest) -> HttpResponse:
    """The page that is shown when the network is away. The same for everybody: it is kept in the browser's cache."""
    answer = render(request, "phone/shell.html", {"words": words()})
    answer["Cache-Control"] = "no-cache"
    return answer


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root so that it may serve every page. Its version is that of what it keeps."""
    files = [static(name) for name in STATIC]
    keeps = {"version": version(), "shell": SHELL, "files": files}
    answer = HttpResponse(
        f"self.KEEPS={json.dumps(keeps)};\n{source('build/sw.js')}", content_type="text/javascript"
    )
    answer["Cache-Control"], answer["Service-Worker-Allowed"] = "no-cache", "/"
    return answer


def version() -> str:
    """Changes when anything that is kept changes: its addresses, its shell, or the worker itself."""
    parts = [
        *(static(name) for name in STATIC),
        *(source(name) for name in ("build/phone.js", "build/sw.js")),
    ]
    parts.append(render_to_string("phone/shell.html", {"words": words()}))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def source(name: str) -> str:
    """A built script, from where static files are collected, or from where they are made."""
    place = finders.find(name)
    return Path(place).read_text() if place else collected(name)


@cache
def collected(name: str) -> str:
    with staticfiles_storage.open(staticfiles_storage.stored_name(name)) as file:  # type: ignore[attr-defined]
        return file.read().decode()


def words() -> str:
    """Every sentence of the shell, for its script."""
    return json.dumps(
        {
            "offline": _("No network. What you log waits on this phone, and nothing is lost."),
            "online": _("You are online again."),
            "go": _("Go on"),
            "waits": _("%(n)s waits on this phone"), "wait": _("%(n)s wait on this phone"),
            "all_sent": _("Nothing waits."),
            "log": _("Log"), "today": _("Today"), "who": _("Who was it?"),
            "who_hint": _("A name, a company or a number. A new name is fine."), "new_name": _("New name"),
            "what": _("What happened?"), "when": _("When do you follow up?"), "no_date": _("No date"),
            "other_day": _("Another day"), "note": _("Note"), "save": _("Save"), "change": _("Change"),
            "saved": _("Kept on this phone: %(what)s"), "undo": _("Undo"), "choose_outcome": _("Choose what happened."),
            "choose_day": _("Choose a day: it is needed here."), "due": _("Due"), "recent": _("Recent and yours"),
            "found": _("Found"), "nothing_kept": _("Nothing is kept on this phone yet."),
            "sign_in_first": _("Open SalesLeader once with a network, and it works without one from then on."),
            "as_of": _("As of %(time)s"), "waiting": _("Waiting"), "refused": _("Not taken"),
            "again": _("Send again"), "aside": _("Put aside"), "aside_title": _("Put aside"), "back": _("Back"),
            "others": _("Entries of somebody else wait on this phone. They go when that person signs in."),
            "nothing_due": _("Nothing waits for you."), "call": _("Call"),
            "of": _("%(done)s of %(due)s %(name)s today"),
            "signed_out": _("Sign in again, and they are sent."), "sending": _("Sending …"),
        }
    )  # fmt: skip


class Fresh(APIView):
    """A fresh token against forged requests, and who is signed in: asked for before waiting entries are sent."""

    @extend_schema(operation_id="csrf_token", responses={200: OpenApiTypes.OBJECT, 401: Problem})
    def get(self, request: Any) -> Response:
        """Always fresh, never from a cache."""
        token = get_token(request._request)
        return no_store(Response({"csrf": token, "membership": request.membership.pk}))


class Kept(APIView):
    """What a phone keeps: the day, the people and what can be logged."""

    @extend_schema(operation_id="phone_read", responses={200: OpenApiTypes.OBJECT, 401: Problem})
    def get(self, request: Any) -> Response:
        """One's own day and people alone; the same figures as on the pages."""
        return no_store(Response(kept(request)))


def no_store(answer: Response) -> Response:
    answer["Cache-Control"] = "no-store"
    return answer


def kept(request: Any) -> dict[str, Any]:
    """Plain values, in a fixed number of queries."""
    me, organization = request.membership, request.organization
    day = me.today(request.now)
    week = organization.week_of(day)
    hero = hero_of(request, ground_of([me], week, organization), week, day)
    asked = registry.ask("today", membership=me, today=day, now=request.now)
    items = sorted([*asked, *gap_items(me, hero, asked)], key=lambda item: item.rank)[:SHOWN]
    due = due_people(me, day)
    return {
        "membership": me.pk, "person": me.user_id, "name": me.name, "slug": organization.slug,
        "organization": organization.name, "at": request.now.isoformat(), "day": day.isoformat(),
        "number": hero and {"name": hero.name, "done": int(hero.plan.done), "due": hero.plan.due},
        "today": [{"title": one.title, "why": one.why, "phone": one.phone, "query": who_of(one.href)} for one in items],
        "people": {
            "due": [person(one) for one in due],
            "recent": [person(one) for one in recent_people(me, leave_out=due)],
            "own": [person(one) for one in own_people(me, MOST_PEOPLE)],
        },
        "days": [{"day": one.day.isoformat(), "label": one.label} for one in follow_up_days(me, organization, day)],
        "types": types(),
    }  # fmt: skip


def person(one: Someone) -> dict[str, Any]:
    return {"name": one.name, "why": one.why, "phone": one.phone, "query": one.query, "blocked": one.blocked}


def who_of(href: str) -> str:
    """Whom an address of the log page names, as its query; empty for other pages."""
    query = href.partition("?")[2]
    parts = [
        part for part in query.split("&") if part.partition("=")[0] in ("contact", "account", "prospect")
    ]
    return parts[0] if "/log/?" in href and parts else ""


def types() -> list[dict[str, Any]]:
    """What can be logged, two queries."""
    outcomes = list(Outcome.objects.in_use())
    return [
        {
            "key": kind.key, "name": kind.name,
            "outcomes": [
                {"id": one.pk, "key": one.key, "name": one.name, "needs_date": one.needs_date}
                for one in outcomes
                if one.type_id == kind.pk
            ],
        }
        for kind in ActivityType.objects.in_use()
    ]  # fmt: skip
