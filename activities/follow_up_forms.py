"""What a person says of a follow-up, and of why there is none."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.choices import Day
from activities.models import ActivityType, FollowUp
from organizations.choosing_people import PersonField
from organizations.models.people import MembershipQuerySet


class FollowUpForm(forms.Form):
    """When, how, how much it matters, and whether it comes again. With whom is said by the page."""

    prospect = forms.CharField(
        label=_("Who is it with?"),
        max_length=300,
        error_messages={"required": _("Say who this is with: choose someone, or type a name.")},
    )
    due_on = forms.DateField(label=_("Day"))
    due_time = forms.TimeField(label=_("Time"), required=False)
    channel = forms.ChoiceField(
        label=_("How"),
        widget=forms.RadioSelect,
        choices=ActivityType.CHANNELS,
        initial="call",
    )
    priority = forms.TypedChoiceField(
        label=_("How much it matters"), widget=forms.RadioSelect, coerce=int, choices=FollowUp.PRIORITIES,
        initial=FollowUp.NORMAL,
    )  # fmt: skip
    reason = forms.CharField(label=_("What for"), max_length=300, required=False)
    every = forms.IntegerField(label=_("Comes again every"), min_value=1, max_value=99, required=False)
    unit = forms.ChoiceField(
        label=_("Days, weeks or months"), choices=[("", "—"), *FollowUp.UNITS], required=False
    )

    def __init__(self, *args: Any, named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if named:
            del self.fields["prospect"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        # Whoever takes the number out of one that comes again wants that it does not any more.
        wanted = bool(said.get("unit")) and not self.initial.get("every")
        if wanted and not said.get("every") and "every" not in self.errors:
            self.add_error("every", _("Say how often with a number from 1 to 99."))
        return said

    @property
    def details(self) -> dict[str, Any]:
        """What the services take."""
        said = dict(self.cleaned_data)
        said["unit"] = said["unit"] if said["every"] else ""
        return said


class HandOverForm(forms.Form):
    """To whom a follow-up goes."""

    def __init__(self, *args: Any, people: MembershipQuerySet, find: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = PersonField(
            people=people, find=find, label=_("Hand over to"), unsaid=_("Choose"),
            error_messages={"required": _("Choose somebody.")},
        )  # fmt: skip


class NextStepForm(forms.Form):
    """A day for the next step, in one tap or picked."""

    when = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    on = forms.DateField(label=_("Another day"), required=False)

    def __init__(self, *args: Any, days: Sequence[Day], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["when"].choices = [(one.day.isoformat(), one.label) for one in days]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("on") and not said.get("when"):
            raise forms.ValidationError(_("Choose a day for the next step."))
        return said


class HoldForm(forms.Form):
    """Why there is no next date."""

    reason = forms.CharField(
        label=_("Why there is none"),
        max_length=300,
        error_messages={"required": _("Say why, in a few words.")},
    )
    until_on = forms.DateField(label=_("Until"), required=False)
