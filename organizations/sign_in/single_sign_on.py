"""Single sign-on by OpenID Connect: whose word is taken for what. The providers come from the settings."""

from typing import Any

import structlog
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from .second_factor import provider_asked_for_more

log = structlog.get_logger(__name__)


class SingleSignOn(DefaultSocialAccountAdapter):
    """An account of ours is opened by a provider that it was connected to, or, for addresses in the domains that the
    operator has named for a provider, by the address alone."""

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        named = login.provider.app.settings.get("verified_email") or []
        denied = claims_of(login).get("email_verified") is False
        return domain_of(email) in named and not denied

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """A provider that says an address is not verified is believed, even about a domain it is trusted with."""
        if claims_of(sociallogin).get("email_verified") is False:
            for address in sociallogin.email_addresses:
                address.verified = False

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        log.warning(
            "single_sign_on_failed",
            provider=getattr(provider, "sub_id", ""),
            error=str(error or exception or ""),
        )


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].lower()


def claims_of(login: Any) -> dict[str, Any]:
    """What the provider said in its token, and where it answers questions, the token's word before the other's."""
    said = login.account.extra_data or {}
    return {**(said.get("userinfo") or {}), **(said.get("id_token") or {})}


def shown_at_provider(login: Any) -> bool:
    """Whether this single sign-on counts as two factors. Only the token says how somebody signed in."""
    token = (login.account.extra_data or {}).get("id_token") or {}
    return provider_asked_for_more(token, bool(login.provider.app.settings.get("second_factor")))
