"""The page that starts an organization: outside of any, for somebody who is signed in."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from organizations.languages import language_read
from organizations.places import place_of
from organizations.refusals import REFUSED, sent, show_refusal
from organizations.services import start_organization
from organizations.sign_in import organizations_of, sign_up_is_open
from organizations.slugs import check_slug, proposed_slug

from .forms import BeginForm

# More than anybody runs, and few enough that nobody fills the house.
MOST = 20
FIELDS = {"admin_name": "your_name", "zone": "name"}


def may_start(mine: list[dict[str, Any]]) -> bool:
    """Whoever may sign up may start an organization; not without end."""
    return sign_up_is_open() and len(mine) < MOST


@require_http_methods(["GET", "POST"])
@login_required
def begin(request: Any) -> HttpResponse:
    """Name the organization and begin. Everything else is asked inside it, and guessed until then."""
    mine = organizations_of(request.user.pk)
    form = BeginForm(sent(request))
    if form.is_bound and form.is_valid():
        if again := same_wish(mine, form.cleaned_data):
            return redirect("set_up", organization_slug=again)
        if may_start(mine) and (slug := started(request, form)):
            return redirect("set_up", organization_slug=slug)
    context = {"form": form, "mine": mine, "open": may_start(mine), "many": len(mine) >= MOST}
    return render(request, "start/begin.html", context, status=REFUSED if form.is_bound else 200)


def same_wish(mine: list[dict[str, Any]], data: dict[str, Any]) -> str:
    """The short name of what a second press of the same button has started already."""
    wanted = data["slug"]
    return next((one["slug"] for one in mine if one["slug"] == wanted and one["name"] == data["name"]), "")


def started(request: Any, form: BeginForm) -> str:
    """The short name of the new organization; empty when the form says what is wrong."""
    data = form.cleaned_data
    slug = data["slug"] or proposed_slug(data["name"])
    place = place_of(data["zone"])
    try:
        start_organization(
            name=data["name"], slug=slug, zone=place.zone, country=place.country, currency=place.currency,
            first_weekday=place.first_weekday, admin_name=data["your_name"], admin_email=request.user.email,
            admin_language=language_read(), password=None, now=request.now,
        )  # fmt: skip
    except ValidationError as error:
        show_refusal(form, error, FIELDS)
        return ""
    except IntegrityError:  # somebody took the short name in this very moment
        return taken_meanwhile(form, slug)
    return slug


def taken_meanwhile(form: BeginForm, slug: str) -> str:
    try:
        check_slug(slug)
    except ValidationError as error:
        show_refusal(form, error)
        return ""
    raise
