"""Forms of starting and setting up."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from metrics.models import Metric
from organizations.models import SetUp
from organizations.places import country_choices, currency_choices, region_choices
from organizations.slugs import LONGEST
from organizations.zones import zone_choices


class BeginForm(forms.Form):
    """What an organization needs before it is there. Its zone is guessed by the browser and asked later."""

    name = forms.CharField(
        label=_("Name of the organization"),
        max_length=300,
        error_messages={"required": _("Give it a name. You can change it later.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "organization", "autofocus": True, "data-slug-from": True}
        ),
    )
    slug = forms.CharField(
        label=_("Short name"),
        max_length=LONGEST,
        required=False,
        help_text=_("Stands in the address of your pages and stays. Left empty, it is made from the name."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off", "data-slug": True}
        ),
    )
    your_name = forms.CharField(
        label=_("Your name"),
        max_length=300,
        error_messages={"required": _("Say what people call you.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    zone = forms.CharField(
        max_length=60, required=False, widget=forms.HiddenInput(attrs={"data-zone": True}), initial="UTC"
    )

    def clean_slug(self) -> str:
        """What is typed becomes what an address can hold."""
        typed = self.cleaned_data["slug"]
        made = slugify(typed)[:LONGEST].strip("-_")
        if typed and not made:
            raise forms.ValidationError(_("Use letters from a to z and digits, such as “acme”."))
        return made


class LeadsForm(forms.Form):
    leading = forms.ChoiceField(
        label=_("Who leads sales here?"),
        choices=SetUp.LEADING,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the four.")},
    )


class TeamRow(forms.Form):
    """One team to start."""

    ME, LATER = "me", "later"
    LED_BY = [(ME, _("I lead it")), (LATER, _("Nobody yet"))]

    name = forms.CharField(
        label=_("Team"), max_length=300, error_messages={"required": _("Give the team a name.")}
    )
    leader = forms.ChoiceField(label=_("Who leads it"), choices=LED_BY)


class WeekForm(forms.Form):
    zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Each person can have their own. This one is for whoever joins.")
    )
    days = forms.MultipleChoiceField(
        label=_("Working days"),
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Targets are for a week of these. Part time and half days come later, person by person."),
        error_messages={"required": _("Choose at least one day.")},
    )
    first_weekday = forms.TypedChoiceField(
        label=_("A week begins on"), choices=list(WEEKDAYS.items()), coerce=int
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = zone_choices(self.initial["zone"])  # type: ignore[attr-defined]


class HolidaysForm(forms.Form):
    country = forms.ChoiceField(label=_("Country"), required=False)
    subdivision = forms.ChoiceField(
        label=_("Region"), required=False, help_text=_("Only where holidays differ inside the country.")
    )

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("No public holidays")), *country_choices()]  # type: ignore[attr-defined]
        if regions := region_choices(country):
            self.fields["subdivision"].choices = [("", _("All of it")), *regions]  # type: ignore[attr-defined]
        else:
            del self.fields["subdivision"]


class MoneyForm(forms.Form):
    currency = forms.ChoiceField(label=_("Currency"), help_text=_("Deals and won value are counted in it."))
    fiscal_month = forms.TypedChoiceField(
        label=_("The fiscal year begins in"),
        choices=list(MONTHS.items()),
        coerce=int,
        help_text=_("Quarters and years of your numbers follow it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].choices = currency_choices()  # type: ignore[attr-defined]


class TargetsForm(forms.Form):
    """A weekly number for each metric of the card; left empty, that metric gets no goal."""

    FIRST = {
        "attempts": 50, "conversations": 10, "meetings_booked": 3, "meetings_held": 2, "proposals_sent": 2,
        "opportunities_won": 1, "customer_touches": 15, "reviews_held": 2, "referrals_asked": 3, "visits": 20,
        "visit_conversations": 10,
    }  # fmt: skip

    def __init__(
        self, *args: Any, metrics: Sequence[Metric], set_already: Mapping[str, Decimal], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for metric in metrics:
            self.fields[metric.key] = forms.DecimalField(
                label=metric.name, required=False, min_value=0, max_digits=8, decimal_places=0,
                initial=set_already.get(metric.key, self.FIRST.get(metric.key)),
            )  # fmt: skip


class PartnerForm(forms.Form):
    """Somebody outside who gets the card of a founder who sells alone."""

    name = forms.CharField(
        label=_("Their name"), max_length=300, error_messages={"required": _("Say who it is.")}
    )
    address = forms.EmailField(
        label=_("Their e-mail address"),
        max_length=254,
        help_text=_(
            "They are asked once, and get nothing before they say yes. You both can end it with one click."
        ),
        error_messages={"required": _("Where should it go?"), "invalid": _("This is not an e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
