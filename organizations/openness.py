"""What this app tells the audit page: its kinds of events, how its records are called, and which pages show people."""

from django.utils.translation import gettext_lazy as _

from organizations.audit.names import MEMBER, TEAM, TOKEN, call, refer
from organizations.audit.verbs import CHANGED, MADE, TOLD, UNSAID, kind, say
from organizations.privacy.viewings import page_kind

PEOPLE, ACCESS, CALENDAR, HOUSE, MAIL, DATA = "people", "access", "calendar", "house", "mail", "data"


def register() -> None:
    kind(PEOPLE, _("People and teams"), rank=10)
    kind(ACCESS, _("Signing in and refusals"), rank=20)
    kind(CALENDAR, _("Working days"), rank=30)
    kind(HOUSE, _("The organization"), rank=130)
    kind(DATA, _("Data and audit"), rank=140)
    kind(MAIL, _("Mail"), rank=120)
    people(), access(), calendar(), house(), data(), mail(), records(), pages()


def people() -> None:
    say("member_added", MADE, PEOPLE, _("Person added"), _("%(who)s added %(what)s"))
    say("member_renamed", UNSAID, PEOPLE, _("Person renamed"), _("%(who)s changed the name of %(what)s"))
    say("member_deactivated", CHANGED, PEOPLE, _("Access ended"), _("%(who)s ended the access of %(what)s"))
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
    say("leader_named", CHANGED, PEOPLE, _("Leader named"), _("%(who)s named who leads %(what)s"),
        before=MEMBER, after=MEMBER)  # fmt: skip
    say("look_chosen", CHANGED, PEOPLE, _("Look chosen"), _("%(who)s chose language and look"))


def access() -> None:
    say("refused", TOLD, ACCESS, _("Refused"), _("%(who)s was refused a page"))
    say("sign_in_failed", TOLD, ACCESS, _("Sign-in failed"), _("Somebody failed to sign in as %(what)s"))
    say("token_made", MADE, ACCESS, _("Token made"), _("%(who)s made the token %(what)s"))
    say("token_revoked", CHANGED, ACCESS, _("Token revoked"), _("%(who)s revoked the token %(what)s"))
    say("second_factor_rule_changed", CHANGED, ACCESS, _("Second factor rule changed"),
        _("%(who)s changed whether a second factor is needed"))  # fmt: skip


def calendar() -> None:
    say("schedule_set", CHANGED, CALENDAR, _("Schedule set"), _("%(who)s set %(what)s"))
    say("standard_week_set", CHANGED, CALENDAR, _("Standard week set"), _("%(who)s set %(what)s"))
    say("time_off_entered", MADE, CALENDAR, _("Leave entered"), _("%(who)s entered %(what)s"))
    say("ramp_set", CHANGED, CALENDAR, _("Ramp set"), _("%(who)s set the ramp of %(what)s"))
    say("member_zone_changed", CHANGED, CALENDAR, _("Time zone changed"),
        _("%(who)s changed the time zone of %(what)s"))  # fmt: skip


def house() -> None:
    say("organization_started", MADE, HOUSE, _("Organization started"), _("%(who)s started %(what)s"))
    say(
        "organization_renamed",
        CHANGED,
        HOUSE,
        _("Organization renamed"),
        _("%(who)s renamed the organization"),
    )


def data() -> None:
    say("audit_exported", TOLD, DATA, _("Audit trail exported"), _("%(who)s exported the audit trail"))


def mail() -> None:
    say("mails_queued", MADE, MAIL, _("Mails written"), _("%(who)s wrote mails"))
    say("mail_sent", CHANGED, MAIL, _("Mail sent"), _("%(who)s sent %(what)s"))
    say("mail_failed", CHANGED, MAIL, _("Mail failed"), _("%(what)s was refused by the mail server"))
    say("mail_resent", CHANGED, MAIL, _("Mail tried again"), _("%(who)s tried %(what)s again"))


def records() -> None:
    call(MEMBER, _("person"), "name", route="organizations:person")
    call(TEAM, _("team"), "name")
    call(TOKEN, _("token"), "name")
    call("organizations.organization", _("organization"), "name")
    call("organizations.outboxmail", _("mail"), route="organizations:mail")
    call("organizations.schedule", _("schedule"))
    call("organizations.standardweek", _("standard week"))
    call("organizations.timeoff", _("leave"))
    refer(
        MEMBER, "member", "members", "membership", "owner", "leader", "rep", "witness", "set_by", "asked_by"
    )
    refer(TEAM, "team", "teams", "parent")


def pages() -> None:
    page_kind("person", _("who you are here, your teams and days"))
    page_kind("mail", _("a mail to you"), record="organizations.outboxmail")
    page_kind("mails", _("the list of mails, with yours"))
    page_kind("audit", _("what you did, in the audit trail"))
