"""A week by weekday, a region, first and last day, ramps, and the organization's own days."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS as DAY_NAMES
from django.utils.translation import gettext_lazy as _

from organizations.models import RampTemplate
from organizations.places import country_choices, region_choices
from organizations.services.calendar import WEEKDAYS

from .time_off import Day

EVERYONE = "everyone"
SHARES = [
    (Decimal("1.00"), _("Whole day")),
    (Decimal("0.75"), _("Three quarters")),
    (Decimal("0.50"), _("Half day")),
    (Decimal("0.25"), _("A quarter")),
    (Decimal("0.00"), _("Not worked")),
]


class WeekForm(forms.Form):
    """How much of each weekday is worked; a share that is not among the choices stays one where it was set."""

    def __init__(self, *args: Any, weights: Sequence[Decimal], first_weekday: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(first_weekday, first_weekday + 7):
            weight = weights[number % 7]
            known = dict(SHARES) | ({} if weight in dict(SHARES) else {weight: f"{weight.normalize():f}"})
            self.fields[WEEKDAYS[number % 7]] = forms.TypedChoiceField(
                label=DAY_NAMES[number % 7],
                choices=[(f"{share:.2f}", words) for share, words in known.items()],
                coerce=Decimal,
                initial=f"{weight:.2f}",
            )

    @property
    def weights(self) -> dict[str, Decimal]:
        return {day: self.cleaned_data[day] for day in WEEKDAYS}

    @property
    def days(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in WEEKDAYS]


class ScheduleForm(WeekForm):
    from_on = Day(label=_("From"))


def region_in_words(country: str, subdivision: str) -> str:
    """ "England, United Kingdom"; empty without a country."""
    if not country:
        return ""
    name = dict(country_choices()).get(country, country)
    return f"{dict(region_choices(country)).get(subdivision, subdivision)}, {name}" if subdivision else name


class RegionForm(forms.Form):
    """A country, and a part of it where holidays differ by part."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    subdivision = forms.ChoiceField(
        label=_("Region"), required=False, help_text=_("Where holidays differ within the country.")
    )

    def __init__(self, *args: Any, nowhere: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [  # type: ignore[attr-defined]
            ("", nowhere or _("No public holidays")),
            *country_choices(),
        ]
        chosen = self["country"].value() or ""
        parts = region_choices(chosen)
        self.fields["subdivision"].choices = [("", _("The whole country")), *parts]  # type: ignore[attr-defined]
        self.has_parts = bool(parts)


class MoveForm(RegionForm):
    from_on = Day(label=_("From"))


class DatesForm(forms.Form):
    started_on = Day(label=_("First day"), required=False, help_text=_("Nothing is due before it."))
    last_on = Day(label=_("Last day"), required=False, help_text=_("Nothing is due after it."))

    @property
    def ended_on(self) -> date | None:
        last = self.cleaned_data["last_on"]
        return last and last + timedelta(days=1)


class OwnDayForm(forms.Form):
    """A day of the organization's own."""

    on = Day(label=_("Day"))
    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        error_messages={"required": _("Give it a name, such as Summer party.")},
    )
    share = forms.TypedChoiceField(
        label=_("What it is"),
        choices=[
            ("1", _("Day off")),
            ("0.5", _("Half day off")),
            ("0", _("Worked, though a public holiday")),
        ],
        coerce=Decimal,
        widget=forms.RadioSelect,
        initial="1",
    )
    where = forms.ChoiceField(label=_("For whom"), initial=EVERYONE)

    def __init__(self, *args: Any, places: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = [(EVERYONE, _("Everyone")), *places.items()]  # type: ignore[attr-defined]

    @property
    def place(self) -> dict[str, str]:
        where = self.cleaned_data["where"]
        country, _, subdivision = ("" if where == EVERYONE else where).partition("-")
        return {"country": country, "subdivision": subdivision}


class RampTemplateForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)
    shares = forms.CharField(
        label=_("Shares of the full target, in percent"),
        max_length=200,
        help_text=_("One after the other, such as 25, 50, 75, 100."),
    )
    every = forms.IntegerField(label=_("Each for"), min_value=1, max_value=12, initial=1)
    unit = forms.ChoiceField(
        label=_("Weeks or months"),
        choices=[(RampTemplate.MONTHS, _("Months")), (RampTemplate.WEEKS, _("Weeks"))],
    )

    def clean_shares(self) -> list[int]:
        words = self.cleaned_data["shares"].replace("%", " ").replace(",", " ").replace(";", " ").split()
        if not all(word.isdecimal() and len(word) < 4 for word in words):
            raise forms.ValidationError(_("Type whole numbers with commas between, such as 25, 50, 75, 100."))
        return [int(word) for word in words]


class RampStepForm(forms.Form):
    from_on = Day(label=_("From"), required=False)
    percent = forms.IntegerField(
        label=_("Share of the full target"), required=False, min_value=0, max_value=100
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("from_on")) != (data.get("percent") is not None) and not self.errors:
            raise forms.ValidationError(_("A step needs a day and a share; empty both to take it away."))
        return data


class RampSteps(forms.BaseFormSet):
    def clean(self) -> None:
        """Two shares from the same day can't both hold."""
        days = [form.cleaned_data.get("from_on") for form in self.forms if form.is_valid()]
        given = [day for day in days if day]
        if len(given) != len(set(given)):
            raise forms.ValidationError(_("Two steps begin on the same day. Keep one of them."))


def steps_in(formset: forms.BaseFormSet) -> dict[date, Decimal]:
    """What the service is told."""
    found = [form.cleaned_data for form in formset.forms if form.cleaned_data.get("from_on")]
    return {one["from_on"]: Decimal(one["percent"]) / 100 for one in found}


RampStepsForm = forms.formset_factory(RampStepForm, formset=RampSteps, extra=2, max_num=30, absolute_max=30)
