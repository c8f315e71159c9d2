"""Beginning a call block: which list, how many, logged as what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.block_lists import DUE, LISTS
from activities.models import ActivityType

SIZES = [("10", "10"), ("25", "25"), ("50", "50")]


class BlockForm(forms.Form):
    which = forms.ChoiceField(
        choices=LISTS, widget=forms.RadioSelect, label=_("Whom do you call?"), initial=DUE
    )
    most = forms.ChoiceField(choices=SIZES, widget=forms.RadioSelect, label=_("At most"), initial="25")
    type = forms.ModelChoiceField(
        ActivityType.objects.none(), widget=forms.RadioSelect, empty_label=None, label=_("Logged as")
    )

    def __init__(self, *args: Any, types: list[ActivityType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["type"]
        field.queryset = ActivityType.objects.in_use().filter(channel="call")
        field.initial = types[0].pk if types else None
        if len(types) == 1:
            field.widget = forms.HiddenInput()

    @property
    def list_name(self) -> str:
        return str(dict(LISTS)[self.cleaned_data["which"]])
