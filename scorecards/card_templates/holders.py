"""What one can ask the page of who has which card: a name or address, and one of the templates."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from scorecards.models import CardTemplate


@dataclass(frozen=True)
class Asked:
    """What was asked; false where nothing was."""

    words: str = ""
    template: CardTemplate | None = None

    def __bool__(self) -> bool:
        return self != Asked()


class HoldersForm(forms.Form):
    """The filters, from the address."""

    q = forms.CharField(label=_("Name or address"), required=False, max_length=200, strip=True)
    card = forms.ModelChoiceField(
        CardTemplate.objects.none(),
        label=_("Card template"),
        required=False,
        empty_label=_("Any card"),
        error_messages={"invalid_choice": _("Choose one of the templates.")},
    )

    def __init__(self, *args: Any, templates: QuerySet[CardTemplate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["card"].queryset = templates  # type: ignore[attr-defined]

    @property
    def asks(self) -> Asked:
        """What was asked and can be answered; what makes no sense is left out, and said at its field."""
        self.is_valid()
        return Asked(self.cleaned_data.get("q") or "", self.cleaned_data.get("card"))
