"""Pages of the team tree, for admins: the tree itself, and one team's name, place, leader and end."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from organizations import services
from organizations.choosing_people import NOBODY
from organizations.links import link
from organizations.models import Event, Placement, Team
from organizations.refusals import REFUSED, sent, show_refusal
from organizations.services.placements import standing_on
from organizations.services.retiring import Going
from organizations.services.undoing import last_change

from .forms import NewTeam, RetireTeam, TeamLeader, TeamName, TeamPlace
from .permissions import can_change_teams
from .tree import TOP, retired_teams, tree


@require_GET
def team_tree(request: Any) -> HttpResponse:
    """The whole tree."""
    let_in(request)
    return render(request, "teams/tree.html", whole_tree(request))


@require_http_methods(["GET", "POST"])
def add_team(request: Any) -> HttpResponse:
    let_in(request)
    today = request.membership.today(request.now)
    form = NewTeam(
        sent(request),
        today=today,
        find=find_people(request),
        initial={"parent": request.GET.get("below", TOP)},
    )
    if form.is_valid():
        try:
            team = services.create_team(
                name=form.cleaned_data["name"], parent=form.place, leader=form.person,
                by=request.membership, now=request.now,
            )  # fmt: skip
        except ValidationError as error:
            show_refusal(form, error)
        else:
            return back_to_tree(request, team, _("%(team)s is there.") % {"team": team.name})
    return render(request, "teams/add.html", {"form": form}, status=REFUSED if form.is_bound else 200)


@require_GET
def team(request: Any, pk: int) -> HttpResponse:
    """One team: what it is called, where it stands, who leads it."""
    return team_page(request, found(request, pk))


@require_POST
def rename_team(request: Any, pk: int) -> HttpResponse:
    one = found(request, pk)
    form = TeamName(request.POST)
    return saved(
        request, one, form, _("The name is changed."),
        lambda: services.rename_team(team=one, name=form.cleaned_data["name"], **who(request)),
    ) or team_page(request, one, REFUSED, name_form=form)  # fmt: skip


@require_POST
def move_team(request: Any, pk: int) -> HttpResponse:
    one = found(request, pk)
    form = TeamPlace(request.POST, team=one)
    return saved(
        request, one, form, _("%(team)s has moved, with all below it.") % {"team": one.name},
        lambda: services.move_team(team=one, parent=form.place, **who(request)),
    ) or team_page(request, one, REFUSED, place_form=form)  # fmt: skip


@require_http_methods(["GET", "POST"])
def team_leader(request: Any, pk: int) -> HttpResponse:
    """Say who leads a team."""
    one = found(request, pk)
    today = request.membership.today(request.now)
    form = TeamLeader(
        sent(request),
        team=one,
        today=today,
        find=find_people(request),
        initial={"leader": one.leader_id or NOBODY},
    )
    done = form.is_bound and saved(
        request, one, form, _("Saved. It holds from now on."),
        lambda: services.name_leader(team=one, leader=form.person, **who(request)),
    )  # fmt: skip
    context = {"team": one, "form": form}
    return done or render(request, "teams/leader.html", context, status=REFUSED if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def retire_team(request: Any, pk: int) -> HttpResponse:
    """Take a team out of use; with people or teams in it the page asks where they go."""
    one = found(request, pk)
    today = request.organization.today(request.now)
    people = Placement.objects.filter(standing_on(today), team=one, membership__deactivated_at=None).count()
    children = list(Team.objects.in_use().filter(parent=one).order_by("plain_name", "pk"))
    form = RetireTeam(
        sent(request), team=one, people=people, teams=len(children),
        initial={"people_to": one.parent_id or "", "teams_to": one.parent_id or TOP},
    )  # fmt: skip
    done = form.is_bound and saved(
        request, one, form, _("%(team)s is retired. What was done in it stays.") % {"team": one.name},
        lambda: services.retire_team(
            team=one, going=Going(form.chosen("people_to"), form.chosen("teams_to")), **who(request)
        ),
    )  # fmt: skip
    context = {"team": one, "form": form, "people": people, "children": children}
    return done or render(request, "teams/retire.html", context, status=REFUSED if form.is_bound else 200)


@require_POST
def restore_team(request: Any, pk: int) -> HttpResponse:
    let_in(request)
    one = get_object_or_404(Team.objects.visible_to(request.membership), pk=pk)
    return tried(
        request, one, _("%(team)s is back, without people.") % {"team": one.name},
        lambda: services.restore_team(team=one, **who(request)),
    )  # fmt: skip


@require_POST
def place_team(request: Any) -> HttpResponse:
    """Put a team below another, dragged or by the arrows; the tree comes back in place, with why not where refused."""
    let_in(request)
    team_id, parent_id = (number(text) for text in place_sent(request))
    teams = Team.objects.visible_to(request.membership).in_use()
    one = get_object_or_404(teams, pk=team_id)
    parent = get_object_or_404(teams, pk=parent_id) if parent_id else None
    try:
        services.move_team(team=one, parent=parent, **who(request))
    except ValidationError as error:
        return tree_again(request, one, REFUSED, " ".join(error.messages))
    say(request, one, _("%(team)s has moved, with all below it.") % {"team": one.name})
    if not request.htmx:
        return redirect(link(request.organization, "organizations:team_tree"))
    return tree_again(request, one)


@require_POST
def undo_team(request: Any, pk: int) -> HttpResponse:
    """Undo the last change of a team."""
    let_in(request)
    event = get_object_or_404(Event.objects.visible_to(request.membership), pk=pk)
    try:
        services.undo_team_change(event=event, **who(request))
        messages.success(request, _("It is as it was."))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect(link(request.organization, "organizations:team_tree"))


def find_people(request: Any) -> str:
    return link(request.organization, "organizations:find_people")


def let_in(request: Any) -> None:
    if not can_change_teams(request.membership):
        raise PermissionDenied


def found(request: Any, pk: int) -> Team:
    """A team in use that the member may change."""
    let_in(request)
    teams = Team.objects.visible_to(request.membership).in_use().select_related("leader", "parent")
    return get_object_or_404(teams, pk=pk)


def who(request: Any) -> dict[str, Any]:
    return {"by": request.membership, "now": request.now}


def whole_tree(request: Any) -> dict[str, Any]:
    return {"roots": tree(request.membership.today(request.now)), "retired": retired_teams()}


def tree_again(request: Any, moved: Team, status: int = 200, refused: str = "") -> HttpResponse:
    """The fragment alone for htmx, the page for everybody else."""
    template = "teams/_tree.html" if request.htmx else "teams/tree.html"
    context = whole_tree(request) | {"moved": moved, "refused": refused, "in_place": request.htmx}
    return render(request, template, context, status=status)


def team_page(request: Any, one: Team, status: int = 200, **shown: forms.Form) -> HttpResponse:
    """The page with its forms; one that was refused is shown as it was sent."""
    context = {
        "team": one,
        "name_form": TeamName(initial={"name": one.name}),
        "place_form": TeamPlace(team=one, initial={"parent": one.parent_id or TOP}),
        "people": Placement.objects.on(request.membership.today(request.now))
        .filter(team=one, membership__deactivated_at=None)
        .count(),
        **shown,
    }
    return render(request, "teams/team.html", context, status=status)


def saved(
    request: Any, one: Team, form: forms.Form, said: str, change: Callable[[], object]
) -> HttpResponse | None:
    """Back to the tree when the change is made; None when it is refused, with why at the form's fields."""
    if not form.is_valid():
        return None
    try:
        change()
    except ValidationError as error:
        show_refusal(form, error)
        return None
    return back_to_tree(request, one, said)


def tried(request: Any, one: Team, said: str, change: Callable[[], object]) -> HttpResponse:
    """A change without a form: back to the tree, saying what was done or why not."""
    try:
        change()
        say(request, one, said)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect(link(request.organization, "organizations:team_tree"))


def back_to_tree(request: Any, one: Team, said: str) -> HttpResponse:
    say(request, one, said)
    return redirect(link(request.organization, "organizations:team_tree"))


def say(request: Any, one: Team, said: str) -> None:
    """What was done, with the way back; none where nothing was changed."""
    event = last_change(one)
    undo = ""
    if event is not None and event.at == request.now:
        undo = f"undo:{link(request.organization, 'organizations:undo_team', pk=event.pk)}"
    messages.success(request, said, extra_tags=undo)


def place_sent(request: Any) -> tuple[str, str]:
    """From the arrows as one value, "7:3"; from a drag as two."""
    if "place" in request.POST:
        team_id, _colon, parent_id = request.POST["place"].partition(":")
        return team_id, parent_id
    return request.POST.get("team", ""), request.POST.get("parent", "")


def number(text: str) -> int:
    """An id that was sent; 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0
