"""What this app tells the audit page, and which of its pages show people. Topics and notes are the pair's alone."""

from django.utils.translation import gettext_lazy as _

from coaching.services.commitments import DROP, REASSIGN, SHRINK
from organizations.audit.names import call
from organizations.audit.value_words import word_values
from organizations.audit.verbs import CHANGED, MADE, TOLD, UNSAID, kind, say
from organizations.privacy.viewings import page_kind

TALKS, TALK, NOTE, PROMISE = "talks", "coaching.oneonone", "coaching.note", "coaching.commitment"
PRAISE = "coaching.encouragement"


def register() -> None:
    kind(TALKS, _("1:1s and promises"), rank=80)
    say("one_on_one_planned", MADE, TALKS, _("1:1 planned"), _("%(who)s planned the 1:1 of %(what)s"))
    say("one_on_one_moved", CHANGED, TALKS, _("1:1 moved"), _("%(who)s moved the 1:1 of %(what)s"))
    say("one_on_one_topic_chosen", UNSAID, TALKS, _("1:1 topic chosen"),
        _("%(who)s chose the topic of the 1:1 of %(what)s"))  # fmt: skip
    say(
        "one_on_one_held", CHANGED, TALKS, _("1:1 held"), _("%(who)s noted that the 1:1 of %(what)s was held")
    )
    say(
        "one_on_one_cancelled",
        CHANGED,
        TALKS,
        _("1:1 called off"),
        _("%(who)s called off the 1:1 of %(what)s"),
    )
    say("one_on_one_restored", CHANGED, TALKS, _("1:1 reopened"), _("%(who)s reopened the 1:1 of %(what)s"))
    say("note_added", MADE, TALKS, _("Note added"), _("%(who)s added %(what)s to a 1:1"))
    say("note_edited", CHANGED, TALKS, _("Note changed"), _("%(who)s changed %(what)s of a 1:1"))
    say("commitment_made", MADE, TALKS, _("Promise made"), _("%(who)s wrote down a promise of %(what)s"))
    say("commitment_kept", CHANGED, TALKS, _("Promise kept"), _("%(who)s noted a kept promise of %(what)s"))
    say(
        "commitment_missed",
        CHANGED,
        TALKS,
        _("Promise missed"),
        _("%(who)s noted a missed promise of %(what)s"),
    )
    say(
        "commitment_reopened",
        CHANGED,
        TALKS,
        _("Promise reopened"),
        _("%(who)s reopened a promise of %(what)s"),
    )
    say(
        "commitment_carried", CHANGED, TALKS, _("Promise carried"), _("%(who)s carried a promise of %(what)s")
    )
    say("commitment_settled", CHANGED, TALKS, _("Promise settled"), _("%(who)s settled a promise of %(what)s"),
        successor=PROMISE)  # fmt: skip
    say(
        "commitment_dropped", CHANGED, TALKS, _("Promise dropped"), _("%(who)s dropped a promise of %(what)s")
    )
    say("encouraged", MADE, TALKS, _("Praise said"), _("%(who)s said a good word to %(what)s"))
    say("encouragement_withdrawn", TOLD, TALKS, _("Praise taken back"), _("%(who)s took a good word back"))
    decisions = {SHRINK: _("Make it smaller"), REASSIGN: _("Hand it over"), DROP: _("Drop it")}
    word_values("decision", decisions, "commitment_settled")
    states = {"open": _("Open"), "held": _("Held"), "cancelled": _("Called off")}
    word_values("state", states, "one_on_one_held", "one_on_one_cancelled", "one_on_one_restored")
    call(PRAISE, _("good word"), "member__name")
    call(TALK, _("1:1"), "leader__name", "rep__name")
    call(NOTE, _("note"))
    call(PROMISE, _("promise"), "member__name", route="coaching:commitment")
    page_kind("one_on_one", _("your 1:1 with them, with your card beside it"), record=TALK)
    page_kind("note", _("a note that you shared in a 1:1"), record=TALK)
    page_kind("feed", _("what people logged that day, with yours"))
    page_kind("promise", _("a promise of yours"), record=PROMISE)
    page_kind("promises", _("your promises"))
