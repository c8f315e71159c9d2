"""Error pages with a way out. A program that calls the API is told in its own language."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import defaults

from organizations.sign_in.languages import read_as_account

NOT_UNDERSTOOD = gettext_lazy("That request was not understood.")
NOT_ALLOWED = gettext_lazy("You may not do this.")
NOT_FOUND = gettext_lazy("There is nothing at this address.")
BROKEN = gettext_lazy("Something broke on our side. Nothing of this call was saved; try again in a minute.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open for too long, or came from elsewhere."""
    if request.path.startswith("/api/"):
        return JsonResponse(
            {"detail": _("Ask for a fresh token and send it again."), "code": "csrf"}, status=403
        )
    return render(request, "403_csrf.html", status=403)


def told_in_kind(
    page: Callable[..., HttpResponse], status: int, sentence: Any
) -> Callable[..., HttpResponse]:
    """A handler of errors: the page for people, one sentence for programs."""

    def handler(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": str(sentence)}, status=status)
        return page(request, *args, **kwargs)

    return handler


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that leads nowhere opened no organization: it is told in the language of whoever is signed in."""
    read_as_account(request)
    return defaults.page_not_found(request, exception)


bad_request = told_in_kind(defaults.bad_request, 400, NOT_UNDERSTOOD)
permission_denied = told_in_kind(defaults.permission_denied, 403, NOT_ALLOWED)
page_not_found = told_in_kind(not_found, 404, NOT_FOUND)
server_error = told_in_kind(defaults.server_error, 500, BROKEN)
