"""What an admin changes about one person: roles, team from a day on, leaving and coming back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organizations import services
from organizations.date_words import day_and_month
from organizations.handing_over import open_work_of
from organizations.links import link
from organizations.member_forms import NOBODY, LeavingForm, MoveForm, RolesForm
from organizations.models import Membership, Placement
from organizations.people_views import person_page
from organizations.refusals import REFUSED, sent, show_refusal
from organizations.successors import nearest_leader
from organizations.teams.moves import planned_move, standing


@require_POST
def roles(request: Any, pk: int) -> HttpResponse:
    """What somebody is here; why not stands beside the box that was refused."""
    member, form = found(request, pk), RolesForm(request.POST)
    if form.is_valid():
        try:
            services.change_roles(
                membership=member, by=request.membership, now=request.now, **form.cleaned_data
            )
        except ValidationError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Saved. It holds from now on."))
            return redirect(link(request.organization, "organizations:person", pk=pk))
    return person_page(request, pk, form, REFUSED)


@require_http_methods(["GET", "POST"])
def move(request: Any, pk: int) -> HttpResponse:
    """Move somebody to another team from a day on; a move that is planned is said, and can be taken back."""
    member = found(request, pk)
    request.looks_at("person", pk)
    place = standing(member, member.today(request.now))
    form = move_form(request, member, place, sent(request))
    if form.is_valid():
        try:
            services.place_member(
                membership=member, team=form.chosen, from_on=form.cleaned_data["from_on"],
                by=request.membership, now=request.now,
            )  # fmt: skip
        except ValidationError as error:
            show_refusal(form, error)
        else:
            back = link(request.organization, "organizations:take_back_move", pk=pk)
            undo = f"undo:{back}" if form.cleaned_data["from_on"] >= member.today(request.now) else ""
            messages.success(request, said_of_move(member, form, request), extra_tags=undo)
            return redirect(link(request.organization, "organizations:person", pk=pk))
    context = {
        "member": member,
        "form": form,
        "place": place,
        "planned": planned_move(member, member.today(request.now)),
    }
    return render(request, "organizations/move.html", context, status=REFUSED if form.is_bound else 200)


@require_POST
def take_back_move(request: Any, pk: int) -> HttpResponse:
    """A planned move, or one of today, does not happen."""
    member = found(request, pk)
    return done(
        request, member, _("The move is taken back."),
        lambda: services.take_back_move(membership=member, by=request.membership, now=request.now),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def deactivate(request: Any, pk: int) -> HttpResponse:
    """What is open and who takes it, before access ends; then all of it in one step."""
    member = found(request, pk)
    if member.deactivated_at is not None:
        return redirect(link(request.organization, "organizations:person", pk=pk))
    request.looks_at("person", pk)
    held = open_work_of(member, request.now)
    given = [one for one in held if one.work.hand_over is not None]
    default = nearest_leader(member, request.now) or request.membership
    form = LeavingForm(
        sent(request), member=member, needed=bool(given), initial={"to": default.pk},
        find=link(request.organization, "organizations:find_people"),
    )  # fmt: skip
    if form.is_valid():
        try:
            services.deactivate_member(
                membership=member, to=form.taker, by=request.membership, now=request.now
            )
        except ValidationError as error:
            show_refusal(form, error)
        else:
            return left(request, member, undo=not held)
    context = {
        "member": member, "form": form, "given": given,
        "ended": [one for one in held if one.work.hand_over is None],
    }  # fmt: skip
    return render(request, "organizations/leave.html", context, status=REFUSED if form.is_bound else 200)


def left(request: Any, member: Membership, *, undo: bool) -> HttpResponse:
    """Undo is offered where it puts everything back: where nothing was handed over."""
    back = link(request.organization, "organizations:reactivate_member", pk=member.pk)
    said = _("%(name)s has no access any more.") % {"name": member.name}
    messages.success(request, said, extra_tags=f"undo:{back}" if undo else "")
    return redirect(link(request.organization, "organizations:person", pk=member.pk))


@require_POST
def reactivate(request: Any, pk: int) -> HttpResponse:
    member = found(request, pk)
    return done(
        request, member, _("%(name)s is back.") % {"name": member.name},
        lambda: services.reactivate_member(membership=member, by=request.membership, now=request.now),
    )  # fmt: skip


def move_form(request: Any, member: Membership, place: Placement | None, data: Any = None) -> MoveForm:
    """Filled with the team they are in, from today."""
    today = member.today(request.now)
    return MoveForm(data, initial={"team": place.team_id if place else NOBODY, "from_on": today})


def said_of_move(member: Membership, form: MoveForm, request: Any) -> str:
    words = {"name": member.name, "day": day_and_month(form.cleaned_data["from_on"])}
    if form.cleaned_data["from_on"] > member.today(request.now):
        return _("Planned: %(name)s moves on %(day)s.") % words
    return _("%(name)s has moved.") % words


def found(request: Any, pk: int) -> Membership:
    member = get_object_or_404(Membership.objects.visible_to(request.membership), pk=pk)
    if not request.membership.is_admin:
        raise PermissionDenied
    return member


def done(request: Any, member: Membership, said: str, change: Callable[[], object]) -> HttpResponse:
    """Make the change and lead back to the person, saying what was done or why not."""
    try:
        change()
        messages.success(request, said)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect(link(request.organization, "organizations:person", pk=member.pk))
