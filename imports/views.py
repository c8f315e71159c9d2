"""What was imported, and what could not be taken. Importing itself is a command so far."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from .models import ImportBatch, ImportIssue
from .permissions import can_see_imports

A_PAGE = 50


@require_GET
def batches(request: Any) -> HttpResponse:
    if not can_see_imports(request.membership):
        raise PermissionDenied
    found = ImportBatch.objects.visible_to(request.membership).order_by("-started_at", "-pk")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "imports/batches.html", {"page": page})


@require_GET
def batch(request: Any, pk: int) -> HttpResponse:
    if not can_see_imports(request.membership):
        raise PermissionDenied
    found = get_object_or_404(ImportBatch.objects.visible_to(request.membership), pk=pk)
    issues = ImportIssue.objects.filter(batch=found).order_by("line", "pk")
    page = Paginator(issues, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "imports/batch.html", {"batch": found, "page": page})
