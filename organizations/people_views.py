"""Pages of people and teams: who is in which team, and one person's roles, teams and working days."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from organizations.member_views import MoveForm, RolesForm
from organizations.models import Membership, Placement, Team
from organizations.roster import own_month, roles_of, roster


@require_GET
def people(request: Any) -> HttpResponse:
    """The team tree with its people; admins see all, leaders what they lead."""
    me: Membership = request.membership
    if not (me.is_admin or me.leads_any):
        raise PermissionDenied
    return render(
        request,
        "organizations/people.html",
        {"roster": roster(me, me.today(request.now)), "former": former(me)},
    )


def former(me: Membership) -> list[Membership]:
    """Those who had access once, for admins, the last to go first."""
    gone = Membership.objects.filter(deactivated_at__isnull=False).order_by("-deactivated_at", "pk")
    return list(gone) if me.is_admin else []


@require_GET
def person(request: Any, pk: int) -> HttpResponse:
    """One person: roles, teams so far, and this month's own days with where they come from."""
    visible = (
        Membership.objects.visible_to(request.membership).with_duties().select_related("user", "organization")
    )
    member = get_object_or_404(visible, pk=pk)
    request.looks_at("person", pk)
    history = Placement.objects.filter(membership=member).select_related("team").order_by("-starts_on")
    context = {
        "member": member,
        "roles": roles_of(member),
        "history": list(history),
        "leads": list(Team.objects.filter(leader=member).order_by("name")),
        "month": own_month(member, request.membership.today(request.now)),
        **changes(request, member, history.first()),
    }
    return render(request, "organizations/person.html", context)


def changes(request: Any, member: Membership, place: Placement | None) -> dict[str, Any]:
    """The forms for what an admin changes here; nothing for everybody else."""
    if not request.membership.is_admin:
        return {"roles_form": None, "move_form": None}
    today = request.membership.today(request.now)
    return {
        "roles_form": RolesForm(initial={"is_rep": member.is_rep, "is_admin": member.is_admin}),
        "move_form": MoveForm(initial={"team": place and place.team_id, "from_on": today}),
    }
