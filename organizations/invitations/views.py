"""Pages for admins: inviting, and what became of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organizations.links import link
from organizations.models import Invitation
from organizations.refusals import REFUSED, sent, show_refusal

from . import inviting
from .cards import cards_of
from .forms import InviteForm
from .permissions import can_invite

A_PAGE = 50


@require_GET
def invitations(request: Any) -> HttpResponse:
    """Those that wait, and those that were accepted or taken back, newest first."""
    refuse_others(request)
    found = Invitation.objects.visible_to(request.membership).newest_first()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    cards = cards_of(page, request.now)
    rows = [(one, state_of(one, request.now), cards.get(one.pk)) for one in page]
    waiting = Invitation.objects.visible_to(request.membership).valid(request.now).count()
    return render(request, "organizations/invitations.html", {"page": page, "rows": rows, "waiting": waiting})


def state_of(invitation: Invitation, now: Any) -> str:
    return "expired" if invitation.has_expired(now) else invitation.state


@require_http_methods(["GET", "POST"])
def invite(request: Any) -> HttpResponse:
    """Invite one person, or a pasted list. Who can't be invited stays in the form, with the reason."""
    refuse_others(request)
    form = InviteForm(sent(request), initial={"team": request.GET.get("team")}, now=request.now)
    result = invited(request, form) if form.is_valid() else None
    if result is not None and not result.refused:
        messages.success(request, said(len(result.made)))
        return redirect(link(request.organization, "organizations:invitations"))
    if result is not None:
        form = InviteForm(initial={**form.cleaned_data, "people": lines_of(result)}, now=request.now)
    status = REFUSED if form.is_bound or (result and not result.made) else 200
    context = {"form": form, "result": result, "said": result and said(len(result.made))}
    return render(request, "organizations/invite.html", context, status=status)


def invited(request: Any, form: InviteForm) -> inviting.Invited | None:
    try:
        return inviting.invite_people(
            invitees=form.invitees(), part=form.part(), by=request.membership, now=request.now
        )
    except ValidationError as error:
        show_refusal(form, error)
        return None


def lines_of(result: inviting.Invited) -> str:
    """Nothing is lost: who was not invited can be put right and sent again."""
    return "\n".join(refused.invitee.text for refused in result.refused)


def said(people: int) -> str:
    return ngettext("%(people)s person invited.", "%(people)s people invited.", people) % {"people": people}


@require_POST
def resend(request: Any, pk: int) -> HttpResponse:
    found = find(request, pk)
    try:
        inviting.resend_invitation(invitation=found, by=request.membership, now=request.now)
        messages.success(request, _("A new link is on its way to %(email)s.") % {"email": found.email})
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect(link(request.organization, "organizations:invitations"))


@require_POST
def revoke(request: Any, pk: int) -> HttpResponse:
    found = find(request, pk)
    if inviting.revoke_invitation(invitation=found, by=request.membership, now=request.now):
        undo = link(request.organization, "organizations:resend_invitation", pk=pk)
        messages.success(
            request,
            _("The invitation of %(email)s is taken back.") % {"email": found.email},
            extra_tags=f"undo:{undo}",
        )
    else:
        messages.warning(request, _("This invitation is not open any more."))
    return redirect(link(request.organization, "organizations:invitations"))


def find(request: Any, pk: int) -> Invitation:
    refuse_others(request)
    return get_object_or_404(Invitation.objects.visible_to(request.membership), pk=pk)


def refuse_others(request: Any) -> None:
    if not can_invite(request.membership):
        raise PermissionDenied
