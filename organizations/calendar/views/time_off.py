"""One request for time off: seen, answered, withdrawn, opened again. And who is away in the next weeks."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from organizations import services
from organizations.calendar.absences import absences_of, people_seen, trail_of, waiting_for
from organizations.calendar.forms.time_off import AnswerForm
from organizations.calendar.lookups import calendar_of, time_off_seen
from organizations.calendar.permissions import can_answer, can_see_absences
from organizations.calendar.takes import takes_of
from organizations.links import link
from organizations.models import TimeOff
from organizations.refusals import REFUSED, show_refusal

PEOPLE_A_PAGE = 50


@require_GET
def time_off(request: Any, pk: int) -> HttpResponse:
    """One request with its trail; who may answer it does so here."""
    return time_off_page(request, time_off_seen(request, pk), AnswerForm())


def time_off_page(request: Any, off: TimeOff, form: AnswerForm, status: int = 200) -> HttpResponse:
    me, member = request.membership, off.membership
    is_open = off.state == TimeOff.ASKED
    context = {
        "off": off,
        "member": member,
        "form": form,
        "is_own": member == me,
        "may_answer": is_open and can_answer(me, off),
        "may_withdraw": off.state in (TimeOff.ASKED, TimeOff.APPROVED),
        "may_reopen": off.state != TimeOff.ASKED and (can_answer(me, off) or off.state == TimeOff.WITHDRAWN),
        "takes": takes_of(
            member, off.starts_on, off.ends_on, off.share, viewer=me, today=member.today(request.now)
        )
        if is_open
        else None,
        "trail": trail_of(off),
    }
    return render(request, "calendar/time_off.html", context, status=status)


@require_POST
def approve(request: Any, pk: int) -> HttpResponse:
    return answer(request, pk, services.approve_time_off, _("Approved. It counts from now on."))


@require_POST
def decline(request: Any, pk: int) -> HttpResponse:
    return answer(request, pk, services.decline_time_off, _("Declined. The person sees why."))


def answer(request: Any, pk: int, service: Callable[..., TimeOff], done: str) -> HttpResponse:
    off = time_off_seen(request, pk)
    if not can_answer(request.membership, off):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            service(time_off=off, by=request.membership, now=request.now, answer=form.cleaned_data["answer"])
        except ValidationError as error:
            show_refusal(form, error)
        else:
            return say_done(request, off, done)
    return time_off_page(request, off, form, REFUSED)


@require_POST
def withdraw(request: Any, pk: int) -> HttpResponse:
    off = time_off_seen(request, pk)
    return act(request, off, services.withdraw_time_off, _("Withdrawn. It does not count any more."))


@require_POST
def reopen(request: Any, pk: int) -> HttpResponse:
    """Undo of an answer and of a withdrawal."""
    return act(request, time_off_seen(request, pk), services.reopen_time_off, _("As it was before."))


def act(request: Any, off: TimeOff, service: Callable[..., TimeOff], done: str) -> HttpResponse:
    try:
        service(time_off=off, by=request.membership, now=request.now)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(link(request.organization, "organizations:time_off", pk=off.pk))
    if service is services.reopen_time_off:
        messages.success(request, done)
        return redirect(link(request.organization, "organizations:time_off", pk=off.pk))
    return say_done(request, off, done)


def say_done(request: Any, off: TimeOff, done: str) -> HttpResponse:
    """A way back, and on to where the rest waits: own days for oneself, the open requests for who leads."""
    undo = link(request.organization, "organizations:reopen_time_off", pk=off.pk)
    messages.success(request, done, extra_tags=f"undo:{undo}")
    if off.membership == request.membership:
        return redirect(calendar_of(request, off.membership))
    return redirect(link(request.organization, "organizations:absences"))


@require_GET
def absences(request: Any) -> HttpResponse:
    """Open requests, and who of the people one leads is away in the next weeks."""
    me = request.membership
    if not can_see_absences(me):
        raise PermissionDenied
    page = Paginator(people_seen(me), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    waiting = waiting_for(me)
    request.looks_at("absences", *(one.pk for one in page), *(off.member_id for off in waiting))
    context = {
        "page": page,
        "view": absences_of(list(page), request.organization, me.today(request.now)),
        "waiting": waiting,
    }
    return render(request, "calendar/absences.html", context)
