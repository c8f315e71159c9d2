"""What counts as a second factor, and whether a session has shown one.

- An authenticator app, a recovery code, and a passkey as second step count.
- A passkey by itself counts: it is something one has, opened by something one knows or is. The browser must say
  that it checked (user verification), and the server refuses a passkey that was not.
- Single sign-on counts only when the provider says in the signed token that it asked for more than one factor
  (`amr` holds `mfa`), or the operator vouches for that provider. Otherwise it is one factor (ASVS 6.8.4).
- A code sent by mail does not count, with or without a password before it.
"""

from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.http import HttpRequest

SHOWN = "second_factor_shown"
BACK_TO = "second_factor_back_to"


def has_second_factor(session: Any) -> bool:
    """Whether whoever this session belongs to has shown a second factor in it. Asks no database."""
    if session.get(SHOWN):
        return True
    steps = session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    return any(step.get("method") == "mfa" for step in steps)


def mark_shown(request: HttpRequest) -> None:
    """Saved at once: it is said after the commit that made the factor, and must not depend on what follows."""
    request.session[SHOWN] = True
    request.session.save()


def forget_shown(request: HttpRequest) -> None:
    """A factor was taken away: what was shown in this session no longer counts."""
    request.session.pop(SHOWN, None)
    steps = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [s for s in steps if s.get("method") != "mfa"]


def provider_asked_for_more(claims: dict[str, Any], vouched_for: bool) -> bool:
    """Whether a single sign-on counts as two factors, by the claims of its token."""
    said = claims.get("amr")
    return vouched_for or (isinstance(said, list) and "mfa" in said)
