"""Asking for time off, and answering."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations.models import TimeOff

FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)

NO_DAY = {"required": _("Choose a day."), "invalid": _("Type a day such as 2026-11-25.")}
WHOLE = "whole"
# Where the form shows what the service says of `ends_on`.
FIELDS = {"ends_on": "last_on"}


class Day(forms.DateField):
    """A day that somebody can plan for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages=NO_DAY, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not FIRST <= value < LAST:
            raise forms.ValidationError(_("Choose a day between 2000 and 2099."))


class TimeOffForm(forms.Form):
    """From which day to which (both included), how much of each, and why."""

    starts_on = Day(label=_("First day"))
    last_on = Day(label=_("Last day"), required=False)
    part = forms.ChoiceField(
        label=_("How much of each day"),
        choices=[
            (WHOLE, _("Whole day")),
            (TimeOff.MORNING, _("Morning")),
            (TimeOff.AFTERNOON, _("Afternoon")),
        ],
        error_messages={"required": _("Say how much of each day.")},
        widget=forms.RadioSelect,
        initial=WHOLE,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("Who leads you and the admins read it. A word is enough, or none."),
    )

    @property
    def days(self) -> dict[str, Any]:
        """What the service is told."""
        data = self.cleaned_data
        last: date = data["last_on"] or data["starts_on"]
        part = "" if data["part"] == WHOLE else data["part"]
        return {
            "starts_on": data["starts_on"], "ends_on": last + timedelta(days=1), "part": part,
            "share": Decimal("0.5") if part else Decimal(1), "reason": data["reason"],
        }  # fmt: skip


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("A word with it"),
        max_length=200,
        required=False,
        help_text=_("The person reads it. A no needs a reason."),
    )
