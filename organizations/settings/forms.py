"""Forms of the settings pages: of the organization, and of a person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations.languages import complete_languages
from organizations.models import Membership
from organizations.models.organization import FEWEST_REPORTS, MOST_REPORTS
from organizations.zones import zone_choices


class OrganizationName(forms.Form):
    name = forms.CharField(label=_("Name of the organization"), max_length=300)


class MostReports(forms.Form):
    most_reports = forms.IntegerField(
        label=_("Most people that one leader has"), min_value=FEWEST_REPORTS, max_value=MOST_REPORTS
    )


class SecondFactor(forms.Form):
    required = forms.BooleanField(label=_("Everyone needs a second factor"), required=False)


class OwnName(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=300)
    name.widget.attrs["autocomplete"] = "name"


class OwnZone(forms.Form):
    zone = forms.ChoiceField(label=_("Your time zone"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = zone_choices(self.initial.get("zone", ""))  # type: ignore[attr-defined]


class OwnLook(forms.Form):
    theme = forms.ChoiceField(label=_("Light or dark"), choices=Membership.THEMES, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = complete_languages()  # type: ignore[attr-defined]
