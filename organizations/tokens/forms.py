"""The form of a new token: what it is for, what it may do, and how long it works."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from .scopes import AREAS, READ, WRITE

NOTHING = ""
WAYS = {READ: _("Read"), WRITE: _("Read and change")}
DAYS = [(7, _("7 days")), (30, _("30 days")), (90, _("90 days")), (365, _("A year"))]


class TokenForm(forms.Form):
    """One choice for each area, nothing to begin with."""

    name = forms.CharField(
        max_length=100,
        label=_("What it is for"),
        help_text=_("Such as “Dialler” or “Report on Mondays”."),
    )
    days = forms.TypedChoiceField(
        coerce=int, choices=DAYS, initial=90, label=_("How long it works"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        for key, area in AREAS.items():
            choices = [(NOTHING, _("Nothing")), *((way, WAYS[way]) for way in area.ways)]
            self.fields[f"area_{key}"] = forms.ChoiceField(
                choices=choices, required=False, label=area.title, help_text=area.holds, initial=NOTHING,
                widget=forms.RadioSelect,
            )  # fmt: skip

    def areas(self) -> Iterator[BoundField]:
        return (self[f"area_{key}"] for key in AREAS)

    def scopes(self) -> list[str]:
        chosen = {key: self.cleaned_data[f"area_{key}"] for key in AREAS}
        return [f"{key}:{way}" for key, way in chosen.items() if way]

    def ends(self, now: datetime) -> datetime:
        return now + timedelta(days=self.cleaned_data["days"])
