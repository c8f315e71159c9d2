"""What is typed before something is deleted for good, and how long things are kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations.models.organization import LONGEST_RETENTION, SHORTEST_RETENTION


class TypedForm(forms.Form):
    """The name, typed, so that nobody deletes by accident."""

    typed = forms.CharField(max_length=300, label=_("Name"))

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["typed"].label = label or self.fields["typed"].label
        self.fields["typed"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}


class KeepingForm(forms.Form):
    """Months, or for as long as there is the organization."""

    months = forms.IntegerField(
        required=False, min_value=SHORTEST_RETENTION, max_value=LONGEST_RETENTION, label=_("Keep for"),
        help_text=_("Empty: as long as the organization is."),
    )  # fmt: skip
