"""What a person says of an entry on a page."""

import uuid
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activities.calls import Call
from activities.choices import Day, question_of
from activities.models import ActivityType, Outcome
from organizations.models import Membership
from organizations.periods import local_instant

# Outcomes that fit on a phone without scrolling, beside the button for the others.
IN_REACH = 7


class EntryForm(forms.Form):
    """How it ended, and what else there is to say. Outcomes are of one type."""

    outcome = forms.ChoiceField(
        label=_("What happened?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happened.")},
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        strip=False,
    )
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=0, max_value=1440)
    inbound = forms.BooleanField(label=_("They got in touch with me"), required=False)

    def __init__(self, *args: Any, type: ActivityType, outcomes: list[Outcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type, self.outcomes = type, {str(one.pk): one for one in outcomes}
        self.fields["outcome"].choices = [(key, one.name) for key, one in self.outcomes.items()]  # type: ignore[attr-defined]

    def clean_outcome(self) -> Outcome:
        return self.outcomes[self.cleaned_data["outcome"]]

    @property
    def icons(self) -> dict[str, str]:
        return {key: one.icon for key, one in self.outcomes.items()}

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The outcomes within reach of the thumb."""
        return self.buttons()[: self.in_reach]

    @property
    def folded(self) -> list[dict[str, Any]]:
        """The rest of them, one tap away; none where all fit."""
        return self.buttons()[self.in_reach :]

    @property
    def in_reach(self) -> int:
        return len(self.outcomes) if len(self.outcomes) <= IN_REACH + 1 else IN_REACH

    def buttons(self) -> list[dict[str, Any]]:
        ticked = str(self["outcome"].value() or "")
        return [
            {
                "id": f"id_outcome_{at}",
                "value": key,
                "label": one.name,
                "icon": one.icon,
                "checked": key == ticked,
                "needs_date": one.needs_date,
                "question": question_of(one),
                "effect": one.effect,
            }
            for at, (key, one) in enumerate(self.outcomes.items())
        ]

    @property
    def chosen(self) -> Outcome | None:
        """The outcome that is ticked, also when other fields are wrong."""
        return self.outcomes.get(str(self["outcome"].value() or ""))

    @property
    def seconds(self) -> int | None:
        minutes = self.cleaned_data.get("minutes")
        return None if minutes is None else minutes * 60


class LogForm(EntryForm):
    """One entry that is new. `client_id` is made with the form, so that sending it twice saves it once."""

    when = forms.ChoiceField(label=_("When do you follow up?"), required=False, widget=forms.RadioSelect)
    on = forms.DateField(label=_("Another day"), required=False)
    client_id = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"invalid": _("This form is out of date. Open Log again.")}
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, days: list[Day], call: Call | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        self.fields["minutes"].initial = call.minutes if call else None
        chips = [("", gettext("No date")), *((one.day.isoformat(), one.label) for one in days)]
        self.fields["when"].choices = chips  # type: ignore[attr-defined]
        self.fields["when"].error_messages["invalid_choice"] = gettext(
            "Choose one of these days, or another day."
        )

    def clean_client_id(self) -> uuid.UUID:
        return self.cleaned_data["client_id"]

    def ask_for_day(self) -> None:
        """For an outcome that needs a date: no chip says that there is none."""
        self.fields["when"].required = True
        self.fields["when"].choices = [chip for chip in self.fields["when"].choices if chip[0]]  # type: ignore[attr-defined]

    @property
    def seconds(self) -> int | None:
        """What was typed; else what was measured, where they talked: ringing is no length of a call."""
        minutes = self.cleaned_data.get("minutes")
        if self.call is None or minutes is None or minutes != self.call.minutes:
            return super().seconds
        return self.call.seconds if self.cleaned_data["outcome"].is_conversation else None

    @property
    def follow_up_on(self) -> date | None:
        """Another day wins over the chips: it was typed on purpose."""
        if other := self.cleaned_data.get("on"):
            return other
        chip = self.cleaned_data.get("when")
        return date.fromisoformat(chip) if chip else None


class EditForm(EntryForm):
    """An entry that is there: also with whom and when it was."""

    prospect = forms.CharField(label=_("With"), required=False, max_length=300)
    day = forms.DateField(label=_("Day"), error_messages={"required": _("Say on which day it was.")})
    at = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput(format="%H:%M"),
        error_messages={"required": _("Say at what time it was.")},
    )
    follow_up_on = forms.DateField(label=_("Follow up on"), required=False)

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def occurred_at(self, before: datetime) -> datetime:
        """The instant in the member's zone; to the second what it was if the minute is the same."""
        day, at = self.cleaned_data["day"], self.cleaned_data["at"]
        there = before.astimezone(ZoneInfo(self.member.zone))
        if (there.date(), there.hour, there.minute) == (day, at.hour, at.minute):
            return before
        return local_instant(day, time(at.hour, at.minute), self.member.zone)


class DeleteForm(forms.Form):
    """Taking an entry out. Where its week has closed, the reason stands beside the card."""

    reason = forms.CharField(label=_("Why is it taken out?"), required=False, max_length=300)

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needed = needed
        self.fields["reason"].required = needed
        self.fields["reason"].error_messages["required"] = _(
            "The week of this entry is closed. Say why it is taken out."
        )
