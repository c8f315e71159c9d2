"""Error pages with a way out."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open for too long, or came from elsewhere. A program is told in its own language."""
    if request.path.startswith("/api/"):
        return JsonResponse(
            {"detail": _("Ask for a fresh token and send it again."), "code": "csrf"}, status=403
        )
    return render(request, "403_csrf.html", status=403)
