"""Pages of people and teams: who is in which team, and one person's roles, teams and working days."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from organizations import registry
from organizations.member_forms import RolesForm
from organizations.models import Membership, Placement, Team
from organizations.people_asking import PeopleForm
from organizations.roster import own_month, roles_of, roster
from organizations.teams.moves import planned_of


@require_GET
def people(request: Any) -> HttpResponse:
    """Everybody by team, found by name, role, team and whether they are here; leaders see whom they lead."""
    me: Membership = request.membership
    if not (me.is_admin or me.leads_any):
        raise PermissionDenied
    form = PeopleForm(request.GET, viewer=me)
    found = roster(me, me.today(request.now), form.asks, request.GET.get("page"))
    former = Membership.objects.filter(deactivated_at__isnull=False).count() if me.is_admin else 0
    return render(request, "organizations/people.html", {"roster": found, "form": form, "former": former})


@require_GET
def person(request: Any, pk: int) -> HttpResponse:
    """One person: roles, teams so far, and this month's own days with where they come from."""
    visible = (
        Membership.objects.visible_to(request.membership).with_duties().select_related("user", "organization")
    )
    member = get_object_or_404(visible, pk=pk)
    request.looks_at("person", pk)
    history = Placement.objects.filter(membership=member).select_related("team").order_by("-starts_on")
    stays, today = list(history), member.today(request.now)
    context = {
        "member": member,
        "roles": roles_of(member),
        "history": stays,
        "planned": planned_of(stays, today),
        "today": today,
        "leads": list(Team.objects.in_use().filter(leader=member).order_by("name")),
        "month": own_month(member, request.membership.today(request.now)),
        "roles_form": roles_form(request.membership, member),
        "beside": registry.slot("beside a person", request=request, member=member),
    }
    return render(request, "organizations/person.html", context)


def roles_form(me: Membership, member: Membership) -> RolesForm | None:
    """For admins; nothing for everybody else."""
    if not me.is_admin:
        return None
    return RolesForm(initial={"is_rep": member.is_rep, "is_admin": member.is_admin})
