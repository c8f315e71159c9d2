"""Forms of cards."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from scorecards.services.acknowledging import LONGEST

KEEP_IT = format_lazy(_("Keep it to {longest} characters."), longest=f"{LONGEST:,}")


class ReflectionForm(forms.Form):
    """How the person reads their own week."""

    reflection = forms.CharField(
        label=_("What got in the way, and what will you change?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": KEEP_IT},
    )
