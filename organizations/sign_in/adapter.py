"""How allauth behaves here: who may sign up, where it leads, how it words what went wrong."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .sign_up import sign_up_is_open


class SignIn(DefaultAccountAdapter):
    """Accounts are made by sign-up where that is open, by accepting an invitation, or by a command."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("That e-mail and password do not match."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
        "incorrect_code": _("That code does not fit. Look at the newest one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return sign_up_is_open()

    def new_user(self, request: HttpRequest) -> Any:
        user = super().new_user(request)
        user.joined_at = timezone.now()
        return user
