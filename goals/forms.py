"""Forms of goals."""

from decimal import Decimal
from typing import Any

from django import forms

from metrics.models import Metric


class TargetForm(forms.Form):
    """A target a week for a metric, from a day on. Shares are typed as percent."""

    metric: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=Metric.objects.none(),
        to_field_name="key",
        label="Metric",
        empty_label=None,
        error_messages={"invalid_choice": "Choose one of the metrics."},
    )
    value = forms.DecimalField(
        label="Target a week",
        max_digits=14,
        decimal_places=2,
        min_value=Decimal(0),
        error_messages={
            "required": "Say how many a week, for example 40.",
            "invalid": "Type a number, for example 40.",
            "min_value": "A target is 0 or more.",
            "max_decimal_places": "Use at most two decimals.",
        },
        help_text="For a full week. Leave, holidays and short weeks lower it by themselves. Shares in percent.",
    )
    from_on = forms.DateField(
        label="From",
        error_messages={"required": "Choose a day.", "invalid": "Type a day such as 2026-11-23."},
    )
    reason = forms.CharField(label="Why", max_length=300, required=False)

    def __init__(self, *args: Any, metrics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["metric"].queryset = metrics  # type: ignore[attr-defined]

    @property
    def exact(self) -> Decimal:
        """The target as it is kept: shares as shares."""
        value = self.cleaned_data["value"]
        return value / 100 if self.cleaned_data["metric"].unit == "percent" else value

    def show_errors(self, messages: dict[str, list[str]]) -> None:
        """What a service refused, at the field it names."""
        for name, sentences in messages.items():
            for sentence in sentences:
                self.add_error(name if name in self.fields else None, sentence)
