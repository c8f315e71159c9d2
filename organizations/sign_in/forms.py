"""allauth's forms with our limits, and a wish to be kept where it had none."""

import hashlib
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    ChangePasswordForm,
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    RequestLoginCodeForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .keeping import remember_wish
from .trail import note_failure
from .tries import CODES, SECOND_FACTORS, count_try

TOO_MANY_CODES = _(
    "Too many codes were sent to this address. Use the newest, wait an hour, or sign in with a password or a passkey."
)


class AskForCode(RequestLoginCodeForm):
    """Where a sign-in code goes, and whether the session is kept."""

    remember = forms.BooleanField(label=_("Keep me signed in"), required=False)

    def clean_email(self) -> str:
        email = super().clean_email()
        tried = count_try(CODES, context.request, email, timezone.now())
        if not tried.allowed or tried.contested:
            raise ValidationError(TOO_MANY_CODES)
        return email

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        remember_wish(context.request, bool(data.get("remember")))
        return data


def by_number(form: forms.Form) -> None:
    """A code is typed with the keypad of a phone."""
    attrs = form.fields["code"].widget.attrs
    attrs.pop("placeholder", None)
    attrs.update(inputmode="numeric", autofocus=True)


class LoginCode(ConfirmLoginCodeForm):
    """A code from the mail. Sent twice at the same instant, it lets in once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_number(self)

    def clean_code(self) -> str:
        code = super().clean_code()
        if not use_up(context.request.session.session_key, self.expected_code):
            raise get_adapter().validation_error("incorrect_code")
        return code


def use_up(session_key: str | None, code: str) -> bool:
    """Whether this right code is used for the first time in this browser. Of two at once, one comes through."""
    used = hashlib.sha256(f"{session_key}/{code}".encode()).hexdigest()
    return cache.add(f"code-used/{used}", 1, settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)


class AddressCode(ConfirmEmailVerificationCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_number(self)


class NewPassword:
    """A password twice, in our words; any that is long enough and not known to everybody."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new, again = self.fields["password1"], self.fields["password2"]
        new.label, again.label = _("New password"), _("New password, once more")
        new.help_text = _("At least 8 characters. A sentence you can remember is better than a short riddle.")
        if old := self.fields.get("oldpassword"):
            old.label = _("Password until now")


class ChangePassword(NewPassword, ChangePasswordForm):
    """From one password to another."""


class SetPassword(NewPassword, SetPasswordForm):
    """A first password."""


class ReplacePassword(NewPassword, ResetPasswordKeyForm):
    """A password in place of one that is forgotten."""


class Counted:
    """A code of a second factor, counted before it is looked at, and not when it was right."""

    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_number(self)  # type: ignore[arg-type]

    def clean_code(self) -> str:
        tried = count_try(SECOND_FACTORS, context.request, self.user.email, timezone.now())
        if not tried.allowed or tried.contested:
            raise get_adapter().validation_error("rate_limited")
        code = super().clean_code()  # type: ignore[misc]
        tried.give_back()
        return code


class SecondFactor(Counted, AuthenticateForm):
    """The second step of signing in."""


class SecondFactorAgain(Counted, ReauthenticateForm):
    """The second factor shown once more."""


class SetUpApp(Counted, ActivateTOTPForm):
    """The first code of an authenticator app."""


class SetUpPasskey(AddWebAuthnForm):
    """Every passkey can open the account by itself, so the browser must check who is there."""

    passwordless = forms.BooleanField(widget=forms.HiddenInput, required=False, initial=True)

    def clean_passwordless(self) -> bool:
        return True


class PasskeySignIn(LoginWebAuthnForm):
    """A passkey in place of everything. One that fails is written down for whom it claimed to be."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except ValidationError:
            if (user := whom_it_claims(self.data.get("credential", ""))) is not None:
                note_failure(context.request, user, "passkey")
            raise


def whom_it_claims(credential: str) -> Any:
    try:
        return auth.extract_user_from_response(forms.JSONField().clean(credential) or {})
    except (ValidationError, AttributeError):
        return None
