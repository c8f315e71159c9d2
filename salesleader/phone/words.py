"""What the phone says without a network. One home: it is sent with what the phone keeps, and stands in its page.

`%(count)s` and the like are filled in on the phone. Sentences with a count are worded so that they fit any number.
"""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def words() -> dict[str, str]:
    return bar() | pages() | log() | waiting() | refusals()


def bar() -> dict[str, str]:
    """The line at the top of every page."""
    return {
        "no_network": _("No network. What you log is kept on this phone."),
        "n_waiting": _("%(count)s waiting."),
        "kept_here": _("Kept here, sent when there is a network."),
        "sending": _("Sending…"),
        "sent": _("Everything that waited has been sent."),
        "n_refused": _("%(count)s could not be logged."),
        "sign_in_to_send": _("Sign in to send them. Nothing is lost."),
        "sign_in": _("Sign in"),
        "of_others": _("%(count)s of another person wait on this phone until they sign in."),
        "look": _("Look"),
        "back_online": _("There is a network again."),
        "open_page": _("Open the page"),
        "new_version": _("There is a new version."),
        "reload": _("Reload"),
    }


def pages() -> dict[str, str]:
    return {
        "today": _("Today"),
        "log": pgettext("to write down", "Log"),
        "waiting": _("Waiting"),
        "as_of": _("As of %(time)s"),
        "your_number": _("Your number"),
        "of_due": _("of %(due)s"),
        "week": _("Week: %(done)s of %(target)s."),
        "not_counted": _("What waits here is not counted yet: %(count)s."),
        "next": _("Next, in this order"),
        "coming": _("Coming up"),
        "nothing_due": _("Nothing waits for you."),
        "nothing_due_next": _("The next call is one you choose."),
        "call": _("Call %(name)s"),
        "log_it": _("Log it"),
        "due": _("Due"),
        "due_on": _("Due %(day)s"),
        "never": _("Nothing is kept on this phone yet."),
        "never_next": _("Open SalesLeader once with a network. From then on it opens without one."),
        "cleared": _("You are signed out on this phone."),
        "cleared_next": _("Sign in when there is a network. What waits is sent then."),
        "try_again": _("Try again"),
        "not_saved": _(
            "There is no network, so nothing was changed. Go back and try again when there is one."
        ),
        "back": _("Back"),
        "sign_out": _("Sign out on this phone"),
        "signed_out": _("Signed out. What waits stays here for you."),
        "organization": _("Organization"),
    }


def log() -> dict[str, str]:
    return {
        "log_title": _("Log something"),
        "log_one": _("Log %(type)s"),
        "close": _("Close without saving"),
        "what_to_log": _("What to log"),
        "who": _("Who was it?"),
        "who_hint": _("A name, a company or a number. A new name is fine."),
        "recent": _("Recent and yours"),
        "found": _("Found"),
        "new_name": _("New name"),
        "someone_else": _("Someone else of this name"),
        "nobody": _("Nobody to choose from yet."),
        "nobody_next": _("Type a name above. Next time it is one tap away."),
        "blocked": _("Do not contact"),
        "change": _("Change"),
        "called_at": _("Called at %(time)s"),
        "outcome": _("What happened?"),
        "choose_outcome": _("Choose what happened."),
        "more_outcomes": _("Something else"),
        "follow_up": _("When do you follow up?"),
        "no_date": _("No date"),
        "another_day": _("Another day"),
        "choose_day": _("Choose a day."),
        "day_before": _("Choose a day that is not before today."),
        "details": _("Note and details"),
        "note": _("Note"),
        "note_hint": _("What to remember next time."),
        "minutes": _("How long"),
        "minutes_unit": _("min"),
        "minutes_wrong": _("Give a number of minutes from 0 to 1440."),
        "inbound": _("They got in touch with me"),
        "happened": _("When it was"),
        "day": _("Day"),
        "time": _("Time"),
        "save": _("Save %(type)s"),
        "saved": _("Saved on this phone: %(what)s"),
        "undo": _("Undo"),
        "undone": _("Taken back: %(what)s"),
        "dismiss": _("Dismiss"),
        "not_kept": _("This phone could not keep it. Leave this page open and try again."),
        "too_long": _("The note is too long. Keep it to %(most)s characters."),
    }


def waiting() -> dict[str, str]:
    return {
        "waiting_title": _("%(count)s waiting."),
        "waiting_none": _("Nothing waits on this phone."),
        "waiting_none_next": _("What you log without a network stands here until it is sent."),
        "kept_head": _("Also kept here"),
        "kept": _(
            "To log without a network: your number, names (%(people)s) and follow-ups (%(due)s), as of %(time)s. "
            "They go when you sign out."
        ),
        "waiting_lede": _("They are sent by themselves when there is a network. Nothing is lost."),
        "send_now": _("Send now"),
        "state_waiting": _("Waits"),
        "state_sending": _("On its way"),
        "state_refused": _("Not logged"),
        "state_aside": _("Put aside"),
        "state_undone": _("Being taken back"),
        "refused_head": _("Could not be logged"),
        "aside_head": _("Put aside"),
        "edit": _("Change it"),
        "again": _("Send again"),
        "edit_there": _("Change what was logged"),
        "log_anew": _("Log it anew"),
        "put_aside": _("Put aside"),
        "bring_back": _("Bring back"),
        "remove": _("Remove for good"),
        "remove_sure": _("Removed from this phone, and never logged. Really?"),
        "last_try": _("Last tried %(time)s: %(why)s"),
        "why_offline": _("no network"),
        "why_server": _("the server did not answer as it should"),
        "why_signed_out": _("nobody is signed in"),
        "why_other": _("somebody else is signed in"),
    }


def refusals() -> dict[str, str]:
    """What the phone itself has to explain."""
    return {
        "removed": _(
            "You are not a member of this organization any more, so it was not taken. It stays on this phone; "
            "ask an admin, then send it again."
        ),
        "gone": _("What was logged of this has been taken out since. Log it anew, or put it aside."),
        "stumbles": _(
            "The server stumbles over this one. It stays here and is tried again after the others."
        ),
        "locked": _("Locked until its owner signs in."),
    }
