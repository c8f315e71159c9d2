"""The first page: where a person belongs."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from organizations.links import link
from organizations.models import Membership
from organizations.sign_in import organizations_of
from salesleader.start.begin import may_start


@require_GET
@login_required
def start(request: Any) -> HttpResponse:
    """Straight to the one organization, a choice of several, or starting a first one.

    `?all` shows the choice even where there is one: whoever asks for another organization means it.
    """
    mine = organizations_of(request.user.pk)
    if len(mine) == 1 and "all" not in request.GET:
        return redirect("home", organization_slug=mine[0]["slug"])
    if not mine and may_start(mine):
        return redirect("start_organization")
    return render(request, "home/start.html", {"mine": mine, "may_start": may_start(mine)})


@require_GET
def home(request: Any) -> HttpResponse:
    """The home page of the role that needs it most: leader, rep, admin. A team of oneself is not looked at."""
    me = request.membership
    if me.leads_any and Membership.objects.led_by(me).exists():
        return redirect(link(request.organization, "team"))
    if me.is_rep:
        return redirect(link(request.organization, "today"))
    return redirect(
        link(request.organization, "admin_home" if me.is_admin else "team" if me.leads_any else "today")
    )


@require_GET
def more(request: Any) -> HttpResponse:
    """Every place, for phones, whose bar holds five."""
    return render(request, "home/more.html")
