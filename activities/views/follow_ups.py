"""What was promised for a day: done, not done after all, later."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from activities import services
from activities.choices import follow_up_days
from activities.models import FollowUp
from activities.permissions import can_change_follow_up
from organizations.links import link

from .ways import onward


def own(request: Any, pk: int) -> FollowUp:
    seen = FollowUp.objects.visible_to(request.membership)
    follow_up = get_object_or_404(seen.select_related("member", "contact", "account"), pk=pk)
    if not can_change_follow_up(request.membership, follow_up):
        raise PermissionDenied
    return follow_up


@require_POST
def finish(request: Any, pk: int) -> HttpResponse:
    """It is done."""
    follow_up = own(request, pk)
    services.finish_follow_up(follow_up=follow_up, by=request.membership, now=request.now)
    undo = link(request.organization, "activities:reopen", pk=pk)
    messages.success(request, f"Done: {follow_up.with_whom}", extra_tags=f"undo:{undo}")
    return redirect(onward(request, link(request.organization, "home")))


@require_POST
def reopen(request: Any, pk: int) -> HttpResponse:
    """It is not done after all."""
    services.reopen_follow_up(follow_up=own(request, pk), by=request.membership, now=request.now)
    return redirect(onward(request, link(request.organization, "home")))


@require_POST
def later(request: Any, pk: int) -> HttpResponse:
    """On the next day that its owner works."""
    follow_up = own(request, pk)
    today = follow_up.member.today(request.now)
    days = follow_up_days(follow_up.member, request.organization, today)
    try:
        if days:
            services.snooze(follow_up=follow_up, until=days[0].day, by=request.membership, now=request.now)
            messages.success(request, f"Moved to {days[0].label}: {follow_up.with_whom}")
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    return redirect(onward(request, link(request.organization, "home")))
