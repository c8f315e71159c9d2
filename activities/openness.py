"""What this app tells the audit page, and which of its pages show people."""

from django.utils.translation import gettext_lazy as _

from organizations.audit.names import MEMBER, call, refer
from organizations.audit.value_words import word_values
from organizations.audit.verbs import CHANGED, FLIPPED, MADE, kind, say
from organizations.privacy.viewings import page_kind

LOG = "log"
ENTRY, TYPE, OUTCOME, FOLLOW_UP = (
    "activities.activity", "activities.activitytype", "activities.outcome", "activities.followup",
)  # fmt: skip


def register() -> None:
    kind(LOG, _("The log"), rank=40)
    say("activity_logged", MADE, LOG, _("Entry logged"), _("%(who)s logged %(what)s"))
    say("activity_edited", CHANGED, LOG, _("Entry changed"), _("%(who)s changed the entry %(what)s"))
    say("activity_deleted", CHANGED, LOG, _("Entry deleted"), _("%(who)s deleted the entry %(what)s"))
    say(
        "activity_restored",
        CHANGED,
        LOG,
        _("Entry brought back"),
        _("%(who)s brought back the entry %(what)s"),
    )
    say(
        "device_key_made",
        MADE,
        LOG,
        _("Device key made"),
        _("%(who)s got a key for what waits on their devices"),
    )
    say("activities_received", MADE, LOG, _("Entries received"), _("%(who)s sent many entries at once"))
    say("history_logged", MADE, LOG, _("History logged"), _("%(who)s wrote down many entries at once"))
    say(
        "follow_up_planned", MADE, LOG, _("Follow-up planned"), _("%(who)s planned a follow-up with %(what)s")
    )
    say(
        "follow_up_finished",
        CHANGED,
        LOG,
        _("Follow-up done"),
        _("%(who)s finished the follow-up with %(what)s"),
    )
    say("follow_up_reopened", CHANGED, LOG, _("Follow-up reopened"),
        _("%(who)s reopened the follow-up with %(what)s"))  # fmt: skip
    say(
        "follow_up_snoozed",
        CHANGED,
        LOG,
        _("Follow-up moved"),
        _("%(who)s moved the follow-up with %(what)s"),
    )
    say("follow_up_put_back", CHANGED, LOG, _("Follow-up put back"),
        _("%(who)s put the follow-up with %(what)s back on its day"))  # fmt: skip
    say(
        "follow_up_changed",
        CHANGED,
        LOG,
        _("Follow-up changed"),
        _("%(who)s changed the follow-up with %(what)s"),
    )
    say("follow_up_reassigned", CHANGED, LOG, _("Follow-up handed over"),
        _("%(who)s gave the follow-up with %(what)s to somebody else"), before=MEMBER, after=MEMBER)  # fmt: skip
    say("follow_up_moved", CHANGED, LOG, _("Follow-up moved by leave"),
        _("%(who)s moved the follow-up with %(what)s to a day that is worked"))  # fmt: skip
    say(
        "follow_up_dropped",
        FLIPPED,
        LOG,
        _("Follow-up dropped"),
        _("%(who)s dropped the follow-up with %(what)s"),
    )
    say("held", MADE, LOG, _("Next date left open"), _("%(who)s said why %(what)s needs no next date"))
    say(
        "hold_lifted",
        FLIPPED,
        LOG,
        _("Next date wanted again"),
        _("%(who)s wants a next date for %(what)s again"),
    )
    say(
        "oddity_put_aside",
        FLIPPED,
        LOG,
        _("Question put aside"),
        _("%(who)s put a question about %(what)s aside"),
    )
    say("oddity_brought_back", FLIPPED, LOG, _("Question brought back"),
        _("%(who)s brought a question about %(what)s back"))  # fmt: skip
    say(
        "reminder_hours_chosen",
        CHANGED,
        LOG,
        _("Reminder hours chosen"),
        _("%(who)s chose when to be reminded"),
    )
    say("push_device_added", MADE, LOG, _("Device added"), _("%(who)s added a device for reminders"))
    say("push_device_removed", FLIPPED, LOG, _("Device removed"), _("%(who)s removed a device for reminders"))
    say("call_log_brought", MADE, LOG, _("Call log brought"), _("%(who)s brought the call log %(what)s"))
    say(
        "call_log_started",
        FLIPPED,
        LOG,
        _("Call log begun"),
        _("%(who)s began to take in the call log %(what)s"),
    )
    say(
        "call_log_rows_taken",
        MADE,
        LOG,
        _("Calls taken in"),
        _("%(who)s took in calls of the call log %(what)s"),
    )
    say("call_log_done", FLIPPED, LOG, _("Call log taken in"), _("%(who)s took in the call log %(what)s"))
    say(
        "call_log_taken_out",
        FLIPPED,
        LOG,
        _("Call log taken out"),
        _("%(who)s took out the call log %(what)s"),
    )
    register_types()
    register_blocks()
    whom = ("contact__name", "account__name", "prospect")
    call(ENTRY, _("entry"), "type__name", *whom, route="activities:entry")
    call(TYPE, _("type"), "name")
    call(OUTCOME, _("outcome"), "name")
    call("activities.hold", _("next date"), "contact__name", "opportunity__name")
    call("activities.reminderhours", _("reminder hours"))
    call("activities.pushdevice", _("device"))
    call("activities.calllog", _("call log"))
    call("activities.callblock", _("call block"), "name")
    call(FOLLOW_UP, _("follow-up"), *whom)
    there = {"kept": _("There"), "deleted": _("Taken out")}
    word_values("state", there, "activity_deleted", "activity_restored")
    done = {"open": _("Open"), "done": _("Done")}
    word_values("state", done, "follow_up_finished", "follow_up_reopened")
    refer(TYPE, "type")
    refer(OUTCOME, "outcome")
    page_kind("follow_ups", _("what you promised to customers"))
    page_kind("log", _("your log"))
    page_kind("oddities", _("patterns that stand out in the team’s logs, with yours"))
    page_kind("entry", _("an entry of yours"), record=ENTRY)


def register_types() -> None:
    """What can be logged."""
    for key, shape, title, sentence in [
        ("activity_type_added", MADE, _("Type added"), _("%(who)s added the type of activity %(what)s")),
        ("activity_type_changed", CHANGED, _("Type changed"), _("%(who)s changed the type of activity %(what)s")),
        ("activity_type_retired", FLIPPED, _("Type retired"), _("%(who)s retired the type of activity %(what)s")),
        (
            "activity_type_restored", FLIPPED, _("Type brought back"),
            _("%(who)s brought back the type of activity %(what)s"),
        ),
        ("activity_types_ordered", CHANGED, _("Types put in order"), _("%(who)s put the types of activity in order")),
        ("outcome_added", MADE, _("Outcome added"), _("%(who)s added the outcome %(what)s")),
        ("outcome_changed", CHANGED, _("Outcome changed"), _("%(who)s changed the outcome %(what)s")),
        ("outcome_retired", FLIPPED, _("Outcome retired"), _("%(who)s retired the outcome %(what)s")),
        ("outcome_restored", FLIPPED, _("Outcome brought back"), _("%(who)s brought back the outcome %(what)s")),
        ("outcomes_ordered", CHANGED, _("Outcomes put in order"), _("%(who)s put the outcomes of %(what)s in order")),
    ]:  # fmt: skip
        say(key, shape, LOG, title, sentence)


def register_blocks() -> None:
    """Call blocks."""
    for key, shape, title, sentence in [
        ("call_block_started", MADE, _("Call block begun"), _("%(who)s began the call block %(what)s")),
        ("call_block_person_skipped", FLIPPED, _("Call skipped"), _("%(who)s skipped somebody in %(what)s")),
        ("call_block_taken_up", FLIPPED, _("Skipped taken up"), _("%(who)s took up those skipped in %(what)s")),
        ("call_block_paused", FLIPPED, _("Call block paused"), _("%(who)s took a break from %(what)s")),
        ("call_block_resumed", FLIPPED, _("Call block resumed"), _("%(who)s went on with %(what)s")),
        ("call_block_ended", FLIPPED, _("Call block ended"), _("%(who)s ended the call block %(what)s")),
    ]:  # fmt: skip
        say(key, shape, LOG, title, sentence)
