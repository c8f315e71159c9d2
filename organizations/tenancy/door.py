"""The door of pages and API: /o/<slug>/… and /api/v1/o/<slug>/… open their organization, or are not found.

Who comes in is the signed-in member, or for the API the bearer of a token of that organization. The whole
answer is made inside one transaction and one scope: written on success, rolled back on an error. Times are
shown as clocks stand where the member is, texts in their language.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from organizations.events import record_refusal
from organizations.languages import language_of
from organizations.models import Membership, Organization
from organizations.privacy.viewings import Viewings
from organizations.sign_in.second_factor import has_second_factor

from .arrivals import member_for, organization_at, token_for
from .bearers import bearer, by_token, refused_by_scope, refused_token, remember_use, too_fast
from .origin import coming_from, origin_of
from .scope import organization_scope, scoped_stream
from .throttle import Throttle

SLUG = "organization_slug"


class OrganizationDoor:
    """Middleware. Views behind it find `request.organization`, `request.membership` and `request.now`.

    A view that shows something of somebody else says so: `request.looks_at("card", member_id)`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.calls = Throttle(settings.API_CALLS_A_MINUTE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.organization = request.membership = request.token = None  # type: ignore[attr-defined]
        request.now = timezone.now()  # type: ignore[attr-defined]
        with coming_from(origin_of(request)):
            return self.get_response(request)

    def process_view(self, request: Any, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if SLUG not in kwargs:
            return None
        slug = kwargs.pop(SLUG)
        if not (bearer(request) or request.user.is_authenticated):
            return signed_out(request)
        if (token := bearer(request)) and (wait := self.calls.wait_for(token)):
            return too_fast(wait)
        organization = organization_at(slug)
        if organization is None:
            return not_here(request)
        return answer(request, organization, view, lambda: view(request, *args, **kwargs))


def answer(request: Any, organization: Organization, view: Callable, act: Callable[[], Any]) -> HttpResponse:
    try:
        with organization_scope(organization.pk, request.now):
            if refused := enter(request, organization):
                return refused
            if wants_second_factor(request):
                return finish(ask_for_second_factor(request), organization.pk)
            with as_they_read(request.membership), by_token(request):
                response = refused_by_scope(request, view) or shown(request, act)
    except PermissionDenied:
        record_refused(request)
        keep_language(request)
        raise
    except Http404:
        keep_language(request)
        raise
    if response.status_code == 403:
        record_refused(request)
    return response


def shown(request: Any, act: Callable[[], Any]) -> HttpResponse:
    """The answer, rendered; whom it shows and that a token was used is written once it has gone out."""
    organization_id, viewings = request.organization.pk, Viewings(request.membership.pk, request.now)
    request.looks_at = viewings.at
    response = finish(act(), organization_id)
    viewings.write_after(response, organization_id)
    if request.token is not None:
        remember_use(request.token, organization_id, request.now, response)
    return response


@contextmanager
def as_they_read(membership: Membership) -> Iterator[None]:
    """Times as clocks stand where the member is, texts in their language."""
    with timezone.override(ZoneInfo(membership.zone)), translation.override(language_of(membership)):
        yield


def keep_language(request: Any) -> None:
    """The page that says no is made further out: in the language of whoever came in, too."""
    if request.membership is not None:
        translation.activate(language_of(request.membership))


def enter(request: Any, organization: Organization) -> HttpResponse | None:
    """Find who comes in: the bearer of a token of this organization, or its signed-in member. Else the refusal."""
    if secret := bearer(request):
        token = token_for(secret)
        if token is None or (refused := refused_token(token, request.now)):
            return refused if token else signed_out(request)
        request.token = token
    membership = request.token.bearer if request.token else member_for(request.user.pk)
    if membership is None:
        return not_here(request)
    membership.organization = organization
    request.organization, request.membership = organization, membership
    return None


def wants_second_factor(request: Any) -> bool:
    """The organization asks for a second factor, and this session has shown none. Tokens are not asked."""
    asks = request.organization.second_factor_required and request.token is None
    return asks and not has_second_factor(request.session)


def ask_for_second_factor(request: Any) -> HttpResponse:
    """Lead a person to where they can set one up or show it, and back to the page they wanted."""
    if is_api(request):
        sentence = _(
            "%(organization)s asks for a second factor. Open %(page)s in this browser, then try again."
        )
        values = {
            "organization": request.organization.name,
            "page": settings.BASE_URL + reverse("second_factor"),
        }
        return JsonResponse({"detail": sentence % values}, status=403)
    wanted = request.get_full_path() if request.method == "GET" else f"/o/{request.organization.slug}/"
    return go_to(request, f"{reverse('second_factor')}?{urlencode({'next': page_of(request, wanted)})}")


def page_of(request: HttpRequest, wanted: str) -> str:
    """The page on which a fragment was asked for: it is that page somebody wants to come back to."""
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    return f"{page.path}?{page.query}".rstrip("?") if page.path.startswith("/o/") else wanted


def go_to(request: HttpRequest, address: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def not_here(request: HttpRequest) -> HttpResponse:
    """The same answer for an organization that is not there and for one that is not yours."""
    if bearer(request):
        return signed_out(request)
    if is_api(request):
        detail = _("There is no such organization here, or you are not one of its members.")
        return JsonResponse({"detail": detail, "code": "not_here"}, status=404)
    raise Http404


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def signed_out(request: HttpRequest) -> HttpResponse:
    if is_api(request):
        refused = JsonResponse({"detail": _("Sign in, or send a token.")}, status=401)
        refused["WWW-Authenticate"] = "Bearer"
        return refused
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=401)
        response["HX-Redirect"] = redirect_to_login(request.path).url
        return response
    return redirect_to_login(request.get_full_path())


def finish(response: HttpResponse, organization_id: int) -> HttpResponse:
    """Render inside the scope; an error answer writes nothing; a stream reopens the scope when it runs."""
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        response = response.render()
    if response.status_code >= 500:
        transaction.set_rollback(True)
    if response.streaming:
        response.streaming_content = scoped_stream(organization_id, response.streaming_content)  # type: ignore[attr-defined]
    return response


def record_refused(request: Any) -> None:
    if request.membership is None:
        return
    with organization_scope(request.organization.pk), by_token(request):
        record_refusal(by=request.membership, path=request.path, method=request.method, now=request.now)
