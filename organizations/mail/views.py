"""The outbox: every mail as it was or will be sent."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from organizations.links import link
from organizations.models import Membership, OutboxMail
from organizations.secret_paths import without_secrets

from . import outbox as services
from .permissions import can_resend_mail

A_PAGE = 50
# The mail's own policy: it may look like a mail and do nothing at all.
MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@require_GET
def outbox(request: Any) -> HttpResponse:
    """Newest first; admins see every mail, others what was sent to them."""
    mails = OutboxMail.objects.visible_to(request.membership).newest_first().defer("text", "html")
    state = request.GET.get("state", "")
    shown = mails.filter(state=state) if state in dict(OutboxMail.STATES) else mails
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    counts = mails.counts_by_state()
    request.looks_at("mails", *(one.recipient_id for one in page))
    context = {"page": page, "state": state, "states": states(counts), "counts": counts}
    return render(request, "mail/outbox.html", context)


def states(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    return [(key, str(label), counts[key]) for key, label in OutboxMail.STATES if counts.get(key)]


@require_GET
def mail(request: Any, pk: int) -> HttpResponse:
    """One mail with its state, its HTML in a sandboxed frame, and its text."""
    found = find(request, pk)
    request.looks_at("mail", found.recipient_id, record=pk)
    context = {
        "mail": found,
        "as_text": request.GET.get("as") == "text" or not found.html,
        "can_resend": can_resend_mail(request.membership, found),
    }
    return render(request, "mail/mail.html", context)


@require_GET
@xframe_options_sameorigin
def mail_html(request: Any, pk: int) -> HttpResponse:
    """The HTML of a mail by itself, with a policy of its own. Shown in the frame of the page."""
    found = find(request, pk)
    request.looks_at("mail", found.recipient_id, record=pk)
    response = HttpResponse(found.html)
    response["Content-Security-Policy"] = MAIL_POLICY
    return response


@require_POST
def resend(request: Any, pk: int) -> HttpResponse:
    found = find(request, pk)
    if not request.membership.is_admin:
        raise PermissionDenied
    if can_resend_mail(request.membership, found):
        services.resend_mail(mail=found, by=request.membership, now=request.now)
        messages.success(request, _("On its way to %(to_address)s again.") % {"to_address": found.to_address})
    else:
        messages.warning(request, _("Only a mail that failed can be sent again."))
    return redirect(link(request.organization, "organizations:mail", pk=pk))


def find(request: Any, pk: int) -> OutboxMail:
    mails = OutboxMail.objects.visible_to(request.membership).select_related("recipient")
    return for_eyes_of(request.membership, get_object_or_404(mails, pk=pk))


def for_eyes_of(reader: Membership, mail: OutboxMail) -> OutboxMail:
    """The mail without what only its own reader may use: links that let in, and to everybody else links that act."""
    if mail.has_secret:
        mail.text = mail.html = ""
    elif mail.recipient_id != reader.pk:
        mail.text, mail.html = without_secrets(mail.text), without_secrets(mail.html)
    return mail
