"""What the phone fetches from the root: the worker, its page, the manifest, a fresh token, and the ways in."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from organizations.sign_in import organizations_of
from salesleader.phone.build import build

PAPER, ACCENT = "#fbf9f4", "#0b5f6b"
PLACES = {"home": "home", "log": "activities:log", "today": "today"}
# The screen of the device's own page that says what waits and what is kept.
WAITING = "waiting"
SIZES = (192, 512)


@require_GET
def worker(request: Any) -> HttpResponse:
    """The service worker. It must be asked for anew each time, or no new version would ever be found."""
    answer = HttpResponse(build().worker, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    answer["Service-Worker-Allowed"] = "/"
    return answer


@require_GET
def shell(request: Any) -> HttpResponse:
    """The page without a network: the same for everybody."""
    answer = HttpResponse(build().page)
    answer["Cache-Control"] = "no-cache"
    return answer


@require_GET
def manifest(request: Any) -> HttpResponse:
    """How it looks and starts when it is installed."""
    facts = {
        "id": "/app/", "name": "SalesLeader", "short_name": "SalesLeader", "start_url": "/app/go/home/", "scope": "/",
        "display": "standalone", "background_color": PAPER, "theme_color": PAPER, "lang": "en", "dir": "ltr",
        "categories": ["business", "productivity"],
        "description": _("Log calls in seconds, also without a network."),
        "icons": icons(),
        "shortcuts": [
            shortcut(pgettext("to write down", "Log"), "log"), shortcut(_("Today"), "today"),
        ],
    }  # fmt: skip
    return JsonResponse(facts, content_type="application/manifest+json")


def icons() -> list[dict[str, str]]:
    plain = [icon(f"icon-{size}", size, "any") for size in SIZES]
    return [*plain, *[icon(f"maskable-{size}", size, "maskable") for size in SIZES]]


def icon(name: str, size: int, purpose: str) -> dict[str, str]:
    return {
        "src": static(f"icons/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose,
    }  # fmt: skip


def shortcut(name: str, place: str) -> dict[str, Any]:
    picture = icon(f"shortcut-{place}", 96, "any")
    return {"name": name, "url": f"/app/go/{place}/", "icons": [picture]}


@require_GET
@never_cache
def token(request: Any) -> JsonResponse:
    """A fresh token for forms and calls, and who is signed in: asked for before anything is sent."""
    user = request.user.pk if request.user.is_authenticated else None
    return JsonResponse({"token": get_token(request), "user": user})


@require_GET
@login_required
def go(request: Any, place: str) -> HttpResponse:
    """From the home screen to a place of one's organization; to the choice where there are several."""
    if place == WAITING:
        return redirect(f"{reverse('shell')}#{WAITING}")
    if place not in PLACES:
        raise Http404
    mine = organizations_of(request.user.pk)
    if len(mine) != 1:
        return redirect("start")
    return redirect(PLACES[place], organization_slug=mine[0]["slug"])
