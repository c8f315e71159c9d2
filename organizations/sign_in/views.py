"""Pages about one's own account that allauth has not, or has otherwise: security, sessions, the second factor."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView, SignupView
from allauth.mfa.adapter import get_adapter as get_factors
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.socialaccount.adapter import get_adapter as get_single_sign_on
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.views import ConnectionsView
from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organizations.refusals import REFUSED

from . import codes_by_mail
from .memberships import organizations_of
from .second_factor import BACK_TO, has_second_factor
from .sessions import live_sessions
from .sign_up import sign_up_is_open
from .trail import note


class SignInPage(LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **ways_in(self.request)}


class SignUpPage(SignupView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **ways_in(self.request)}


sign_in, sign_up = SignInPage.as_view(), SignUpPage.as_view()


def ways_in(request: HttpRequest) -> dict[str, Any]:
    """What the page offers beside address and password."""
    return {
        "sign_up_is_open": sign_up_is_open(),
        "providers": get_single_sign_on().list_providers(request),
    }


@require_GET
@login_required
@never_cache
def security(request: Any) -> HttpResponse:
    """Everything that opens the account, on one page."""
    factors = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    context = {
        "app": next((f for f in factors if f.type == Authenticator.Type.TOTP), None),
        "passkeys": [f for f in factors if f.type == Authenticator.Type.WEBAUTHN],
        "codes_left": codes_left(factors),
        "providers": get_single_sign_on().list_providers(request),
        "connected": SocialAccount.objects.filter(user=request.user).count(),
        "sessions": len(live_sessions(request)),
        "mine": organizations_of(request.user.pk),
    }
    return render(request, "account/security.html", context)


def codes_left(factors: list[Authenticator]) -> int | None:
    """How many recovery codes are unused; None where there are none to use."""
    for factor in factors:
        if factor.type == Authenticator.Type.RECOVERY_CODES:
            return len(factor.wrap().get_unused_codes())
    return None


class Connections(ConnectionsView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        providers = get_single_sign_on().list_providers(self.request)
        return {**context, "accounts": list(context["form"].accounts), "providers": providers}


connections = Connections.as_view()


@require_GET
@login_required
@never_cache
def second_factor(request: Any) -> HttpResponse:
    """Where the door of an organization leads those who have shown no second factor yet. They come back from here."""
    wanted = get_next_redirect_url(request) or "/"
    if has_second_factor(request.session):
        return redirect(wanted)
    request.session[BACK_TO] = wanted
    own = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    context = {"wanted": wanted, "has_app": "totp" in own, "has_passkey": "webauthn" in own}
    return render(request, "account/second_factor.html", context)


@require_GET
@login_required
@never_cache
def sessions(request: Any) -> HttpResponse:
    return render(request, "account/sessions.html", {"sessions": live_sessions(request)})


@require_POST
@login_required
def end_session(request: Any, pk: int) -> HttpResponse:
    """One session, or with `0` all but this one. It is signed out with its next page."""
    if pk == 0:
        end_other_sessions(request, request.user)
        messages.success(request, _("All other devices are signed out."))
    else:
        session = get_object_or_404(request.user.usersession_set, pk=pk)
        end_sessions(request, [session])
        messages.success(request, _("That device is signed out."))
    note(request.user, "session_ended", all=pk == 0)
    return redirect("sessions")


class RemovePasskey(RemoveWebAuthnView):
    """Refused for the last second factor of somebody whose organization asks for one."""

    success_url = "/accounts/"

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = get_factors()
        if not adapter.can_delete_authenticator(self.object):
            messages.warning(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("security")
        return super().form_valid(form)


remove_passkey = RemovePasskey.as_view()


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def reauthenticate_by_mail(request: Any) -> HttpResponse:
    """For those who have neither password nor second factor: a code goes to their address, and comes back here."""
    form = codes_by_mail.form_for(request)
    if request.method == "POST" and "send" in request.POST:
        form = codes_by_mail.send(request)
    elif request.method == "POST" and form.is_valid():
        codes_by_mail.forget(request)
        record_authentication(request, request.user, "code", reauthenticated=True)
        return resume_request(request) or redirect("security")
    refused = form.is_bound and not form.is_valid()
    context = {
        "form": form,
        "sent": codes_by_mail.is_waiting(request),
        "next": get_next_redirect_url(request) or "",
    }
    return render(request, "account/reauthenticate_by_mail.html", context, status=REFUSED if refused else 200)
