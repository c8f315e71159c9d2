"""To a provider of single sign-on, and back."""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

from organizations.addresses import is_account_address

# Who, their address, and how they signed in there.
NEEDED = ("sub", "email", "email_verified", "amr")


class OpenIdConnect(OpenIDConnectOAuth2Adapter):
    """A token is believed for its signature, however it came here. (The standard would let us trust the line.)"""

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            return needed(
                jwtkit.verify_and_decode(
                    credential=id_token,
                    keys_url=self.openid_config["jwks_uri"],
                    issuer=self.openid_config["issuer"],
                    audience=app.client_id,
                    lookup_kid=jwtkit.lookup_kid_jwk,
                )
            )
        except KeyError as error:
            raise OAuth2Error(f"The provider's token or description has no {error}") from error

    def _fetch_user_info(self, access_token: str) -> dict[str, Any]:
        return needed(super()._fetch_user_info(access_token))


def needed(claims: dict[str, Any]) -> dict[str, Any]:
    """Of what a provider says about somebody, what we need and keep: no address that nobody may sign in with. allauth
    would write it in small letters, and the Kelvin sign among them is a `k`: somebody else's."""
    kept = {name: claims[name] for name in NEEDED if name in claims}
    if not is_account_address(str(kept.get("email", ""))):
        kept.pop("email", None)
    return kept


def leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Browsers hold a form to the content policy even where its answer leads on, and ours lets forms go nowhere but
    here. So the answer is a page that goes on by itself, with a link for those whose browser does not."""
    try:
        response = login(request, provider_id)
    except RequestException as error:
        provider = get_adapter().get_provider(request, provider_id)
        return render_authentication_error(request, provider, exception=error)
    address = response.get("Location", "")
    if response.status_code == 302 and address.startswith(("https://", "http://")):
        return render(request, "socialaccount/leaving.html", {"address": address})
    return response


def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        return OAuth2CallbackView.adapter_view(OpenIdConnect(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
