"""Pages of people and teams: who is in which team, and one person's roles, teams and working days."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from organizations.models import Membership, Placement, Team
from organizations.roster import own_month, roles_of, roster


@require_GET
def people(request: Any) -> HttpResponse:
    """The team tree with its people; admins see all, leaders what they lead."""
    me: Membership = request.membership
    if not (me.is_admin or me.leads_any):
        raise PermissionDenied
    return render(request, "organizations/people.html", {"roster": roster(me, me.today(request.now))})


@require_GET
def person(request: Any, pk: int) -> HttpResponse:
    """One person: roles, teams so far, and this month's own days with where they come from."""
    visible = (
        Membership.objects.visible_to(request.membership).with_duties().select_related("user", "organization")
    )
    member = get_object_or_404(visible, pk=pk)
    history = Placement.objects.filter(membership=member).select_related("team").order_by("-starts_on")
    context = {
        "member": member,
        "roles": roles_of(member),
        "history": list(history),
        "leads": list(Team.objects.filter(leader=member).order_by("name")),
        "month": own_month(member, request.membership.today(request.now)),
    }
    return render(request, "organizations/person.html", context)
