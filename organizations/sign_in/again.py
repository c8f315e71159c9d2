"""Asking once more who somebody is, before a page inside an organization that hands out something lasting."""

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def asked_again(request: HttpRequest, back: str) -> HttpResponse | None:
    """Where somebody shows who they are and comes back to `back`; None when they have within five minutes.

    What was sent is not kept meanwhile: it would be taken up again past the door of the organization.
    """
    try:
        if not is_reauthentication_required(request, app="account"):
            return None
    except ReauthenticationRequired:  # there is nothing to show but a code from the mail
        pass
    way = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
    return redirect(f"{way}?{urlencode({'next': back})}")
