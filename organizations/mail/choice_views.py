"""Which mails one gets: the page in the house, and the one behind a mail's own link, outside and without signing in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organizations.links import link
from organizations.models import MailStop, Membership
from organizations.tenancy.door import as_they_read
from organizations.tenancy.scope import organization_scope

from .kinds import ACCOUNT, MEMBERS, OUTSIDE, kinds, shown_to
from .stopping import behind, resume_mails, stop_mails, wants


@require_GET
def your_mail(request: Any) -> HttpResponse:
    """Every kind of mail, what it is for, and whether one gets it."""
    me = request.membership
    stopped = set(MailStop.objects.filter(membership=me).values_list("kind", flat=True))
    shown = shown_to(me)
    free = [kind for kind in shown if kind.can_stop]
    context = {
        "choices": [(kind, kind.choice.wants(me) if kind.choice else kind.key not in stopped) for kind in free],
        "always": [kind for kind in shown if not kind.can_stop and kind.to in (MEMBERS, ACCOUNT)],
        "others": [kind for kind in shown if kind.to == OUTSIDE],
    }  # fmt: skip
    return render(request, "settings/mail.html", context)


@require_POST
def stop_kind(request: Any, kind: str) -> HttpResponse:
    return chosen(request, kind, stop_mails, "resume_kind", _("You get no more of these."))


@require_POST
def resume_kind(request: Any, kind: str) -> HttpResponse:
    return chosen(request, kind, resume_mails, "stop_kind", _("You get these again."))


def chosen(request: Any, key: str, act: Any, undo: str, done: str) -> HttpResponse:
    if key not in kinds or not kinds[key].sees(request.membership):
        raise Http404
    try:
        act(membership=request.membership, key=key, by=request.membership, now=request.now)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        back = link(request.organization, f"organizations:{undo}", kind=key)
        messages.success(request, done, extra_tags=f"undo:{back}")
    return redirect(link(request.organization, "organizations:your_mail"))


@require_http_methods(["GET", "POST"])
def stop_page(request: Any, token: str) -> HttpResponse:
    """Behind the link of a mail: what it is, and a button. Programs that open every link change nothing."""
    return answered(request, token, act=request.POST.get("do", "") if request.method == "POST" else "")


@csrf_exempt  # a mail program has no token; the signature in the address is what allows it (RFC 8058)
@require_http_methods(["GET", "POST"])
def stop_at_once(request: Any, token: str) -> HttpResponse:
    """One click in a mail program. Looked at, it leads to the page with the button."""
    if request.method == "GET":
        return finished(redirect("stop_mails", token=token))
    return answered(request, token, act="stop")


def answered(request: Any, token: str, act: str) -> HttpResponse:
    found = behind(token)
    if found is None or found[2] not in kinds or not kinds[found[2]].can_stop:
        return finished(render(request, "mail/stop.html", {"kind": None}, status=404))
    with organization_scope(found[0]):
        member = (
            Membership.objects.present().filter(pk=found[1]).select_related("user", "organization").first()
        )
        if member is None:
            return finished(render(request, "mail/stop.html", {"kind": None}, status=404))
        with as_they_read(member):
            return finished(done(request, member, found[2], act, token))


def done(request: Any, member: Membership, key: str, act: str, token: str) -> HttpResponse:
    does = {"stop": stop_mails, "resume": resume_mails}.get(act)
    if does:
        does(membership=member, key=key, by=None, now=request.now)
    context = {
        "kind": kinds[key], "wanted": wants(member, kinds[key]), "address": member.user.email,
        "house": member.organization, "token": token,
    }  # fmt: skip
    return render(request, "mail/stop.html", context)


def finished(response: HttpResponse) -> HttpResponse:
    """The address is a key, if a small one: it is kept by no cache and told to no other page."""
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "same-origin"
    return response
