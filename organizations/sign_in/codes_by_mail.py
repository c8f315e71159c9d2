"""A code that somebody who is signed in gets by mail, to show once more who they are."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import BaseConfirmCodeForm
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .forms import by_number
from .trail import note_failure
from .tries import CODES, count_try

STATE = "reauthentication_code"
LASTS, MOST_TRIES = 600, 3


class ReauthenticationCode(BaseConfirmCodeForm):
    def __init__(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        by_number(self)

    def clean_code(self) -> str:
        """Three tries for a code; then it is forgotten."""
        state = waiting(self.request)
        if state is None:
            raise get_adapter().validation_error("incorrect_code")
        self.request.session[STATE] = {**state, "tries": state["tries"] + 1}
        self.expected_code = state["code"]
        try:
            return super().clean_code()
        except Exception:
            note_failure(self.request, self.request.user, "code")
            raise


def form_for(request: Any) -> ReauthenticationCode:
    data = request.POST if request.method == "POST" and "send" not in request.POST else None
    return ReauthenticationCode(request, data)


def send(request: Any) -> ReauthenticationCode:
    """Mail a new code; the one before is forgotten."""
    tried = count_try(CODES, request, request.user.email, timezone.now())
    if not tried.allowed:
        form = ReauthenticationCode(request, {})
        form.errors.clear()
        form.add_error(None, _("Too many codes were sent. Use the newest, or wait an hour."))
        return form
    adapter = get_adapter()
    code = adapter.generate_login_code()
    request.session[STATE] = {"code": code, "at": time.time(), "tries": 0}
    adapter.send_mail("account/email/reauthentication_code", request.user.email, {"code": code})
    return ReauthenticationCode(request)


def waiting(request: Any) -> dict[str, Any] | None:
    state = request.session.get(STATE)
    if not state or state["tries"] >= MOST_TRIES or time.time() - state["at"] > LASTS:
        return None
    return state


def is_waiting(request: Any) -> bool:
    return waiting(request) is not None


def forget(request: Any) -> None:
    request.session.pop(STATE, None)
