"""Forms of inviting and of coming in."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations.models import Invitation, Team

from .cards import CardField
from .inviting import Part
from .reading import Invitee, read_invitees

EXAMPLE = "rosa@example.com\nRosa Ruiz <rosa@example.com>"


class InviteForm(forms.Form):
    """Whom to invite, one or many, and what they will be here."""

    people = forms.CharField(
        max_length=60_000,
        label=_("Who"),
        help_text=_(
            "E-mail addresses, one a line. A name may stand before or after: Rosa Ruiz <rosa@example.com>"
        ),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocapitalize": "none"}),
    )
    is_rep = forms.BooleanField(
        required=False,
        initial=True,
        label=_("They sell"),
        help_text=_("A rep logs, has targets and a weekly card."),
    )
    is_admin = forms.BooleanField(
        required=False,
        label=_("They are admins"),
        help_text=_("Admins see everything and change who may do what."),
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), required=False, label=_("Team"), empty_label=_("No team yet")
    )
    leads = forms.BooleanField(required=False, label=_("They lead this team"))

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.order_by("plain_name", "pk")  # type: ignore[attr-defined]
        card = CardField(now=now)
        if card.asks or self.data.get("card_template"):
            self.fields["card_template"] = card

    def invitees(self) -> list[Invitee]:
        return read_invitees(self.cleaned_data["people"])

    def part(self) -> Part:
        chosen = self.cleaned_data
        card = chosen.get("card_template") if chosen["is_rep"] else None
        return Part(chosen["is_admin"], chosen["is_rep"], chosen["team"], chosen["leads"], card)


class NewPersonForm(forms.Form):
    """A name and a password: the address is the invitation's."""

    name = forms.CharField(
        max_length=300, label=_("Your name"), widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        strip=False,
        max_length=1000,
        label=_("Choose a password"),
        help_text=_("At least 8 characters. A few words are easier to remember than signs."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"name": invitation.name}, **kwargs})
