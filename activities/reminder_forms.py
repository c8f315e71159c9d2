"""What a person says of reminders."""

from django import forms
from django.utils.translation import gettext_lazy as _


class HoursForm(forms.Form):
    """From when to when, and whether by mail."""

    starts = forms.TimeField(label=_("From"))
    ends = forms.TimeField(label=_("Until"))
    by_mail = forms.BooleanField(
        label=_("One mail in the morning of a day on which something is due"), required=False
    )


class DeviceForm(forms.Form):
    """A browser's subscription, as the browser gives it."""

    endpoint = forms.CharField(max_length=1000)
    p256dh = forms.RegexField(r"^[A-Za-z0-9_-]{80,100}=*$", max_length=200)
    auth = forms.RegexField(r"^[A-Za-z0-9_-]{16,32}=*$", max_length=100)
