"""Pages of tokens: one's own, a new one shown once, revoking, and all of the organization for admins.

They are for people who are signed in: no call with a token comes here, nor is there an API for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organizations import services
from organizations.links import absolute, link
from organizations.models import ApiToken
from organizations.refusals import REFUSED, sent, show_refusal
from organizations.sign_in.again import asked_again

from .forms import TokenForm
from .permissions import can_see_all_tokens
from .scopes import in_words

A_PAGE = 50
LIVE, REVOKED, EXPIRED, WITHOUT_MEMBER = "live", "revoked", "expired", "without_member"


@dataclass(frozen=True)
class TokenLine:
    """A token as a list shows it."""

    token: ApiToken
    state: str
    may: list[str]


def line_of(token: ApiToken, now: datetime) -> TokenLine:
    return TokenLine(token, state_of(token, now), in_words(token.scopes))


def state_of(token: ApiToken, now: datetime) -> str:
    if token.revoked_at is not None:
        return REVOKED
    if token.has_expired(now):
        return EXPIRED
    return WITHOUT_MEMBER if token.membership.deactivated_at else LIVE


@require_GET
def tokens(request: Any) -> HttpResponse:
    """One's own tokens, those that open something first."""
    mine = ApiToken.objects.filter(membership=request.membership)
    context = {"live": mine.live(request.now).count(), "everyone": False}
    return listed(request, mine, context)


@require_GET
def all_tokens(request: Any) -> HttpResponse:
    """Every token of the organization, with whose it is."""
    if not can_see_all_tokens(request.membership):
        raise PermissionDenied
    everyone = ApiToken.objects.visible_to(request.membership)
    here = everyone.live(request.now).filter(membership__deactivated_at__isnull=True)
    return listed(request, everyone, {"live": here.count(), "everyone": True})


def listed(request: Any, found: Any, context: dict[str, Any]) -> HttpResponse:
    ordered = found.select_related("membership").order_by("-revoked_at", "-created_at", "-pk")
    page = Paginator(ordered, A_PAGE).get_page(request.GET.get("page"))
    lines = [line_of(token, request.now) for token in page]
    if context["everyone"]:
        request.looks_at("tokens", *owners(lines))
    return render(request, "tokens/tokens.html", {**context, "page": page, "lines": lines})


def owners(lines: Iterable[TokenLine]) -> set[int]:
    return {line.token.membership_id for line in lines}


@require_http_methods(["GET", "POST"])
def new_token(request: Any) -> HttpResponse:
    """Choose what it may do; the answer shows the secret, once. Who one is is asked again before that."""
    here = link(request.organization, "organizations:new_token")
    if step := asked_again(request, here):
        return step
    form = TokenForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            token, secret = services.make_token(
                membership=request.membership, name=form.cleaned_data["name"], scopes=form.scopes(),
                by=request.membership, now=request.now, expires_at=form.ends(request.now),
            )  # fmt: skip
        except ValidationError as error:
            show_refusal(form, error)
        else:
            return shown_once(request, token, secret)
    return render(request, "tokens/new.html", {"form": form}, status=REFUSED if form.is_bound else 200)


def shown_once(request: Any, token: ApiToken, secret: str) -> HttpResponse:
    """The only answer that holds the secret. No cache keeps it."""
    example = absolute(f"/api/v1/o/{request.organization.slug}/")
    context = {"line": line_of(token, request.now), "secret": secret, "example": example}
    answer = render(request, "tokens/made.html", context, status=201)
    add_never_cache_headers(answer)
    return answer


@require_http_methods(["GET", "POST"])
def revoke_token(request: Any, pk: int) -> HttpResponse:
    """Ask first: what uses it stops at once, and it can't be brought back."""
    visible = ApiToken.objects.visible_to(request.membership).select_related("membership")
    token = get_object_or_404(visible, pk=pk)
    request.looks_at("tokens", token.membership_id)
    mine = token.membership_id == request.membership.pk
    back = link(request.organization, "organizations:tokens" if mine else "organizations:all_tokens")
    if request.method == "POST":
        services.revoke_token(token=token, by=request.membership, now=request.now)
        messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": token.name})
        return redirect(back)
    context = {"line": line_of(token, request.now), "mine": mine, "back": back}
    return render(request, "tokens/revoke.html", context)
