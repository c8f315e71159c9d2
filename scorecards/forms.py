"""Forms of cards."""

from django import forms

from scorecards.services.acknowledging import LONGEST


class ReflectionForm(forms.Form):
    """How the person reads their own week."""

    reflection = forms.CharField(
        label="What got in the way, and what will you change?",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": f"Keep it to {LONGEST:,} characters."},
    )
