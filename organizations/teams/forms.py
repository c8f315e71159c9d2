"""Forms of the team pages. Choices are looked up inside the organization, so a form from elsewhere fits nothing."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations.choosing_people import PersonField
from organizations.models import Membership, Team

from .tree import TOP, choices, leader_choices


class TeamName(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=300, error_messages={"required": _("Say what the team is called.")}
    )


class TeamPlace(forms.Form):
    """Below which team; the team itself and those below it are not offered."""

    parent = forms.TypedChoiceField(label=_("Below"), coerce=int)

    def __init__(self, *args: Any, team: Team | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.in_use()
        if team is not None:
            teams = teams.exclude(path__startswith=team.path)
        self.fields["parent"].choices = [(TOP, _("At the top")), *choices(teams)]  # type: ignore[attr-defined]

    @property
    def place(self) -> Team | None:
        return team_of(self.cleaned_data["parent"])


class TeamLeader(forms.Form):
    def __init__(self, *args: Any, team: Team | None = None, today: date, find: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"] = PersonField(
            people=Membership.objects.present(), few=lambda: leader_choices(team, today), find=find,
            nobody=_("Nobody yet"), label=_("Leader"), help_text=_("In brackets: what each leads already."),
        )  # fmt: skip

    @property
    def person(self) -> Membership | None:
        return self.cleaned_data["leader"]


class NewTeam(TeamName, TeamPlace, TeamLeader):
    """A team from nothing: what it is called, where it stands, who leads it."""

    field_order = ("name", "parent", "leader")


class RetireTeam(forms.Form):
    """Where people and teams go; only what is there is asked."""

    people_to = forms.TypedChoiceField(label=_("Its people go to"), coerce=int)
    teams_to = forms.TypedChoiceField(label=_("The teams below it go"), coerce=int)

    def __init__(self, *args: Any, team: Team, people: int, teams: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = choices(Team.objects.in_use().exclude(pk=team.pk))
        outside = choices(Team.objects.in_use().exclude(path__startswith=team.path))
        unsaid: tuple[str, Any] = ("", _("Choose"))
        self.fields["people_to"].choices = [unsaid, *others, (TOP, _("No team"))]  # type: ignore[attr-defined]
        self.fields["teams_to"].choices = [unsaid, (TOP, _("To the top")), *outside]  # type: ignore[attr-defined]
        for name, there in (("people_to", people), ("teams_to", teams)):
            if not there:
                del self.fields[name]

    def chosen(self, name: str) -> Team | None:
        return team_of(self.cleaned_data.get(name) or TOP)


def team_of(pk: int) -> Team | None:
    return Team.objects.get(pk=pk) if pk else None
