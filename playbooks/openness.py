"""What this app tells the audit page."""

from django.utils.translation import gettext_lazy as _

from organizations.audit.names import call
from organizations.audit.value_words import word_values
from organizations.audit.verbs import CHANGED, MADE, kind, say

PLAYBOOK, PLAY = "playbook", "playbooks.play"


def register() -> None:
    kind(PLAYBOOK, _("Playbook"), rank=90)
    say("play_written", MADE, PLAYBOOK, _("Play written"), _("%(who)s wrote the play %(what)s"))
    say(
        "play_version_saved",
        CHANGED,
        PLAYBOOK,
        _("Play version saved"),
        _("%(who)s saved a version of %(what)s"),
    )
    say("play_published", CHANGED, PLAYBOOK, _("Play published"), _("%(who)s published %(what)s"))
    say("play_archived", CHANGED, PLAYBOOK, _("Play archived"), _("%(who)s archived %(what)s"))
    say("play_brought_back", CHANGED, PLAYBOOK, _("Play brought back"), _("%(who)s brought back %(what)s"))
    states = {"in use": _("in use"), "archived": _("archived")}
    word_values("state", states, "play_archived", "play_brought_back")
    call(PLAY, _("play"), "title")
