"""What an admin changes about one person: roles, team from a day on, leaving and coming back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from organizations import services
from organizations.links import link
from organizations.models import Membership, Team


class RolesForm(forms.Form):
    is_rep = forms.BooleanField(
        required=False, label=gettext_lazy("Sells: logs, has targets and a weekly card")
    )
    is_admin = forms.BooleanField(
        required=False, label=gettext_lazy("Admin: sees everything, changes who may what")
    )


class MoveForm(forms.Form):
    team = forms.ModelChoiceField(
        Team.objects.none(), required=False, label=gettext_lazy("Team"), empty_label=gettext_lazy("No team")
    )
    from_on = forms.DateField(
        label=gettext_lazy("From"),
        help_text=gettext_lazy("Work before that day stays with the team of its day."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.order_by("name", "pk")  # type: ignore[attr-defined]


@require_POST
def roles(request: Any, pk: int) -> HttpResponse:
    member, form = found(request, pk), RolesForm(request.POST)
    form.is_valid()
    return done(
        request, member, _("Saved. It holds from now on."),
        lambda: services.change_roles(membership=member, by=request.membership, now=request.now, **form.cleaned_data),
    )  # fmt: skip


@require_POST
def move(request: Any, pk: int) -> HttpResponse:
    member, form = found(request, pk), MoveForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose a team, and the day from which on."))
        return redirect(link(request.organization, "organizations:person", pk=pk))
    return done(
        request, member, _("%(name)s moves.") % {"name": member.name},
        lambda: services.place_member(membership=member, by=request.membership, now=request.now, **form.cleaned_data),
    )  # fmt: skip


@require_POST
def deactivate(request: Any, pk: int) -> HttpResponse:
    member = found(request, pk)
    return done(
        request, member, _("%(name)s has no access any more.") % {"name": member.name},
        lambda: services.deactivate_member(membership=member, by=request.membership, now=request.now),
        undo="organizations:reactivate_member",
    )  # fmt: skip


@require_POST
def reactivate(request: Any, pk: int) -> HttpResponse:
    member = found(request, pk)
    return done(
        request, member, _("%(name)s is back.") % {"name": member.name},
        lambda: services.reactivate_member(membership=member, by=request.membership, now=request.now),
    )  # fmt: skip


def found(request: Any, pk: int) -> Membership:
    member = get_object_or_404(Membership.objects.visible_to(request.membership), pk=pk)
    if not request.membership.is_admin:
        raise PermissionDenied
    return member


def done(
    request: Any, member: Membership, said: str, change: Callable[[], object], undo: str = ""
) -> HttpResponse:
    """Make the change and lead back to the person, saying what was done or why not."""
    try:
        change()
        back = link(request.organization, undo, pk=member.pk) if undo else ""
        messages.success(request, said, extra_tags=f"undo:{back}" if back else "")
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect(link(request.organization, "organizations:person", pk=member.pk))
