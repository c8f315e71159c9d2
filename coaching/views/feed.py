"""The team feed, live, and the line of encouragement right there."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from activities.models import Activity
from coaching import services
from coaching.feed import Asked, entries_of, feed_of, mark_of, reps_seen
from coaching.forms import EncouragementForm
from coaching.models import Encouragement
from coaching.permissions import can_encourage, can_withdraw
from organizations.links import link
from organizations.models import Membership, Team

# Beyond this there is no day before, and no log either.
EARLIEST = date(1900, 1, 1)


def asked_of(request: Any) -> Asked:
    """What the address asks for; what it asks for and can't be seen is left out."""
    today = request.membership.today(request.now)
    return Asked(
        day=day_of(request.GET.get("day", ""), today),
        person=number(request.GET.get("person", "")),
        team=Team.objects.visible_to(request.membership)
        .filter(pk=number(request.GET.get("team", "")) or 0)
        .first(),
        talks=request.GET.get("show") == "talks",
    )


def day_of(text: str, today: date) -> date:
    """The day that is asked for; today instead of what is none, is still to come, or was before anybody logged."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if EARLIEST <= day <= today else today


def number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


def query_of(asked: Asked, today: date, **changed: Any) -> str:
    parts = {
        "day": asked.day.isoformat() if asked.day != today else "", "team": asked.team.pk if asked.team else "",
        "person": asked.person or "", "show": "talks" if asked.talks else "",
    } | changed  # fmt: skip
    return urlencode({key: value for key, value in parts.items() if value})


@require_GET
def feed(request: Any) -> HttpResponse:
    """What happened on a day, by person. Today's page keeps itself up to date."""
    me: Membership = request.membership
    asked, today = asked_of(request), me.today(request.now)
    before, after = asked.day - timedelta(days=1), asked.day + timedelta(days=1)
    context = {
        **shown(request, asked, today),
        "people": list(Membership.objects.present().reps().visible_to(me).order_by("plain_name", "pk")),
        "teams": list(Team.objects.visible_to(me).order_by("path")),
        "earlier": query_of(asked, today, day=before.isoformat()),
        "later": query_of(asked, today, day=after.isoformat() if after < today else ""),
        "everything": query_of(asked, today, show=""), "talks": query_of(asked, today, show="talks"),
    }  # fmt: skip
    return render(request, "coaching/feed.html", context)


@require_GET
def live(request: Any) -> HttpResponse:
    """The same part of the page again; nothing where nothing has changed since the mark. By itself it is the page."""
    asked, today = asked_of(request), request.membership.today(request.now)
    if not request.htmx:
        return redirect(f"{link(request.organization, 'coaching:feed')}?{query_of(asked, today)}")
    people = reps_seen(request.membership, asked)
    if request.GET.get("mark") == mark_of(entries_of(request.membership, people, asked), request.membership):
        return HttpResponse(status=204)
    return render(request, "coaching/_feed.html", shown(request, asked, today))


def shown(request: Any, asked: Asked, today: date) -> dict[str, Any]:
    found = feed_of(request.membership, request.organization, asked)
    query = query_of(asked, today)
    request.looks_at("feed", *(one.member.pk for one in found.people), *(one.pk for one in found.quiet))
    return {
        "feed": found, "asked": asked, "is_today": asked.day == today, "query": query,
        "live_query": f"{query}&{urlencode({'mark': found.mark})}".lstrip("&"),
    }  # fmt: skip


@require_POST
def encourage(request: Any, pk: int) -> HttpResponse:
    """One line about an entry, to whom it belongs."""
    entry = get_object_or_404(Activity.objects.kept().visible_to(request.membership).with_names(), pk=pk)
    if not can_encourage(request.membership, entry):
        raise PermissionDenied
    form = EncouragementForm(request.POST)
    if not form.is_valid():
        messages.warning(request, str(form.errors["text"][0]))
        return back(request)
    try:
        said = services.encourage(activity=entry, by=request.membership, now=request.now, **form.cleaned_data)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
        return back(request)
    undo = link(request.organization, "coaching:withdraw", pk=said.pk)
    messages.success(request, _("Said to %(name)s.") % {"name": entry.member.name}, extra_tags=f"undo:{undo}")
    return back(request)


@require_POST
def withdraw(request: Any, pk: int) -> HttpResponse:
    said = get_object_or_404(Encouragement.objects.visible_to(request.membership), pk=pk)
    if not can_withdraw(request.membership, said):
        raise PermissionDenied
    services.withdraw_encouragement(encouragement=said, by=request.membership, now=request.now)
    messages.success(request, _("Taken back."))
    return back(request)


def back(request: Any) -> HttpResponse:
    """To the feed as it was looked at."""
    query = request.POST.get("query", "")
    address = link(request.organization, "coaching:feed")
    return redirect(f"{address}?{query}" if query else address)
