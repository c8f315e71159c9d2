"""Somebody else comes back to them; and whoever said so takes it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from activities import services
from activities.follow_up_forms import HandOverForm
from activities.models import FollowUp
from activities.permissions import can_hand_over
from organizations.links import link
from organizations.models import Event
from organizations.refusals import show_refusal

from .follow_ups import details_form, find, hand_over_form, shown


@require_POST
def hand_over(request: Any, pk: int) -> HttpResponse:
    """Somebody else comes back to them."""
    if not is_in_sight(request, pk) and was_handed_over_by_me(request, pk):
        return redirect(link(request.organization, "activities:follow_ups"))  # a second tap is no mistake
    found = find(request, pk)
    if not can_hand_over(request.membership, found):
        raise PermissionDenied
    if found.done_at is not None:
        messages.warning(request, _("This follow-up is done already. Plan a new one."))
        return redirect(link(request.organization, "activities:follow_up", pk=pk))
    form = hand_over_form(request, found, request.POST)
    if not (form.is_valid() and given(request, found, form)):
        request.looks_at("follow_ups", found.member_id)
        return shown(request, found, form=details_form(found, None), hand_over=form)
    said = {"name": form.cleaned_data["to"].name, "whom": found.with_whom}
    undo = link(request.organization, "activities:take_back", pk=pk)
    messages.success(request, _("%(name)s comes back to %(whom)s.") % said, extra_tags=f"undo:{undo}")
    return redirect(link(request.organization, "activities:follow_ups"))


def given(request: Any, found: FollowUp, form: HandOverForm) -> bool:
    to = form.cleaned_data["to"]
    try:
        services.reassign_follow_up(follow_up=found, to=to, by=request.membership, now=request.now)
    except ValidationError as error:
        show_refusal(form, error)
        return False
    return True


@require_POST
def take_back(request: Any, pk: int) -> HttpResponse:
    """To whom it was taken from. Whoever handed it over may not see it any more, and takes it back all the same."""
    if not was_handed_over_by_me(request, pk) and not can_hand_over(request.membership, find(request, pk)):
        raise PermissionDenied
    found = FollowUp.objects.with_names().get(pk=pk)
    try:
        services.take_back_follow_up(follow_up=found, by=request.membership, now=request.now)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        said = {"name": found.member.name, "whom": found.with_whom}
        messages.success(request, _("%(name)s comes back to %(whom)s.") % said)
    return redirect(link(request.organization, "activities:follow_ups"))


def is_in_sight(request: Any, pk: int) -> bool:
    return FollowUp.objects.visible_to(request.membership).filter(pk=pk).exists()


def was_handed_over_by_me(request: Any, pk: int) -> bool:
    trail = Event.objects.about(FollowUp._meta.label_lower, pk).told_by(["follow_up_reassigned"])
    return trail.filter(actor=request.membership).exists()
