"""Pages of people and teams: who is in which team, and one person's roles, teams and working days."""

import re
from collections import defaultdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from organizations import registry
from organizations.choosing_people import fitting, written
from organizations.member_forms import RolesForm
from organizations.models import Membership, Placement, Team
from organizations.people_asking import PeopleForm
from organizations.roster import own_month, roles_of, roster
from organizations.teams.moves import planned_of

# The name of a field of a form, and what can be typed into it.
FIELD, LONGEST = re.compile(r"[a-z][a-z0-9_]{0,39}"), 600


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
    return person_page(request, pk)


def person_page(request: Any, pk: int, form: RolesForm | None = None, status: int = 200) -> HttpResponse:
    """The page; a form of roles that was refused is shown as it was sent."""
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
        "planned": None if member.deactivated_at else planned_of(stays, today),
        "today": today,
        "leads": list(Team.objects.in_use().filter(leader=member).order_by("plain_name", "pk")),
        "month": own_month(member, request.membership.today(request.now)),
        "roles_form": form or roles_form(request.membership, member),
        "beside": registry.slot("beside a person", request=request, member=member),
    }
    return render(request, "organizations/person.html", context, status=status)


@require_GET
def find(request: Any) -> HttpResponse:
    """Names to choose from while one types into a form: of the people one sees, with what each leads already."""
    field = request.GET.get("field", "")
    if not FIELD.fullmatch(field):
        raise Http404
    people = Membership.objects.visible_to(request.membership).present()
    found = fitting(people, request.GET.get(field, "").replace("\0", "")[:LONGEST])
    context = {"field": field, "people": with_teams(found)}
    return render(request, "organizations/_people_found.html", context)


def with_teams(members: list[Membership]) -> list[dict[str, str]]:
    led: dict[int | None, list[str]] = defaultdict(list)
    teams = Team.objects.in_use().filter(leader__in=members).order_by("plain_name", "pk")
    for leader, name in teams.values_list("leader", "name"):
        led[leader].append(name)
    return [
        {
            "text": written(member),
            "leads": _("leads %(teams)s") % {"teams": ", ".join(led[member.pk])} if member.pk in led else "",
        }
        for member in members
    ]


def roles_form(me: Membership, member: Membership) -> RolesForm | None:
    """For admins; nothing for everybody else."""
    if not me.is_admin:
        return None
    return RolesForm(initial={"is_rep": member.is_rep, "is_admin": member.is_admin})
