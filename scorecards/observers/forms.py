"""Naming an observer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations.choosing_people import PersonField


class ObserverForm(forms.Form):
    """Who is to get whose card. `people`: those whose observers the reader may name."""

    field_order = ("member", "name", "address")
    name = forms.CharField(
        label=_("Their name"),
        max_length=300,
        error_messages={"required": _("Say who it is, so that everyone knows who reads the card.")},
    )
    address = forms.EmailField(
        label=_("Their e-mail address"),
        max_length=254,
        help_text=_("They are asked once, and get nothing before they say yes."),
        error_messages={"required": _("Where should it go?"), "invalid": _("This is not an e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, people: Any, find: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"] = PersonField(
            people=people, find=find, label=_("Whose card"),
            error_messages={"required": _("Choose whose card it is.")},
        )  # fmt: skip
        self.order_fields(self.field_order)
