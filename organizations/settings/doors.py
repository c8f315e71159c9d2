"""What the settings pages share: who may, and a form that is sent, refused or done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from organizations.links import link
from organizations.refusals import REFUSED, show_refusal

from .permissions import can_change_settings


def admins_only(request: Any) -> None:
    if not can_change_settings(request.membership):
        raise PermissionDenied


def form_page(
    request: Any,
    form: forms.Form,
    save: Callable[[dict[str, Any]], object],
    *,
    back: str,
    done: Any,
    template: str = "settings/form.html",
    **context: Any,
) -> HttpResponse:
    """Show the form; when it was sent, save and go back to the hub, or show it again with what is wrong."""
    if form.is_bound and form.is_valid():
        try:
            save(form.cleaned_data)
        except ValidationError as error:
            show_refusal(form, error)
        else:
            messages.success(request, done)
            return redirect(link(request.organization, f"organizations:{back}"))
    context |= {"form": form, "back": link(request.organization, f"organizations:{back}"), "hub": back}
    return render(request, template, context, status=REFUSED if form.is_bound else 200)
