"""The first page: where a person belongs."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from organizations.links import link
from organizations.sign_in import organizations_of


@require_GET
@login_required
def start(request: Any) -> HttpResponse:
    """Straight to the one organization, or a choice of several."""
    mine = organizations_of(request.user.pk)
    if len(mine) == 1:
        return redirect("home", organization_slug=mine[0]["slug"])
    return render(request, "home/start.html", {"mine": mine})


@require_GET
def home(request: Any) -> HttpResponse:
    """The home page of the role that needs it most: leader, rep, admin."""
    me = request.membership
    if me.leads_any:
        return redirect(link(request.organization, "team"))
    return redirect(link(request.organization, "today" if me.is_rep else "admin_home"))


@require_GET
def more(request: Any) -> HttpResponse:
    """Every place, for phones, whose bar holds five."""
    return render(request, "home/more.html")
