"""Forms of goals."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from metrics.models import Metric


class TargetForm(forms.Form):
    """A target a week for a metric, from a day on. Shares are typed as percent."""

    metric = forms.ChoiceField(
        label=_("Metric"), error_messages={"invalid_choice": _("Choose one of the metrics.")}
    )
    value = forms.DecimalField(
        label=_("Target a week"),
        max_digits=14,
        decimal_places=2,
        min_value=Decimal(0),
        error_messages={
            "required": _("Say how many a week, for example 40."),
            "invalid": _("Type a number, for example 40."),
            "min_value": _("A target is 0 or more."),
            "max_decimal_places": _("Use at most two decimals."),
        },
    )
    from_on = forms.DateField(
        label=_("From"),
        error_messages={"required": _("Choose a day."), "invalid": _("Type a day such as 2026-11-23.")},
    )
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(
        self, *args: Any, metrics: Sequence[Metric], first: Sequence[int] = (), **kwargs: Any
    ) -> None:
        """`first` are the ids of the metrics that the person's card scores, in its order."""
        super().__init__(*args, **kwargs)
        self.metrics = {metric.key: metric for metric in metrics}
        self.fields["metric"].choices = choices(metrics, first)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Metric:
        """The metric that was chosen."""
        return self.metrics[self.cleaned_data["metric"]]

    @property
    def exact(self) -> Decimal:
        """The target as it is kept: shares as shares."""
        value = self.cleaned_data["value"]
        return value / 100 if self.chosen.unit == "percent" else value

    def show_errors(self, messages: dict[str, list[str]]) -> None:
        """What a service refused, at the field it names."""
        for name, sentences in messages.items():
            for sentence in sentences:
                self.add_error(name if name in self.fields else None, sentence)


def choices(metrics: Sequence[Metric], first: Sequence[int]) -> list[Any]:
    """What the card scores stands first, under a heading of its own; one list where nothing is known of a card."""
    on_card = [metric for pk in first for metric in metrics if metric.pk == pk]
    others = [metric for metric in metrics if metric not in on_card]
    if not on_card:
        return [(metric.key, metric.name) for metric in others]
    groups = [(_("On the weekly card"), on_card), (_("Other numbers"), others)]
    return [(title, [(one.key, one.name) for one in part]) for title, part in groups if part]
