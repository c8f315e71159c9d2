"""Forms of card templates."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metrics.models import Metric
from organizations.date_words import long_full_day
from organizations.models.organization import BEGINNING
from scorecards.models import CardTemplate, TemplateVersion
from scorecards.scoring import MOST_LINES
from scorecards.services.templates import HUNDRED

DEFAULT = 0


def percent(low: int, high: int, said: Any, **more: Any) -> forms.IntegerField:
    errors = {"min_value": said, "max_value": said, "invalid": said}
    return forms.IntegerField(min_value=low, max_value=high, error_messages=errors, **more)


class TemplateForm(forms.Form):
    """What a template is called and scores: up to five metrics with their weights, and how they are credited."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120,
        help_text=gettext_lazy("What those who have it are, such as Account manager."),
        error_messages={"required": gettext_lazy("Give the template a name.")},
    )  # fmt: skip
    threshold = percent(
        1, 200, gettext_lazy("Type a number from 1 to 200, for example 90."),
        label=gettext_lazy("A week is reached from"), initial=90,
        help_text=gettext_lazy("This score, or more. Streaks are counted by it."),
    )  # fmt: skip
    cap = percent(
        100, 500, gettext_lazy("Type a percentage from 100 to 500, for example 120."),
        label=gettext_lazy("One line counts at most"), initial=120,
        help_text=gettext_lazy("More than this share of its target does not make up for another line."),
    )  # fmt: skip
    floor = percent(
        0, 100, gettext_lazy("Type a percentage from 0 to 100, for example 50."),
        label=gettext_lazy("One line counts from"), initial=0,
        help_text=gettext_lazy("Below this share of its target a line gets nothing."),
    )  # fmt: skip

    def __init__(self, *args: Any, metrics: Iterable[Metric], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.metrics = {metric.pk: metric for metric in metrics}
        choices = [("", _("Nothing")), *((pk, metric.name) for pk, metric in self.metrics.items())]
        for place in range(MOST_LINES):
            self.fields[f"metric_{place}"] = forms.TypedChoiceField(
                label=_("Metric %(number)s") % {"number": place + 1}, choices=choices, coerce=int,
                required=False, empty_value=None,
                error_messages={"invalid_choice": _("Choose one of the metrics.")},
            )  # fmt: skip
            self.fields[f"weight_{place}"] = percent(
                1, HUNDRED, _("Type a share from 1 to 100."), required=False,
                label=_("Weight of metric %(number)s") % {"number": place + 1},
                widget=forms.NumberInput(attrs={"data-weight": True}),
            )  # fmt: skip

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"metric_{place}"], self[f"weight_{place}"]) for place in range(MOST_LINES)]

    def clean(self) -> dict[str, Any]:
        """What one row needs; what the rows need together, the service says."""
        found = super().clean() or self.cleaned_data
        seen: set[int] = set()
        for place in range(MOST_LINES):
            metric, weight = found.get(f"metric_{place}"), found.get(f"weight_{place}")
            if metric and weight is None and f"weight_{place}" not in self.errors:
                self.add_error(f"weight_{place}", _("Say how much it weighs, for example 25."))
            if weight and not metric and f"metric_{place}" not in self.errors:
                self.add_error(f"metric_{place}", _("Choose what this weight is for, or empty it."))
            if metric in seen:
                self.add_error(
                    f"metric_{place}", _("This metric is on the card already. Choose another one.")
                )
            seen |= {metric} if metric else set()
        return found

    @property
    def lines(self) -> list[tuple[Metric, int]]:
        found = self.cleaned_data
        places = [place for place in range(MOST_LINES) if found.get(f"metric_{place}")]
        return [(self.metrics[found[f"metric_{place}"]], found[f"weight_{place}"]) for place in places]

    @property
    def wish(self) -> dict[str, Any]:
        """As the services take it."""
        found = self.cleaned_data
        rules = {"cap": share(found["cap"]), "floor": share(found["floor"]), "threshold": found["threshold"]}
        return {"name": found["name"], "lines": self.lines, **rules}

    @property
    def last_weight(self) -> str:
        """Where it is said that the weights don't add up."""
        filled = [place for place in range(MOST_LINES) if self.cleaned_data.get(f"metric_{place}")]
        return f"weight_{filled[-1]}" if filled else "metric_0"


def share(percent: int) -> Decimal:
    return Decimal(percent) / HUNDRED


def start_of(version: TemplateVersion, name: str) -> dict[str, Any]:
    """The form's values as a version has them."""
    found: dict[str, Any] = {
        "name": name, "threshold": version.threshold, "cap": int(version.cap * HUNDRED),
        "floor": int(version.floor * HUNDRED),
    }  # fmt: skip
    for place, line in enumerate(version.lines.all()):
        found |= {f"metric_{place}": line.metric_id, f"weight_{place}": line.weight}
    return found


class FromWeek(forms.Form):
    """From which week on something holds."""

    from_on = forms.TypedChoiceField(label=gettext_lazy("From"), coerce=date.fromisoformat)

    def __init__(self, *args: Any, weeks: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].choices = [(day.isoformat(), week_words(day)) for day in weeks]  # type: ignore[attr-defined]


def week_words(day: date) -> str:
    return _("From the beginning") if day == BEGINNING else long_full_day(day)


class GiveForm(FromWeek):
    """Which template somebody has; 0 is the default."""

    template = forms.TypedChoiceField(
        label=gettext_lazy("Card template"), coerce=int, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the templates.")},
    )  # fmt: skip
    field_order = ("template", "from_on")

    def __init__(
        self,
        *args: Any,
        templates: Sequence[tuple[CardTemplate, TemplateVersion]],
        default: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_pk = {template.pk: template for template, _version in templates}
        choices = [(template.pk, in_words(template, version)) for template, version in templates]
        if default:
            as_others = _("As everybody else: whatever the default is, now “%(name)s”") % {"name": default}
            choices.insert(0, (DEFAULT, as_others))
        self.fields["template"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> CardTemplate | None:
        return self.by_pk.get(self.cleaned_data["template"])


class GiveManyForm(GiveForm):
    """The same for several people at once, ticked in the list beside it."""

    def __init__(self, *args: Any, people: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"] = forms.TypedMultipleChoiceField(
            label=_("People"), coerce=int, choices=[(pk, str(pk)) for pk in people],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Tick at least one person in the list."),
                "invalid_choice": _("Somebody in the list has changed. Look again, and tick once more."),
            },
        )  # fmt: skip


def in_words(template: CardTemplate, version: TemplateVersion) -> str:
    """A choice that says what it counts."""
    counted = ", ".join(f"{line.metric.name} {line.weight}%" for line in version.lines.all())
    return format_html('<b>{}</b> <span class="choice-why">{}</span>', template.name, counted)
