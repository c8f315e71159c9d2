"""What follows when allauth says that something happened: what is written down, which sessions end, who is told.

allauth speaks by signals; each receiver here is one sentence. Connected once, when the app starts.
"""

from functools import partial
from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils import timezone

from .addresses import verify_address
from .devices import device_of
from .keeping import keep_as_asked
from .middleware import SIGNED_IN_AT
from .second_factor import forget_shown, mark_shown
from .single_sign_on import shown_at_provider
from .trail import note, note_failure, record_failed_password

SIGNED_UP_HERE = "signed_up_here"


def connect() -> None:
    for number, (signal, receiver) in enumerate(RECEIVERS):
        signal.connect(receiver, dispatch_uid=f"sign-in {number}", weak=False)


def session_began(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    request.session[SIGNED_IN_AT] = timezone.now().isoformat()


def came_in(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """Through all stages. A device that is new to them is told to them, unless they are new themselves."""
    login = kwargs.get("sociallogin")
    steps = [step["method"] for step in get_authentication_records(request, user)]
    if login is not None and shown_at_provider(login):
        mark_shown(request)
    keep_as_asked(request, steps)
    note(user, "signed_in", methods=steps)
    if getattr(request, "has_been_here", False) and not device_of(request, user.email):
        get_adapter().send_notification_mail("account/email/new_device", user)
    request.device_of = user.email


def went_out(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        note(user, "signed_out")


def wrong_code(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    note_failure(request, user, "code")


def wrong_second_factor(sender: Any, request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    note_failure(request, user, authenticator.type)


def signed_up(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    request.session[SIGNED_UP_HERE] = user.pk


def address_verified(sender: Any, request: Any, email_address: Any, **kwargs: Any) -> None:
    """Whoever signed up with somebody else's address chose its password. The password goes unless the address is
    verified by the same browser that chose it: otherwise both could come in."""
    user = email_address.user
    if user.last_login is None and request.session.pop(SIGNED_UP_HERE, None) != user.pk:
        user.set_unusable_password()
        user.save(update_fields=["password"])


def password_chosen(verb: str, sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """Other sessions end with the old password."""
    end_other_sessions(request, user)
    note(user, verb)


def password_was_reset(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """They followed a link that was mailed to the address, so it is theirs."""
    verify_address(user)
    end_other_sessions(request, user)
    note(user, "password_reset")


def address_changed(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    request.device_of = user.email
    note(user, "email_changed")


def factor_added(sender: Any, request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    mark_shown(request)
    note(user, "second_factor_added", type=authenticator.type)


def factor_removed(sender: Any, request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    """What was shown with it counts no longer, in this session and in others."""
    forget_shown(request)
    end_other_sessions(request, user)
    note(user, "second_factor_removed", type=authenticator.type)


def codes_renewed(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    note(user, "recovery_codes_renewed")


def provider_connected(sender: Any, request: Any, sociallogin: Any, **kwargs: Any) -> None:
    note(sociallogin.user, "single_sign_on_connected", provider=sociallogin.account.provider)


def provider_disconnected(sender: Any, request: Any, socialaccount: Any, **kwargs: Any) -> None:
    note(socialaccount.user, "single_sign_on_disconnected", provider=socialaccount.provider)


RECEIVERS: list[tuple[Any, Any]] = [
    (user_login_failed, record_failed_password),
    (user_logged_in, session_began),
    (user_logged_out, went_out),
    (account.user_logged_in, came_in),
    (account.user_signed_up, signed_up),
    (account.login_code_rejected, wrong_code),
    (account.email_verification_code_rejected, wrong_code),
    (account.email_confirmed, address_verified),
    (account.email_changed, address_changed),
    (account.password_changed, partial(password_chosen, "password_changed")),
    (account.password_set, partial(password_chosen, "password_set")),
    (account.password_reset, password_was_reset),
    (mfa.authentication_failed, wrong_second_factor),
    (mfa.authenticator_added, factor_added),
    (mfa.authenticator_removed, factor_removed),
    (mfa.authenticator_reset, codes_renewed),
    (social.social_account_added, provider_connected),
    (social.social_account_removed, provider_disconnected),
]
