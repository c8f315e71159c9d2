"""Forms of 1:1s, notes and commitments. Services say what is wrong; forms show it and keep what was typed."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.models import Commitment
from coaching.services.commitments import DROP, HOW_MANY_BY_WHEN, MOST, REASSIGN, SHRINK
from metrics.models import Metric
from organizations.choosing_people import PersonField
from organizations.models.people import MembershipQuerySet

# Where the forms show what services say about `planned_at`.
WHEN = {"planned_at": "on"}
NO_DAY = {
    "required": gettext_lazy("Choose a day."),
    "invalid": gettext_lazy("Type a day such as 2026-11-25."),
}
HOW_MANY = {"required": HOW_MANY_BY_WHEN, "invalid": HOW_MANY_BY_WHEN, "min_value": HOW_MANY_BY_WHEN}


class TimeForm(forms.Form):
    """A day and a time, in the zone of who plans."""

    on = forms.DateField(label=gettext_lazy("Day"), error_messages=NO_DAY)
    at = forms.TimeField(
        label=gettext_lazy("Time"),
        error_messages={
            "required": gettext_lazy("Choose a time."),
            "invalid": gettext_lazy("Type a time such as 14:00."),
        },
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)

    @property
    def planned_at(self) -> datetime:
        """The instant that was chosen."""
        return datetime.combine(self.cleaned_data["on"], self.cleaned_data["at"], tzinfo=self.zone)


class PlanForm(TimeForm):
    """Whom to talk with, when, and about which one topic."""

    topic = forms.CharField(
        label=gettext_lazy("One topic"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Can wait until the card of the week is there."),
    )
    field_order = ["rep", "on", "at", "topic"]

    def __init__(self, *args: Any, people: MembershipQuerySet, find: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rep"] = PersonField(
            people=people, find=find, unsaid=gettext_lazy("Choose a person"), label=gettext_lazy("With"),
            error_messages={
                "required": gettext_lazy("Choose a person."),
                "invalid_choice": gettext_lazy("Choose one of the people you lead."),
            },
        )  # fmt: skip
        self.order_fields(self.field_order)


class TopicForm(forms.Form):
    topic = forms.CharField(
        label=gettext_lazy("One topic"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("One skill or one obstacle, seen on the card."),
    )


class NoteForm(forms.Form):
    body = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write something first, or leave the page.")},
    )
    is_shared = forms.BooleanField(
        label=gettext_lazy("Share it with the other one of the pair"), required=False
    )


class CommitmentForm(forms.Form):
    """What, how many, by when, and which number it should move."""

    text = forms.CharField(
        label=gettext_lazy("What"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say what will be done, in a few words.")},
    )
    quantity = forms.IntegerField(
        label=gettext_lazy("How many"), min_value=1, max_value=MOST, error_messages=HOW_MANY
    )
    due_on = forms.DateField(label=gettext_lazy("By when"), error_messages=HOW_MANY)
    metric: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=Metric.objects.none(),
        label=gettext_lazy("Which number it moves"),
        required=False,
        empty_label=gettext_lazy("None that is counted"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["metric"].queryset = Metric.objects.in_use()  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """The buttons on a promise: kept, missed, open again."""

    state = forms.ChoiceField(
        choices=[(state, state) for state in (Commitment.KEPT, Commitment.MISSED, Commitment.OPEN)]
    )


class CarryForm(forms.Form):
    due_on = forms.DateField(label=gettext_lazy("Carry to"), error_messages=NO_DAY)


class DropForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why drop it"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why, in a few words.")},
    )


class SettleForm(forms.Form):
    """After the second carry."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What becomes of it"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Make it smaller, hand it over, or drop it.")},
    )
    quantity = forms.IntegerField(
        label=gettext_lazy("How many now"), min_value=1, max_value=MOST, required=False
    )
    due_on = forms.DateField(label=gettext_lazy("By when"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why, in a few words.")},
    )

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(SHRINK, _("Make it smaller")), (DROP, _("Drop it"))]
        if commitment.witness:
            choices.insert(1, (REASSIGN, _("Hand it to %(witness)s") % {"witness": commitment.witness.name}))
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]


class EncouragementForm(forms.Form):
    """One line."""

    text = forms.CharField(
        label=gettext_lazy("What went well?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say what went well, in a line.")},
    )
