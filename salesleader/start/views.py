"""Setting an organization up: one question a page, kept at once, skipped or come back to at any time."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organizations import services
from organizations.links import link
from organizations.models.organization import BEGINNING
from organizations.refusals import REFUSED, show_refusal

from .pages import PAGES, Page
from .steps import STEPS, progress_here


@require_GET
def set_up(request: Any) -> HttpResponse:
    """Wherever the setting up goes on."""
    admins_only(request)
    return redirect(place(request, progress_here().waiting()))


@require_http_methods(["GET", "POST"])
def step(request: Any, step: str) -> HttpResponse:
    """One question: answered, skipped, or shown again with what is wrong."""
    admins_only(request)
    page = PAGES.get(step)
    if page is None:
        raise Http404
    if request.method == "POST" and "skip" in request.POST:
        services.skip_step(step=step, by=request.membership, now=request.now)
        return redirect(place(request, progress_here().following(step)))
    form = page.form(request)
    if form.is_bound and form.is_valid() and (done := saved(request, page, form, step)) is not None:
        return redirect(place(request, progress_here().following(step) if done else step))
    asked = next(one for one in STEPS if one.key == step)
    edge = request.organization.rules_from(request.now)
    context = {
        "asked": asked, "form": form, "progress": progress_here(step),
        "holds_from": edge if asked.dated and edge != BEGINNING else None, **page.shows(request),
    }  # fmt: skip
    return render(request, page.template, context, status=REFUSED if form.is_bound else 200)


def saved(request: Any, page: Page, form: Any, step: str) -> bool | None:
    """Whether the step is done; None when what was sent is refused, and the form says why."""
    try:
        done = page.save(request, form) is not False
    except ValidationError as error:
        if hasattr(form, "add_error"):
            show_refusal(form, error)
        return None
    if done:
        services.answer_step(step=step, by=request.membership, now=request.now)
    return done


@require_POST
def close(request: Any) -> HttpResponse:
    """Be reminded no more; an undo brings the reminder back."""
    admins_only(request)
    services.close_set_up(by=request.membership, now=request.now)
    undo = link(request.organization, "reopen_set_up")
    messages.success(
        request, _("You won’t be reminded. The settings lead back to it."), extra_tags=f"undo:{undo}"
    )
    return redirect(link(request.organization, "home"))


@require_POST
def reopen(request: Any) -> HttpResponse:
    admins_only(request)
    services.reopen_set_up(by=request.membership, now=request.now)
    return redirect(link(request.organization, "home"))


def admins_only(request: Any) -> None:
    if not request.membership.is_admin:
        raise PermissionDenied


def place(request: Any, step: str) -> str:
    """The address of a step, or of the end when there is none left."""
    if not step:
        return link(request.organization, "set_up_done")
    return link(request.organization, "set_up_step", step=step)
