"""What one can ask the page of people: a name or address, a role, a team with those below it, here or gone."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership, Placement, Team
from organizations.models.people import MembershipQuerySet
from organizations.teams.tree import choices

ADMIN, LEADER, REP, NONE = "admin", "leader", "rep", "none"
HERE, GONE = "here", "gone"
NO_TEAM = 0


@dataclass(frozen=True)
class Asked:
    """What was asked; false where nothing was."""

    words: str = ""
    role: str = ""
    team: int | None = None
    state: str = HERE

    def __bool__(self) -> bool:
        return self != Asked()

    @property
    def narrows(self) -> bool:
        """More than words was asked."""
        return self != Asked(self.words)

    def narrow(self, people: MembershipQuerySet, today: date) -> MembershipQuerySet:
        """The people who fit; they need `with_duties`."""
        found = people.filter(deactivated_at__isnull=False) if self.state == GONE else people.present()
        found = found.called(self.words)
        if self.role in ROLES:
            found = found.filter(ROLES[self.role])
        if self.team is not None:
            found = found.filter(in_team(self.team, today))
        return found


ROLES = {
    ADMIN: Q(is_admin=True),
    LEADER: Q(leads_any=True),
    REP: Q(is_rep=True),
    NONE: Q(is_admin=False, leads_any=False, is_rep=False),
}


def in_team(team: int, today: date) -> Q:
    """In this team or one below it today; NO_TEAM: in none."""
    stays = Placement.objects.on(today)
    if team == NO_TEAM:
        return ~Q(pk__in=stays.values("membership"))
    return Q(pk__in=stays.filter(team__path__startswith=path_of(team)).values("membership"))


def path_of(team: int) -> str:
    return Team.objects.values_list("path", flat=True).get(pk=team)


class PeopleForm(forms.Form):
    """The filters, from the address."""

    q = forms.CharField(label=_("Name or address"), required=False, max_length=200, strip=True)
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[
            ("", _("Any role")),
            (ADMIN, _("Admin")),
            (LEADER, _("Leader")),
            (REP, _("Rep")),
            (NONE, _("No role")),
        ],
    )
    team = forms.TypedChoiceField(label=_("Team"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[(HERE, _("Here")), (GONE, _("Former members"))]
    )

    def __init__(self, *args: Any, viewer: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = choices(Team.objects.visible_to(viewer).in_use())
        alone = [(NO_TEAM, _("In no team"))] if viewer.is_admin else []
        self.fields["team"].choices = [("", _("Any team")), *teams, *alone]  # type: ignore[attr-defined]

    @property
    def asks(self) -> Asked:
        """What was asked and can be answered; what makes no sense is left out, and said at its field."""
        self.is_valid()
        good = self.cleaned_data
        return Asked(
            words=good.get("q") or "", role=good.get("role") or "", team=good.get("team"),
            state=good.get("state") or HERE,
        )  # fmt: skip
