"""Around every request: sessions end in time, devices are remembered, and failures are written down afterwards."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from organizations.after_response import after_response
from organizations.refusals import REFUSED

from .devices import remember_device
from .languages import read_as_account

ACCOUNTS = "/accounts/"
SIGNED_IN_AT = "signed_in_at"
# However busy a session is, it ends: a kept one after a month, any other within a working day.
KEPT, NOT_KEPT = timedelta(days=30), timedelta(hours=12)


class SignInMiddleware:
    """Behind the session and the user, before allauth."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.after_sign_in, request.device_of = [], ""
        request.META["HTTP_USER_AGENT"] = request.META.get("HTTP_USER_AGENT", "").replace("\0", "")
        if has_ended(request.session, timezone.now()):
            logout(request)
        if request.path.startswith(ACCOUNTS):
            read_as_account(request)
        response = self.get_response(request)
        if request.path.startswith(ACCOUNTS):
            add_never_cache_headers(response)
        if request.device_of:
            remember_device(request, response, request.device_of)
        for act in request.after_sign_in:
            after_response(response, act)
        return response

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
        """allauth answers a form that is refused with 200; we with 422, here as everywhere."""
        form = (response.context_data or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and form is not None and form.errors:
            response.status_code = REFUSED
        return response


def has_ended(session: Any, now: datetime) -> bool:
    """Whether the session is older than a session may become. Reads what the request reads anyway."""
    since = session.get(SIGNED_IN_AT)
    if since is None:
        return False
    most = NOT_KEPT if session.get_expire_at_browser_close() else KEPT
    return now >= datetime.fromisoformat(since) + most
