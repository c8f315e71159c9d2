"""How allauth behaves here: who may sign up, what limits guessing, where mail goes, how it words what went wrong."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.core.internal.httpkit import headed_redirect_response
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from organizations.addresses import check_address, is_address
from organizations.mail.sign_in import queue_sign_in_mail
from organizations.tenancy.origin import short_agent

from .languages import language_of_account
from .letters import write_letter
from .sign_up import sign_up_is_open
from .trail import note_refused_guesses
from .tries import PASSWORDS, Try, count_try, forget_tries

RECENTLY = 300  # seconds: as long as allauth itself takes a password that was asked again for good


class SignIn(DefaultAccountAdapter):
    """Accounts are made by sign-up where that is open, by accepting an invitation, or by a command."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("That e-mail and password do not match."),
        "too_many_login_attempts": _(
            "Too many tries. Wait five minutes, or sign in another way: with a code from your mail or a passkey."
        ),
        "rate_limited": _("Too many tries. Wait five minutes, then try again."),
        "incorrect_code": _("That code does not fit. Look at the newest one."),
        "incorrect_password": _("That is not your password."),
        "enter_current_password": _("That is not your password."),
        "email_taken": _("This address belongs to another account."),
        "duplicate_email": _("This is your address already."),
        "same_as_current": _("This is your address already."),
    }

    # --- Who comes in

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return sign_up_is_open()

    def clean_email(self, email: str) -> str:
        check_address(email)
        return email

    def new_user(self, request: HttpRequest) -> Any:
        user = super().new_user(request)
        user.joined_at = timezone.now()
        return user

    def login(self, request: Any, user: Any) -> None:
        request.has_been_here = user.last_login is not None
        super().login(request, user)

    def is_safe_url(self, url: str) -> bool:
        """Where one may be led after signing in: to our own pages, and not to what else this machine answers to."""
        ours = settings.BASE_URL.split("://", 1)[-1]
        return url_has_allowed_host_and_scheme(url, allowed_hosts={ours}, require_https=settings.HTTPS)

    # --- Guessing

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """Count the try before the password is looked at: guesses that come at once must not slip through."""
        self.tried = count_try(PASSWORDS, request, credentials.get("email", ""), timezone.now())
        if self.tried.closing:
            note_refused_guesses(request, credentials.get("email", ""))
        if not self.tried.allowed:
            raise self.validation_error("too_many_login_attempts")
        request.sign_in_is_contested = self.tried.contested and not request.user.is_authenticated

    def _rollback_login_failed_rl_usage(self) -> None:
        tried: Try = self.tried
        tried.give_back()

    def authentication_failed(self, request: Any, **credentials: Any) -> None:
        """While somebody guesses from many places, a wrong password is answered as a right one is: with the page
        that asks for a code from the mail. Only a right one makes that mail go out."""
        if request.sign_in_is_contested:
            raise ImmediateHttpResponse(ask_for_a_code_that_was_not_sent(request, credentials["email"]))

    def is_login_by_code_required(self, login: Login) -> bool:
        return getattr(self.request, "sign_in_is_contested", False)

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        forget_tries(credentials["email"])

    # --- Showing once more who one is

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not right after signing in. Those who have nothing else to show are sent a code."""
        request = self.request
        if not super().is_reauthentication_required(app=app, **kwargs) or came_in_just_now(request):
            return False
        if not get_reauthentication_flows(request.user):
            raise ReauthenticationRequired
        return True

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        if not user.is_authenticated:
            return []
        by_mail = {
            "id": "mail", "description": _("Use a code from your mail"), "url": reverse("reauthenticate_by_mail"),
        }  # fmt: skip
        return [*super().get_reauthentication_methods(user)] or [by_mail]

    # --- Mail

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        if not is_address(email):  # the browser's form lets a few letters through that fold into others
            return
        values = {**context, "email": email, "sign_up_is_open": sign_up_is_open()}
        with override(language_of_account(context.get("user"), email)):
            letter = write_letter(template_prefix, values)
        queue_sign_in_mail(
            kind=letter.kind, to_address=email, subject=letter.subject, text=letter.text, html=letter.html,
            lasts=letter.lasts, now=timezone.now(),
        )  # fmt: skip

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict | None = None, email: str | None = None
    ) -> None:
        """Notices say when it was, from where and with what, in a few words."""
        device = short_agent(self.get_http_user_agent(self.request)) or _("an unknown program")
        about = {"device": device, "user": user, **(context or {})}
        super().send_notification_mail(template_prefix, user, about, email)

    def get_reset_password_from_key_url(self, key: str) -> str:
        parts = dict(zip(("uidb36", "key"), key.split("-", 1), strict=True))
        return settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=parts)

    def send_account_already_exists_mail(self, email: str) -> None:
        self.send_mail("account/email/account_already_exists", email, {})


def came_in_just_now(request: HttpRequest) -> bool:
    """Whether somebody has shown who they are, in whatever way, within five minutes."""
    steps = get_authentication_records(request, request.user)
    return any(timezone.now().timestamp() - step["at"] < RECENTLY for step in steps)


def ask_for_a_code_that_was_not_sent(request: HttpRequest, email: str) -> HttpResponse:
    """To whoever guesses this looks exactly as if the password had been right."""
    login = Login(user=None, email=email)
    login.state["stages"] = {"current": LoginByCodeStage.key}
    stage = LoginByCodeStage(LoginStageController(request, login), request, login)
    stage.state.update(LoginCodeVerificationProcess.initial_state(user=None, email=email))
    stage.state.update(initiated_by_user=False, login_by_code_required=True)
    process = LoginCodeVerificationProcess(stage=stage)
    process.add_sent_message({"email": email, "recipient": email})
    process.persist()
    return headed_redirect_response("account_confirm_login_code")
