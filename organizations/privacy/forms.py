"""What is typed before something is deleted for good, and how long things are kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations.privacy.keeping import RULES, Rule


class TypedForm(forms.Form):
    """The name, typed, so that nobody deletes by accident."""

    typed = forms.CharField(max_length=300, label=_("Name"))

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["typed"].label = label or self.fields["typed"].label
        self.fields["typed"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}


class KeepingForm(forms.Form):
    """One number for each rule: months or days, or for as long as there is the organization."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rule in RULES:
            low, high = rule.bounds
            self.fields[rule.field] = forms.IntegerField(
                required=rule.in_days, min_value=low, max_value=high, label=rule.title,
                error_messages={"required": _("Say for how many days.")},
            )  # fmt: skip

    def lines(self) -> list[tuple[forms.BoundField, Any, Any]]:
        """Each field with its unit, and what goes."""
        return [(self[rule.field], unit_of(rule), hint_of(rule)) for rule in RULES]


def unit_of(rule: Rule) -> Any:
    return _("days") if rule.in_days else _("months")


def hint_of(rule: Rule) -> str:
    low, high = rule.bounds
    bounds = (
        _("From %(low)s to %(high)s.")
        if rule.in_days
        else _("From %(low)s to %(high)s; empty: as long as the organization is.")
    )
    return f"{rule.goes} {bounds % {'low': low, 'high': high}}"
