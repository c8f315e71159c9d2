"""What is asked of the engine: a metric, days, a level."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from organizations.lazy_words import gettext_lazy
from organizations.models import Membership, Organization
from organizations.periods import CADENCES, Cadence, Period

from .models import Metric
from .permissions import can_count_by

LEVELS = [
    ("person", gettext_lazy("Person")),
    ("team", gettext_lazy("Team")),
    ("organization", gettext_lazy("Organization")),
]
CUSTOM = "custom"
PERIODS: dict[str, tuple[str, Cadence, bool]] = {
    "week": (gettext_lazy("This week"), "week", False),
    "last_week": (gettext_lazy("Last week"), "week", True),
    "month": (gettext_lazy("This month"), "month", False),
    "last_month": (gettext_lazy("Last month"), "month", True),
    "quarter": (gettext_lazy("This quarter"), "quarter", False),
    "last_quarter": (gettext_lazy("Last quarter"), "quarter", True),
    "year": (gettext_lazy("This year"), "year", False),
}
LONGEST = timedelta(days=366 * 11)


class DaysForm(forms.Form):
    """The first and the last day, both included. In addresses `from` and `to`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"invalid": _("Write the day as 2026-11-16."), "required": _("Say a day, as 2026-11-16.")}
        self.fields["from"] = forms.DateField(label=_("First day"), error_messages=words)
        self.fields["to"] = forms.DateField(label=_("Last day"), error_messages=words)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and last < first:
            self.add_error("to", _("The last day is before the first. Swap them."))
        elif first and last and last - first > LONGEST:
            self.add_error("to", _("At most ten years at once. Choose a later first day."))
        elif last and last == date.max:
            self.add_error("to", _("Choose an earlier last day."))
        return cleaned

    @property
    def period(self) -> Period:
        return Period(self.cleaned_data["from"], self.cleaned_data["to"] + timedelta(days=1))


class TallyForm(DaysForm):
    """The API's question."""

    by = forms.ChoiceField(choices=LEVELS, required=False)
    every = forms.ChoiceField(choices=[(cadence, cadence) for cadence in CADENCES], required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("from"), cleaned.get("to")
        if cleaned.get("every") == "day" and first and last and (last - first).days > 366:
            self.add_error("every", _("Days are shown for at most a year. Choose weeks or months."))
        return cleaned


class WhoseForm(DaysForm):
    """Which rows: of a member, of a team (0 is no team), or all that may be seen."""

    member = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    team = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)


class NumbersForm(forms.Form):
    """The page's question. What is left out is this week, by person, the first metric."""

    metric = forms.ChoiceField(label=gettext_lazy("Number"))
    period = forms.ChoiceField(
        label=gettext_lazy("Days"),
        choices=[
            *((key, label) for key, (label, _, _) in PERIODS.items()),
            (CUSTOM, gettext_lazy("Other days")),
        ],
    )
    by = forms.ChoiceField(label=gettext_lazy("By"))

    def __init__(self, data: Any, *, metrics: list[Metric], viewer: Membership) -> None:
        asked = {
            "metric": metrics[0].key if metrics else "",
            "period": "week",
            "by": "person",
            "from": "",
            "to": "",
        }
        super().__init__(asked | {key: data[key] for key in asked if key in data})
        fields: Any = self.fields
        fields["metric"].choices = [(metric.key, metric.name) for metric in metrics]
        fields["by"].choices = [level for level in LEVELS if can_count_by(viewer, level[0])]
        words = {"invalid": _("Write the day as 2026-11-16.")}
        for name, label in (("from", _("First day")), ("to", _("Last day"))):
            fields[name] = forms.DateField(label=label, required=False, error_messages=words)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("period") == CUSTOM:
            days = DaysForm({"from": self.data["from"], "to": self.data["to"]})
            for field, messages in days.errors.items():
                if field not in self.errors:
                    self.add_error(field, list(messages))
        return cleaned

    def period_at(self, today: date, organization: Organization) -> Period:
        """The days that were chosen, seen from that day."""
        chosen = self.cleaned_data["period"]
        if chosen == CUSTOM:
            return Period(self.cleaned_data["from"], self.cleaned_data["to"] + timedelta(days=1))
        _, cadence, before = PERIODS[chosen]
        running = organization.period_of(cadence, today)
        return organization.grid.before(cadence, running) if before else running
