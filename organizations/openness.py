"""What this app tells the audit page: its kinds of events, how its records are called, and which pages show people."""

from django.utils.translation import gettext_lazy as _

from organizations import openness_values
from organizations.audit.names import MEMBER, TEAM, TOKEN, call, refer
from organizations.audit.verbs import CHANGED, ENDED, FLIPPED, MADE, TOLD, UNSAID, kind, say
from organizations.privacy.viewings import page_kind

PEOPLE, ACCESS, CALENDAR, HOUSE, MAIL, DATA = "people", "access", "calendar", "house", "mail", "data"

SIGN_IN = [
    ("signed_in", TOLD, _("Signed in"), _("%(what)s signed in")),
    ("signed_out", TOLD, _("Signed out"), _("%(what)s signed out")),
    ("session_ended", TOLD, _("Session ended"), _("%(what)s ended a session")),
    ("password_set", UNSAID, _("Password set"), _("%(what)s set a password")),
    ("password_changed", UNSAID, _("Password changed"), _("%(what)s changed the password")),
    ("password_reset", UNSAID, _("Password reset"), _("%(what)s reset the password")),
    ("email_changed", UNSAID, _("Address changed"), _("%(what)s changed the e-mail address")),
    ("second_factor_added", TOLD, _("Second factor added"), _("%(what)s added a second factor")),
    ("second_factor_removed", TOLD, _("Second factor removed"), _("%(what)s removed a second factor")),
    ("recovery_codes_renewed", TOLD, _("Recovery codes renewed"), _("%(what)s renewed the recovery codes")),
    ("single_sign_on_connected", TOLD, _("Single sign-on connected"), _("%(what)s connected an account elsewhere")),
    ("single_sign_on_disconnected", TOLD, _("Single sign-on disconnected"),
     _("%(what)s disconnected an account elsewhere")),
]  # fmt: skip
TEAMS = [
    ("team_renamed", CHANGED, _("Team renamed"), _("%(who)s renamed the team %(what)s")),
    ("team_moved", CHANGED, _("Team moved"), _("%(who)s moved the team %(what)s in the tree")),
    ("team_retired", FLIPPED, _("Team retired"), _("%(who)s retired the team %(what)s")),
    ("team_restored", FLIPPED, _("Team restored"), _("%(who)s restored the team %(what)s")),
    ("team_removed", ENDED, _("Team removed"), _("%(who)s removed a team that nobody had used")),
    ("move_taken_back", CHANGED, _("Move taken back"), _("%(who)s took back a move of %(what)s")),
    ("open_work_handed_over", TOLD, _("Open work handed over"), _("%(who)s handed over open work of %(what)s")),
    ("open_work_ended", TOLD, _("Open work ended"), _("%(who)s ended open work of %(what)s")),
]  # fmt: skip
TEAM_IDS = {
    "team_moved": {"before": TEAM, "after": TEAM},
    "move_taken_back": {"before": TEAM, "after": TEAM},
    "team_retired": {"people": MEMBER, "teams": TEAM, "people_to": TEAM, "teams_to": TEAM},
    "open_work_handed_over": {"to": MEMBER},
}
DAYS = [
    ("schedule_removed", ENDED, _("Schedule removed"), _("%(who)s removed %(what)s")),
    ("own_day_added", MADE, _("Own day added"), _("%(who)s added the day %(what)s")),
    ("own_day_removed", ENDED, _("Own day removed"), _("%(who)s removed the day %(what)s")),
    ("holiday_region_set", TOLD, _("Holidays set"), _("%(who)s set whose public holidays hold")),
    ("member_moved_region", TOLD, _("Region of a person set"),
     _("%(who)s set whose public holidays hold for %(what)s")),
    ("member_dates_set", CHANGED, _("First and last day set"), _("%(who)s set the first and last day of %(what)s")),
    ("ramp_template_added", MADE, _("Ramp template added"), _("%(who)s added the ramp %(what)s")),
    ("ramp_template_changed", CHANGED, _("Ramp template changed"), _("%(who)s changed the ramp %(what)s")),
    ("ramp_template_removed", ENDED, _("Ramp template removed"), _("%(who)s removed a ramp")),
    ("time_off_asked", MADE, _("Leave asked for"), _("%(who)s asked for the leave of %(what)s")),
    ("time_off_approved", FLIPPED, _("Leave approved"), _("%(who)s approved the leave of %(what)s")),
    ("time_off_declined", FLIPPED, _("Leave declined"), _("%(who)s declined the leave of %(what)s")),
    ("time_off_withdrawn", FLIPPED, _("Leave withdrawn"), _("%(who)s withdrew the leave of %(what)s")),
    ("time_off_reopened", FLIPPED, _("Leave reopened"), _("%(who)s reopened the leave of %(what)s")),
]  # fmt: skip

DATA_VERBS = [
    ("data_asked", MADE, _("Data asked for"), _("%(who)s asked for a file of data")),
    ("data_made", CHANGED, _("Data ready"), _("A file of data was made")),
    ("data_failed", CHANGED, _("Data failed"), _("A file of data could not be made")),
    ("data_deleted", CHANGED, _("Data file deleted"), _("A file of data was deleted after its time")),
    ("erasure_asked", FLIPPED, _("Erasure asked for"), _("%(who)s asked to be erased")),
    ("erasure_withdrawn", FLIPPED, _("Erasure withdrawn"), _("%(who)s no longer asks to be erased")),
    ("person_erased", UNSAID, _("Person erased"), _("%(who)s erased a person")),
    ("retention_set", CHANGED, _("Keeping changed"), _("%(who)s changed how long data is kept")),
    ("history_purged", TOLD, _("Old data deleted"), _("%(who)s deleted old data by the rule on keeping")),
    ("organization_end_asked", CHANGED, _("Deletion asked for"), _("%(who)s asked to delete the organization")),
    ("organization_end_called_off", CHANGED, _("Deletion called off"),
     _("%(who)s called off the deletion of the organization")),
    ("audit_exported", TOLD, _("Audit trail exported"), _("%(who)s exported the audit trail")),
]  # fmt: skip


def register() -> None:
    kind(PEOPLE, _("People and teams"), rank=10)
    kind(ACCESS, _("Signing in and refusals"), rank=20)
    kind(CALENDAR, _("Working days"), rank=30)
    kind(HOUSE, _("The organization"), rank=130)
    kind(DATA, _("Data and audit"), rank=140)
    kind(MAIL, _("Mail"), rank=120)
    for part in (people, access, calendar, house, data, mail, records, pages):
        part()
    openness_values.register()


def people() -> None:
    say("member_added", MADE, PEOPLE, _("Person added"), _("%(who)s added %(what)s"))
    say("member_renamed", UNSAID, PEOPLE, _("Person renamed"), _("%(who)s changed the name of %(what)s"))
    say("member_deactivated", FLIPPED, PEOPLE, _("Access ended"), _("%(who)s ended the access of %(what)s"))
    say(
        "member_moved",
        CHANGED,
        PEOPLE,
        _("Person moved"),
        _("%(who)s moved %(what)s"),
        before=TEAM,
        after=TEAM,
    )
    say("team_created", MADE, PEOPLE, _("Team added"), _("%(who)s added the team %(what)s"))
    for verb, shape, title, sentence in TEAMS:
        say(verb, shape, PEOPLE, title, sentence, **TEAM_IDS.get(verb, {}))
    say("leader_named", CHANGED, PEOPLE, _("Leader named"), _("%(who)s named who leads %(what)s"),
        before=MEMBER, after=MEMBER)  # fmt: skip
    say("person_invited", MADE, PEOPLE, _("Person invited"), _("%(who)s invited somebody"))
    say("invitation_resent", TOLD, PEOPLE, _("Invitation sent again"), _("%(who)s sent an invitation again"))
    say(
        "invitation_revoked",
        FLIPPED,
        PEOPLE,
        _("Invitation taken back"),
        _("%(who)s took back an invitation"),
    )
    say("invitation_accepted", FLIPPED, PEOPLE, _("Invitation accepted"), _("%(who)s accepted an invitation"))
    say(
        "member_reactivated", FLIPPED, PEOPLE, _("Access given back"), _("%(who)s gave %(what)s access again")
    )
    say("roles_changed", CHANGED, PEOPLE, _("Roles changed"), _("%(who)s changed the roles of %(what)s"))
    say("picture_set", UNSAID, PEOPLE, _("Picture chosen"), _("%(who)s chose a picture for %(what)s"))
    say("picture_removed", UNSAID, PEOPLE, _("Picture removed"), _("%(who)s removed the picture of %(what)s"))
    say(
        "picture_put_back",
        UNSAID,
        PEOPLE,
        _("Picture put back"),
        _("%(who)s put back the picture of %(what)s"),
    )
    say("look_chosen", CHANGED, PEOPLE, _("Look chosen"), _("%(who)s chose language and look"))


def access() -> None:
    say("refused", TOLD, ACCESS, _("Refused"), _("%(who)s was refused a page"))
    say("sign_in_failed", TOLD, ACCESS, _("Sign-in failed"), _("Somebody failed to sign in as %(what)s"))
    for verb, shape, title, sentence in SIGN_IN:
        say(verb, shape, ACCESS, title, sentence)
    say("token_made", MADE, ACCESS, _("Token made"), _("%(who)s made the token %(what)s"))
    say("token_revoked", FLIPPED, ACCESS, _("Token revoked"), _("%(who)s revoked the token %(what)s"))
    say("second_factor_rule_changed", CHANGED, ACCESS, _("Second factor rule changed"),
        _("%(who)s changed whether a second factor is needed"))  # fmt: skip


def calendar() -> None:
    say("schedule_set", CHANGED, CALENDAR, _("Schedule set"), _("%(who)s set %(what)s"))
    say("standard_week_set", CHANGED, CALENDAR, _("Standard week set"), _("%(who)s set %(what)s"))
    for verb, shape, title, sentence in DAYS:
        say(verb, shape, CALENDAR, title, sentence)
    say("time_off_entered", MADE, CALENDAR, _("Leave entered"), _("%(who)s entered %(what)s"))
    say("ramp_set", CHANGED, CALENDAR, _("Ramp set"), _("%(who)s set the ramp of %(what)s"))
    say("member_zone_changed", CHANGED, CALENDAR, _("Time zone changed"),
        _("%(who)s changed the time zone of %(what)s"))  # fmt: skip


def house() -> None:
    say("rule_planned", TOLD, HOUSE, _("Rule planned"), _("%(who)s changed a rule from a day on"))
    say("organization_settled", CHANGED, HOUSE, _("Organization set up"), _("%(who)s set how %(what)s works"))
    say(
        "set_up_step_taken",
        CHANGED,
        HOUSE,
        _("Set-up answered"),
        _("%(who)s answered a question of the set-up"),
    )
    say("set_up_closed", FLIPPED, HOUSE, _("Set-up closed"), _("%(who)s closed the set-up"))
    say("set_up_reopened", FLIPPED, HOUSE, _("Set-up reopened"), _("%(who)s opened the set-up again"))
    say("organization_started", MADE, HOUSE, _("Organization started"), _("%(who)s started %(what)s"))
    say("most_reports_set", CHANGED, HOUSE, _("Most people a leader has"),
        _("%(who)s changed how many people a leader has at most"))  # fmt: skip
    say(
        "organization_renamed",
        CHANGED,
        HOUSE,
        _("Organization renamed"),
        _("%(who)s renamed the organization"),
    )


def data() -> None:
    for verb, shape, title, sentence in DATA_VERBS:
        say(verb, shape, DATA, title, sentence)


def mail() -> None:
    say("mails_queued", MADE, MAIL, _("Mails written"), _("%(who)s wrote mails"))
    say("mail_sent", CHANGED, MAIL, _("Mail sent"), _("%(who)s sent a mail to %(what)s"))
    say("mail_withdrawn", FLIPPED, MAIL, _("Mail taken back"), _("%(who)s took back a mail that waited"))
    say("mail_stopped", TOLD, MAIL, _("Mails turned off"), _("%(who)s turned off a kind of mail to %(what)s"))
    say(
        "mail_resumed",
        TOLD,
        MAIL,
        _("Mails turned on"),
        _("%(who)s turned a kind of mail to %(what)s on again"),
    )
    say("mail_failed", CHANGED, MAIL, _("Mail failed"), _("The mail server refused a mail to %(what)s"))
    say("mail_resent", CHANGED, MAIL, _("Mail tried again"), _("%(who)s tried a mail to %(what)s again"))


def records() -> None:
    call(MEMBER, _("person"), "name", route="organizations:person")
    call(TEAM, _("team"), "name")
    call(TOKEN, _("token"), "name")
    call("organizations.organization", _("organization"), "name")
    call("organizations.outboxmail", _("mail"), "recipient__name", "to_address", route="organizations:mail")
    call("organizations.schedule", _("schedule"))
    call("organizations.standardweek", _("standard week"))
    call("organizations.timeoff", _("leave"), "membership__name", "starts_on")
    call("organizations.ownday", _("day"), "name", "on")
    call("organizations.ramptemplate", _("ramp"), "name")
    call("organizations.invitation", _("invitation"))
    call("organizations.dataexport", _("file of data"))
    call("organizations.setup", _("set-up"))
    refer(
        MEMBER,
        "member",
        "members",
        "membership",
        "owner",
        "leader",
        "rep",
        "witness",
        "set_by",
        "asked_by",
        "by",
    )
    refer(TEAM, "team", "teams", "parent")


def pages() -> None:
    page_kind("person", _("who you are here, your teams and days"))
    page_kind("days", _("your working days and time off"))
    page_kind("time_off", _("a request of yours for time off"), record="organizations.timeoff")
    page_kind("absences", _("who is away, with you"))
    page_kind("mail", _("a mail to you"))
    page_kind("mails", _("the list of mails, with yours"))
    page_kind("tokens", _("your tokens of the API"))
    page_kind("audit", _("what you did, in the audit trail"))
