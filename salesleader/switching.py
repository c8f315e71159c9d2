"""Going from one organization, or one account, to another."""

from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from organizations.sign_in import organizations_of
from salesleader.start.begin import may_start


@require_GET
@login_required
def switcher(request: Any) -> HttpResponse:
    """The organizations of whoever is signed in, for the side bar: asked for when it is opened, not on every page."""
    mine = organizations_of(request.user.pk)
    context = {"mine": mine, "here": request.GET.get("here", ""), "may_start": may_start(mine)}
    return render(request, "home/_switcher.html", context)


@require_http_methods(["GET", "POST"])
def switch_account(request: Any) -> HttpResponse:
    """Sign out, sign in as somebody else, and come to where one was going."""
    wanted = (request.POST if request.method == "POST" else request.GET).get("next", "")
    following = wanted if is_ours(wanted) else "/"
    if not request.user.is_authenticated:
        return redirect_to_login(following)
    if request.method == "POST":
        logout(request)
        return redirect_to_login(following)
    return render(request, "home/switch_account.html", {"next": following})


def is_ours(address: str) -> bool:
    """A path of this house: neither another site nor a way round one."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
