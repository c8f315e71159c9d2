"""Forms for what an admin changes about one person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations.calendar.forms.time_off import Day
from organizations.choosing_people import NOBODY, PersonField
from organizations.models import Membership, Team
from organizations.teams.tree import choices


class RolesForm(forms.Form):
    is_rep = forms.BooleanField(required=False, label=_("Sells: logs, has targets and a weekly card"))
    is_admin = forms.BooleanField(required=False, label=_("Admin: sees everything, changes who may do what"))


class MoveForm(forms.Form):
    team = forms.TypedChoiceField(
        label=_("Team"), coerce=int, error_messages={"required": _("Choose a team, or “No team”.")}
    )
    from_on = Day(
        label=_("From"),
        help_text=_("Everything logged so far stays with the team that it was logged in."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [(NOBODY, _("No team")), *choices()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Team | None:
        chosen = self.cleaned_data["team"]
        return Team.objects.get(pk=chosen) if chosen else None


class LeavingForm(forms.Form):
    """Who takes over; not asked where nothing is open."""

    def __init__(self, *args: Any, member: Membership, needed: bool, find: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needed:
            self.fields["to"] = PersonField(
                people=Membership.objects.present().exclude(pk=member.pk), find=find, label=_("Who takes it over"),
                error_messages={"required": _("Choose who takes over what is open.")},
            )  # fmt: skip

    @property
    def taker(self) -> Membership | None:
        return self.cleaned_data.get("to")
