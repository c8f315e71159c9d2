"""The page behind the link of an invitation: outside any organization, for people who are not in one yet.

Who holds the link has read the mail, so the page may say whose address it is. It opens the organization that the
link is for, which a function of the database owner names, and nothing of it but this one invitation is shown.
"""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_POST

from organizations.languages import language_read
from organizations.links import link
from organizations.models import Invitation, Membership, Organization, User
from organizations.models.people import digest_of
from organizations.refusals import REFUSED, sent, show_refusal
from organizations.tenancy.scope import organization_scope

from . import joining
from .forms import NewPersonForm

# What the page says in each case, and with which status it says so when something was sent.
GONE = {"unknown": 404, "revoked": 410, "expired": 410}
NOT_YOURS = {"other": 403, "sign_in": 403}


@require_http_methods(["GET", "POST"])
def invitation(request: Any, secret: str) -> HttpResponse:
    """Join with one button, choose a password, sign in first, or read why this link opens nothing."""
    organization_id = organization_behind(secret)
    if organization_id is None:
        return finished(render(request, "organizations/join.html", {"case": "unknown"}, status=404))
    with organization_scope(organization_id):
        found = Invitation.objects.select_related("organization", "team", "invited_by")
        held = found.get(digest=digest_of(secret))
        return finished(answer(request, held))


def answer(request: Any, held: Invitation) -> HttpResponse:
    case = case_of(request, held)
    if case == "here":
        return redirect(home_of(held.organization))
    form = NewPersonForm(sent(request), invitation=held) if case == "new" else None
    if request.method == "POST" and case == "join":
        return join(request, held)
    if form is not None and form.is_valid() and (response := join_as_new(request, held, form)):
        return response
    return shown(request, held, case, form)


def case_of(request: Any, held: Invitation) -> str:
    """What this link is to whoever opened it."""
    if held.state == Invitation.ACCEPTED:
        return "here" if came_by(request, held) else "accepted"
    if held.state == Invitation.REVOKED or held.expires_at <= request.now:
        return "revoked" if held.state == Invitation.REVOKED else "expired"
    if request.user.is_authenticated:
        return "join" if joining.owns(request.user, held) else "other"
    account = User.objects.with_address(held.email)
    return "new" if account is None or joining.was_never_used(account) else "sign_in"


def came_by(request: Any, held: Invitation) -> bool:
    """Whether it is the one who came in with it, whatever their address is by now, and they are still here."""
    return Membership.objects.present().filter(pk=held.membership_id or 0, user=request.user.pk).exists()


def join(request: Any, held: Invitation) -> HttpResponse:
    try:
        joining.accept_invitation(
            invitation=held, user=request.user, language=language_read(), now=request.now
        )
    except ValidationError as error:
        held.refresh_from_db()
        if held.state == Invitation.ACCEPTED and came_by(request, held):
            return redirect(home_of(held.organization))  # a second press
        return shown(request, held, case_of(request, held), None, " ".join(error.messages))
    return redirect(home_of(held.organization))


def join_as_new(request: Any, held: Invitation, form: NewPersonForm) -> HttpResponse | None:
    """Signed in and on the first page, or None with what is wrong at the form's fields."""
    try:
        membership = joining.join_as_new_person(
            invitation=held, language=language_read(), now=request.now, **form.cleaned_data
        )
    except ValidationError as error:
        show_refusal(form, error)
        return None
    return perform_login(
        request, membership.user, email_verification="none", redirect_url=home_of(held.organization)
    )


def shown(
    request: Any, held: Invitation, case: str, form: NewPersonForm | None, refused: str = ""
) -> HttpResponse:
    failed = request.method == "POST"
    status = GONE.get(case) or (NOT_YOURS.get(case, REFUSED) if failed else 200)
    context = {
        "case": case, "invitation": held, "organization": held.organization, "form": form, "refused": refused,
        "home": home_of(held.organization), "secret": request.resolver_match.kwargs["secret"],
    }  # fmt: skip
    return render(request, "organizations/join.html", context, status=status)


@require_POST
def switch(request: Any, secret: str) -> HttpResponse:
    """Sign out, and come back to the same invitation as nobody."""
    logout(request)
    return redirect("invitation", secret=secret)


def finished(response: HttpResponse) -> HttpResponse:
    """The address holds a secret: it is kept by no cache and told to no other page."""
    add_never_cache_headers(response)
    # With no referrer at all, browsers post with the origin "null", and the form is refused.
    response["Referrer-Policy"] = "same-origin"
    return response


def home_of(organization: Organization) -> str:
    return link(organization, "home")


def organization_behind(secret: str) -> int | None:
    """Which organization a link is for, by the digest of its secret; None for one that nobody sent."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organization_of_invitation(%s)", [digest_of(secret)])
        return cursor.fetchone()[0]
