"""What this app tells the audit page, and which of its pages show people."""

from django.utils.translation import gettext_lazy as _

from organizations.audit.names import MEMBER, call, refer
from organizations.audit.verbs import CHANGED, MADE, kind, say
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
    say(
        "follow_up_changed",
        CHANGED,
        LOG,
        _("Follow-up changed"),
        _("%(who)s changed the follow-up with %(what)s"),
    )
    say("follow_up_reassigned", CHANGED, LOG, _("Follow-up handed over"),
        _("%(who)s gave the follow-up with %(what)s to somebody else"), before=MEMBER, after=MEMBER)  # fmt: skip
    whom = ("contact__name", "account__name", "prospect")
    call(ENTRY, _("entry"), "type__name", *whom, route="activities:entry")
    call(TYPE, _("type"), "name")
    call(OUTCOME, _("outcome"), "name")
    call(FOLLOW_UP, _("follow-up"), *whom)
    refer(TYPE, "type")
    refer(OUTCOME, "outcome")
    page_kind("log", _("your log"))
    page_kind("entry", _("an entry of yours"), record=ENTRY)
