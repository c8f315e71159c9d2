"""What an admin says of a type or an outcome, with each flag in plain words."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activities.codes import LONGEST
from activities.models import ActivityType, Outcome
from activities.services.types import COUNTED
from organizations.date_words import full_day

ICONS = {
    "phone": _("Phone"), "phone-off": _("No answer"), "voicemail": _("Voicemail"), "mail": _("Mail"),
    "comment": _("Message"), "send": _("Sent"), "link": _("Link"), "pin": _("Place"), "calendar": _("Calendar"),
    "users": _("People"), "user": _("Person"), "talk": _("Talk"), "refer": _("Referral"), "star": _("Star"),
    "heart": _("Heart"), "file": _("Paper"), "chart": _("Chart"), "search": _("Search"), "clock": _("Clock"),
    "check": _("Tick"), "no": _("No"), "x": _("Cross"), "flag": _("Flag"), "alert": _("Attention"), "lock": _("Lock"),
}  # fmt: skip


def about_code(record: Any) -> str:
    """What a code is for, and which ones it had until when."""
    if record is None:
        return gettext("On the tally sheet. Left empty, the next free one is taken.")
    said = gettext(
        "On the tally sheet. A sheet that is printed stays right: a former code goes on meaning this."
    )
    if not record.former_codes:
        return said
    once = [
        gettext("%(code)s until %(day)s")
        % {"code": one["code"], "day": full_day(date.fromisoformat(one["until"]))}
        for one in record.former_codes
    ]
    return f"{said} {gettext('Before: %(codes)s.') % {'codes': ', '.join(once)}}"


class KindForm(forms.Form):
    """A type or an outcome. What figures are counted by is not offered once there are entries."""

    name = forms.CharField(max_length=120, label=_("Name"), help_text=_("In the words that people here use."))
    code = forms.CharField(max_length=LONGEST, required=False, label=_("Code"))
    also_called = forms.CharField(
        max_length=2_000,
        required=False,
        label=_("Other words for it"),
        help_text=_("What files that are imported call it, with commas between the words."),
    )
    icon = forms.ChoiceField(choices=list(ICONS.items()), widget=forms.RadioSelect, label=_("Picture"))

    def __init__(self, *args: Any, record: Any = None, used: bool = False, **kwargs: Any) -> None:
        if record is not None:
            kwargs["initial"] = {name: getattr(record, name) for name in self.base_fields}
            kwargs["initial"]["also_called"] = ", ".join(record.also_called)
        super().__init__(*args, **kwargs)
        self.used = used
        self.fields["code"].help_text = about_code(record)
        self.keep_its_icon(record)
        for name in COUNTED & set(self.fields) if used else ():
            del self.fields[name]

    def keep_its_icon(self, record: Any) -> None:
        """One that came with the product may have a picture that is not among those to choose from."""
        if record is not None and record.icon not in ICONS:
            self.fields["icon"].choices = [(record.icon, _("As it is")), *ICONS.items()]  # type: ignore[attr-defined]

    @property
    def icons(self) -> dict[str, str]:
        return {str(key): str(key) for key, _word in self.fields["icon"].choices}  # type: ignore[attr-defined]


class TypeForm(KindForm):
    family = forms.ChoiceField(
        choices=[
            (ActivityType.PROSPECTING, _("Prospecting: towards new customers")),
            (ActivityType.NURTURE, _("Nurture: with those who are customers")),
            (ActivityType.RESULT, _("Result: a meeting, a proposal")),
            (ActivityType.OTHER, _("No credit: it is written down and earns nothing")),
        ],
        widget=forms.RadioSelect,
        label=_("What it is for"),
        initial=ActivityType.PROSPECTING,
        help_text=_("Prospecting and nurture are counted apart, so neither hides that the other is missing."),
    )
    channel = forms.ChoiceField(
        choices=ActivityType.CHANNELS,
        widget=forms.RadioSelect,
        label=_("Channel"),
        initial="call",
        help_text=_("One attempt counts for each prospect, channel and day."),
    )


class OutcomeForm(KindForm):
    is_attempt = forms.BooleanField(
        required=False,
        label=_("It is an attempt"),
        help_text=_("Somebody tried to reach a prospect, whether or not they did."),
    )
    is_conversation = forms.BooleanField(
        required=False,
        label=_("It is a conversation"),
        help_text=_("The right person was reached and spoke or wrote back, whatever came of it."),
    )
    is_positive = forms.BooleanField(
        required=False, label=_("It went well"), help_text=_("It brings the sale closer.")
    )
    needs_date = forms.BooleanField(
        required=False,
        label=_("It asks for a date"),
        help_text=_("It can't be saved without the day on which it goes on."),
    )
    ends_cadence = forms.BooleanField(
        required=False,
        label=_("It ends the row of touches"),
        help_text=_("No more planned calls or mails to this prospect."),
    )
    effect = forms.ChoiceField(
        choices=Outcome.EFFECTS, required=False, widget=forms.RadioSelect, label=_("What else it does")
    )
