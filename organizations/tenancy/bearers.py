"""Tokens at the door: how one is sent, when it opens nothing, and that it was used."""

import math
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from organizations.after_response import after_response
from organizations.models import ApiToken
from organizations.services.tokens import is_worth_keeping, keep_use
from organizations.tokens.scopes import why_not

from .origin import coming_from, origin_of
from .scope import organization_scope

log = structlog.get_logger(__name__)


def bearer(request: HttpRequest) -> str:
    """The token in the Authorization header of an API call; pages take none."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and request.path.startswith("/api/") else ""


def by_token(request: Any) -> AbstractContextManager[None]:
    """What is recorded says which token it was done with."""
    return coming_from(origin_of(request, request.token.pk)) if request.token else nullcontext()


def refused_token(token: ApiToken, now: datetime) -> HttpResponse | None:
    """Why this token opens nothing any more: told to whoever has it, for they had it once. None when it is live."""
    code, sentence = why_dead(token, now)
    if not code:
        return None
    log.info("token_refused", token=token.pk, reason=code)
    challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
    return JsonResponse({"detail": sentence, "code": code}, status=401, headers=challenge)


def why_dead(token: ApiToken, now: datetime) -> tuple[str, str]:
    if token.revoked_at is not None:
        return "token_revoked", _("This token was revoked. Make a new one.")
    if token.has_expired(now):
        return "token_expired", _("This token has expired. Make a new one.")
    if token.membership.deactivated_at is not None or not token.account_is_active:
        return "token_without_member", _("Whoever made this token has no access any more.")
    return "", ""


def refused_by_scope(request: Any, view: Any) -> HttpResponse | None:
    """The answer to a token that is live and not let in here."""
    if request.token is None:
        return None
    sentence = why_not(request.token.scopes, view, request.method)
    return JsonResponse({"detail": sentence, "code": "scope"}, status=403) if sentence else None


def remember_use(token: ApiToken, organization_id: int, now: datetime, response: HttpResponse) -> None:
    """Once the answer has gone out, and only now and then: no call waits for it."""
    if is_worth_keeping(token, now):
        after_response(response, lambda: write_use(organization_id, token.pk, now))


def write_use(organization_id: int, token_id: int, now: datetime) -> None:
    with organization_scope(organization_id):
        keep_use(token_id=token_id, now=now)


def too_fast(wait: float) -> HttpResponse:
    """Answered before anything is asked of the database."""
    seconds = math.ceil(wait)
    sentence = _("Too many calls with this token. Try again in %(seconds)s s.") % {"seconds": seconds}
    return JsonResponse({"detail": sentence}, status=429, headers={"Retry-After": str(seconds)})
