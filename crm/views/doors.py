"""What every page here does: find the record, ask whether it may be changed, save a form through its service."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from crm.permissions import can_change_record
from organizations.links import link
from organizations.refusals import REFUSED, show_refusal


def find(request: Any, records: QuerySet, pk: int) -> Any:
    return get_object_or_404(records.visible_to(request.membership), pk=pk)  # type: ignore[attr-defined]


def find_to_change(request: Any, records: QuerySet, pk: int) -> Any:
    record = find(request, records, pk)
    if not can_change_record(request.membership, record):
        raise PermissionDenied
    return record


def posted(request: Any) -> Any:
    """What was sent, also when it is nothing at all."""
    return request.POST if request.method == "POST" else None


def saved(form: BaseForm, service: Callable[..., Any], **more: Any) -> Any:
    """What the service made of the form's values (before `more`), or None with its refusal at the fields."""
    try:
        return service(**{**more, **form.cleaned_data})
    except ValidationError as error:
        show_refusal(form, error)
        return None


def form_page(request: Any, form: BaseForm, **context: Any) -> HttpResponse:
    status = REFUSED if form.is_bound else 200
    return render(request, "crm/form.html", {"form": form, **context}, status=status)


def to(request: Any, name: str, pk: int, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(link(request.organization, name, pk=pk))
