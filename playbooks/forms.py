"""The form of a play: its title, its situation and its text in Markdown."""

from django import forms
from django.utils.translation import gettext_lazy as _

from playbooks.services import BODY_LENGTH


class PlayForm(forms.Form):
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        error_messages={"required": _("Give the play a title: what it does, in a few words.")},
    )
    situation = forms.CharField(
        label=_("Situation"),
        max_length=300,
        required=False,
        help_text=_("When is it needed? One sentence, in the words of whoever looks for it."),
    )
    body = forms.CharField(
        label=_("Play"),
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Know, say, show, do. Markdown: ## for a heading, - for a list, > for words to say."),
        error_messages={"required": _("Write what to say, show and do.")},
    )
    summary = forms.CharField(
        label=_("What changed"),
        max_length=200,
        required=False,
        help_text=_("For whoever reads the versions later."),
    )


class EditForm(PlayForm):
    """A new version, written from the version `based_on`."""

    based_on = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
