"""An observer's own page, behind the link of their mails: outside any organization and without a login.

Opening it changes nothing, however often a mail program looks; buttons do. Who holds the link has read the mail,
so it may say who is watched; no card and no figure stands here.
"""

from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from organizations.models import Organization
from organizations.models.people import digest_of
from organizations.tenancy.scope import organization_scope
from scorecards.models import Observer, Watch

from . import answering


def behind(secret: str) -> tuple[int, int] | None:
    """(organization, observer) of a link, by the digest of its secret; None for one that nobody sent."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organization_id, observer_id FROM observer_behind(%s)", [digest_of(secret)])
        return cursor.fetchone()


@require_http_methods(["GET", "POST"])
def observer(request: Any, secret: str) -> HttpResponse:
    """Who asks and what they would get; confirm, leave, and come back."""
    found = behind(secret)
    if found is None:
        return finished(render(request, "scorecards/observer.html", {"known": False}, status=404))
    with organization_scope(found[0]):
        held = Observer.objects.get(pk=found[1])
        if request.method == "POST":
            answer(request, held)
            return finished(redirect("observer", secret=secret))
        return finished(render(request, "scorecards/observer.html", shown(held, found[0])))


def answer(request: Any, held: Observer) -> None:
    """Do what the button says; a button of a page that is out of date does nothing."""
    one = request.POST.get("watch", "")
    watch_id = int(one) if one.isdecimal() and len(one) < 19 else None
    what = request.POST.get("do")
    if what == "confirm":
        answering.confirm(observer=held, now=request.now)
    elif what == "leave":
        answering.leave(observer=held, now=request.now, watch_id=watch_id)
    elif what == "come back" and watch_id is not None:
        answering.come_back(observer=held, now=request.now, watch_id=watch_id)


def shown(held: Observer, organization_id: int) -> dict[str, Any]:
    watches = list(
        Watch.objects.with_everyone()
        .filter(observer=held, member__deactivated_at__isnull=True)
        .order_by("member__plain_name", "pk")
    )
    running = {watch.member_id for watch in watches if watch.is_running}
    return {
        "known": True,
        "observer": held,
        "house": Organization.objects.get(pk=organization_id),
        "asked": [watch for watch in watches if watch.state == Watch.ASKED],
        "confirmed": [watch for watch in watches if watch.state == Watch.CONFIRMED],
        "left": latest(
            watch for watch in watches if watch.state == Watch.LEFT and watch.member_id not in running
        ),
    }


def latest(watches: Any) -> list[Watch]:
    """The last time that each person was left."""
    return list(
        {watch.member_id: watch for watch in sorted(watches, key=lambda watch: watch.over_at)}.values()
    )


@csrf_exempt  # a mail program has no token; the secret in the address is what allows it (RFC 8058)
@require_http_methods(["GET", "POST"])
def leaves(request: Any, secret: str) -> HttpResponse:
    """One click in a mail program: leave everything. Looked at, it leads to the page with the buttons."""
    if request.method == "GET":
        return finished(redirect("observer", secret=secret))
    found = behind(secret)
    if found is None:
        return finished(render(request, "scorecards/observer.html", {"known": False}, status=404))
    with organization_scope(found[0]):
        held = Observer.objects.get(pk=found[1])
        answering.leave(observer=held, now=request.now)
        return finished(render(request, "scorecards/observer.html", shown(held, found[0])))


def finished(response: HttpResponse) -> HttpResponse:
    """The address holds a secret: it is kept by no cache and told to no other page."""
    add_never_cache_headers(response)
    # With no referrer at all, browsers post with the origin "null", and the form is refused.
    response["Referrer-Policy"] = "same-origin"
    return response
