"""The step that asks who else comes: one address or a pasted list, and what these people are here."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations import services
from organizations.invitations.cards import cards_of
from organizations.invitations.forms import InviteForm
from organizations.invitations.inviting import Invited, invite_people
from organizations.models import Invitation, SetUp, Team
from organizations.refusals import sent

A_FEW = 20


class InviteStep(InviteForm):
    """The same form; nobody more is needed where somebody is invited already, and no team where there is none."""

    def __init__(self, *args: Any, more: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].required = not more
        self.fields["people"].error_messages["required"] = _(
            "Add at least one address, or skip this for now."
        )
        if not Team.objects.in_use().exists():
            del self.fields["team"], self.fields["leads"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        return {"team": None, "leads": False, **found}


def people_form(request: Any) -> InviteStep:
    """Where somebody else leads, the first who is asked for is the leader of the team that has none."""
    there, found = waiting(request).exists(), SetUp.objects.first()
    initial: dict[str, Any] = {}
    if found is not None and found.leading == SetUp.OTHER and not there:
        team = Team.objects.in_use().filter(leader=None).order_by("path").first()
        initial = {"team": team and team.pk, "leads": team is not None}
    elif (only := list(Team.objects.in_use().order_by("pk")[:2])) and len(only) == 1:
        initial = {"team": only[0].pk}
    return InviteStep(sent(request), more=there, initial=initial, now=request.now)


def save_people(request: Any, form: Any) -> bool:
    """Who can't be invited stays in the form with the reason; those who can be are asked at once."""
    if not form.cleaned_data["people"].strip():
        return True
    result = invite_people(invitees=form.invitees(), part=form.part(), by=request.membership, now=request.now)
    if result.made:
        services.answer_step(step="people", by=request.membership, now=request.now)
        many = len(result.made)
        said = ngettext("%(people)s person invited.", "%(people)s people invited.", many)
        messages.success(request, said % {"people": many})
    if result.refused:
        keep_refused(form, result)
    return "more" not in request.POST


def keep_refused(form: Any, result: Invited) -> None:
    """Nothing is lost: those are left to be put right."""
    form.data = form.data.copy()
    form.data["people"] = "\n".join(one.invitee.text for one in result.refused)
    raise ValidationError(
        {
            "people": [
                _("%(who)s: %(why)s") % {"who": one.invitee.text, "why": one.why} for one in result.refused
            ]
        }
    )


def waiting(request: Any) -> Any:
    return Invitation.objects.visible_to(request.membership).valid(request.now)


def shown_people(request: Any) -> dict[str, Any]:
    found = waiting(request).select_related("team").newest_first()
    invited = list(found[:A_FEW])
    cards = cards_of(invited, request.now)
    return {
        "invited": [(one, cards.get(one.pk)) for one in invited],
        "invited_more": max(found.count() - A_FEW, 0),
    }
