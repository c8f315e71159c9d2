"""What a person says of a calendar, and of a meeting."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.models import Outcome
from meetings.reading import LONGEST_FILE


class AddressForm(forms.Form):
    """The address of a calendar to read every hour."""

    address = forms.CharField(
        label=gettext_lazy("Address of the calendar"),
        max_length=2000,
        help_text=gettext_lazy(
            "Calendar programs call it secret address in iCal format, or publish a calendar."
        ),
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)


class FileForm(forms.Form):
    """A calendar file, read once."""

    file = forms.FileField(
        label=gettext_lazy("Calendar file"),
        help_text=gettext_lazy("A file that ends in .ics, up to 2 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
        max_length=250,
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LONGEST_FILE:
            raise forms.ValidationError(
                _("This file is larger than 2 MB. Export a shorter time from your calendar.")
            )
        return file


class ToldForm(forms.Form):
    """What became of a meeting."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What happened?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what happened.")},
    )
    prospect = forms.CharField(
        label=gettext_lazy("Who was it with?"),
        max_length=300,
        error_messages={"required": gettext_lazy("Type the name of whom you met.")},
    )
    follow_up_on = forms.DateField(label=gettext_lazy("When does it go on?"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        strip=False,
    )

    def __init__(self, *args: Any, outcomes: list[Outcome], named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcomes = {str(one.pk): one for one in outcomes}
        self.fields["outcome"].choices = [(key, one.name) for key, one in self.outcomes.items()]  # type: ignore[attr-defined]
        if named:
            del self.fields["prospect"]

    def clean_outcome(self) -> Outcome:
        return self.outcomes[self.cleaned_data["outcome"]]

    @property
    def icons(self) -> dict[str, str]:
        return {key: one.icon for key, one in self.outcomes.items()}

    @property
    def details(self) -> dict[str, Any]:
        """What the service takes."""
        said = self.cleaned_data
        day: date | None = said["follow_up_on"]
        return {"outcome": said["outcome"], "note": said["note"], "follow_up_on": day}
