"""Which open opportunities and active prospects have no next date: give them one, or say why there is none."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from activities import services
from activities.choices import follow_up_days
from activities.follow_up_forms import HoldForm, NextStepForm
from activities.models import Hold
from activities.next_steps import holds_of, opportunities_without_next, prospects_without_next
from activities.permissions import can_plan_for
from organizations.links import link
from organizations.models import Membership

from .links import linked
from .ways import onward

SHOWN = 50


@require_GET
def next_steps(request: Any) -> HttpResponse:
    """One's own, or of a person one leads; what has a reason stands below, with its reason."""
    people = list(Membership.objects.visible_to(request.membership).present().order_by("plain_name", "pk"))
    asked = request.GET.get("person", "")
    person = next((one for one in people if str(one.pk) == asked), request.membership)
    owners = Membership.objects.filter(pk=person.pk)
    today = person.today(request.now)
    deals, prospects = opportunities_without_next(owners, today), prospects_without_next(owners, today)
    request.looks_at("follow_ups", person.pk)
    context = {
        "person": person, "people": people if len(people) > 1 else [], "mine": person == request.membership,
        "deals": deals[:SHOWN], "prospects": prospects[:SHOWN], "deal_count": deals.count(),
        "prospect_count": prospects.count(), "holds": list(holds_of(owners, today)[:SHOWN]),
        "days": follow_up_days(person, request.organization, today),
    }  # fmt: skip
    return render(request, "activities/next_steps.html", context)


def record_of(request: Any) -> dict[str, Any]:
    """The contact or opportunity of the address, which the reader may plan for."""
    whom = linked(request)
    if not whom or "account" in whom:
        raise Http404
    if not can_plan_for(request.membership, *whom.values()):
        raise PermissionDenied
    return whom


@require_POST
def plan_next(request: Any) -> HttpResponse:
    """A next step in one tap; it is the owner's."""
    whom = record_of(request)
    found = next(iter(whom.values()))
    member = found.owner or request.membership
    days = follow_up_days(member, request.organization, member.today(request.now))
    form = NextStepForm(request.POST, days=days)
    way = onward(request, link(request.organization, "activities:next_steps"))
    if form.is_valid():
        said = form.cleaned_data
        day = said["on"] or date.fromisoformat(said["when"])
        try:
            made = services.plan_follow_up(
                member=member, due_on=day, by=request.membership, now=request.now, **whom
            )
        except ValidationError as error:
            messages.warning(request, error.messages[0])
        else:
            undo = f"{link(request.organization, 'activities:drop', pk=made.pk)}?{urlencode({'next': way})}"
            messages.success(
                request, _("Next step planned: %(name)s") % {"name": found}, extra_tags=f"undo:{undo}"
            )
    else:
        messages.warning(request, _("Choose a day for the next step."))
    return redirect(way)


@require_POST
def hold(request: Any) -> HttpResponse:
    """Say why there is no next date."""
    whom = record_of(request)
    way = onward(request, link(request.organization, "activities:next_steps"))
    form = HoldForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([str(error) for errors in form.errors.values() for error in errors])
        said = services.hold(by=request.membership, now=request.now, **whom, **form.cleaned_data)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        undo = f"{link(request.organization, 'activities:lift_hold', pk=said.pk)}?{urlencode({'next': way})}"
        messages.success(request, _("Noted why there is no next date."), extra_tags=f"undo:{undo}")
    return redirect(way)


@require_POST
def lift_hold(request: Any, pk: int) -> HttpResponse:
    """It is to have a next date again."""
    found = get_object_or_404(Hold.objects.select_related("contact", "opportunity"), pk=pk)
    record: Any = found.contact or found.opportunity
    if not type(record).objects.visible_to(request.membership).filter(pk=record.pk).exists():
        raise Http404
    if not can_plan_for(request.membership, record):
        raise PermissionDenied
    services.lift_hold(hold=found, by=request.membership, now=request.now)
    return redirect(onward(request, link(request.organization, "activities:next_steps")))
