"""What this app keeps about a person, and what of it goes when they are erased."""

from datetime import datetime

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from organizations.models import ApiToken, Event, Membership, OutboxMail, TimeOff
from organizations.privacy.keeping import MAILS, TRAIL, VIEWINGS
from organizations.privacy.parts import DOING, SEEN, YOU, Rows, erase_with, keep, withhold

HERE = "organizations."


def register() -> None:
    for part in (who, days, doing, seen):
        part()
    withhold(f"{HERE}ApiToken", "digest", _("a secret"))
    withhold(f"{HERE}Invitation", "digest", _("a secret"))
    withhold(f"{HERE}DataExport", "path", _("where a file lies on the server"))
    withhold(f"{HERE}Viewing", "*", _("who looked is for the person looked at"))
    erase_with("leave", _("Why they took leave, and what was answered."), wipe_leave)
    erase_with("tokens", _("The names of their API tokens. The tokens open nothing any more."), wipe_tokens)


def who() -> None:
    keep("you", YOU, f"{HERE}Membership", [], title=_("Your name, roles and zone"),
         why=_("So that people know who you are, and days are yours."), route="organizations:you", rows=oneself,
         columns="id name user__email is_admin is_rep zone theme language country subdivision started_on ended_on"
         " created_at")  # fmt: skip
    keep("teams", YOU, f"{HERE}Placement", ["membership"], title=_("Your teams, with dates"),
         why=_("Work counts for the team of its day."), columns="id team__name starts_on ends_on")  # fmt: skip
    keep("invitations", YOU, f"{HERE}Invitation", ["membership"], title=_("How you were invited"),
         why=_("So that an invitation opens once."), columns="id email name state created_at decided_at")  # fmt: skip


def days() -> None:
    keep("schedules", YOU, f"{HERE}Schedule", ["membership"], title=_("Your working week"),
         why=_("Targets follow the days that you work."),
         columns="id from_on monday tuesday wednesday thursday friday saturday sunday")  # fmt: skip
    keep("regions", YOU, f"{HERE}HolidayRegion", ["membership"], title=_("Whose public holidays are yours"),
         why=_("A public holiday is no working day."), columns="id from_on country subdivision")  # fmt: skip
    keep("leave", YOU, f"{HERE}TimeOff", ["membership"], title=_("Your leave"),
         why=_("Nobody is behind while they are away."),
         columns="id starts_on ends_on share part reason state answer decided_at created_at")  # fmt: skip
    keep("ramp", YOU, f"{HERE}RampStep", ["membership"], title=_("Your ramp"),
         why=_("New people have smaller targets first."), columns="id from_on share")  # fmt: skip


def doing() -> None:
    keep("trail", DOING, f"{HERE}Event", ["actor"], title=_("What you changed, when and from where"),
         why=_("So that every change can be explained, and wrong use be seen."), rows=trail_of, rule=TRAIL,
         columns="id at verb subject_type subject_id data door address agent")  # fmt: skip
    keep("addresses", DOING, "account.EmailAddress", ["user"], title=_("The addresses of your account"),
         why=_("So that you can sign in, and get your password back."), rows=of_account("account.EmailAddress"),
         columns="id email verified primary")  # fmt: skip
    keep("sessions", DOING, "usersessions.UserSession", ["user"], title=_("Where you are signed in"),
         why=_("So that you can end a session that is not yours."),
         rows=of_account("usersessions.UserSession"), columns="id ip user_agent created_at last_seen_at")  # fmt: skip
    keep("factors", DOING, "mfa.Authenticator", ["user"], title=_("Your second factors"),
         why=_("So that a password alone lets nobody in. Their secrets are not in your file."),
         rows=of_account("mfa.Authenticator"), columns="id type created_at last_used_at")  # fmt: skip
    keep("elsewhere", DOING, "socialaccount.SocialAccount", ["user"],
         title=_("Accounts elsewhere that you sign in with"), why=_("So that one sign-in is enough."),
         rows=of_account("socialaccount.SocialAccount"), columns="id provider uid last_login date_joined")  # fmt: skip
    keep("tokens", DOING, f"{HERE}ApiToken", ["membership"], title=_("Your API tokens"),
         why=_("So that a program may do what you may. The secret itself is not kept."),
         columns="id name created_at expires_at revoked_at")  # fmt: skip
    keep("mails", DOING, f"{HERE}OutboxMail", ["recipient"], title=_("Mails to you"),
         why=_("So that you can read what you were sent. Whether you opened it is not tracked."), rows=mails_to,
         route="organizations:outbox", rule=MAILS,
         columns="id to_address subject text state created_at sent_at")  # fmt: skip
    keep("exports", DOING, f"{HERE}DataExport", ["asked_by"], title=_("Files that you asked for"),
         why=_("So that you find them. A file itself goes after some days."), rule=TRAIL,
         columns="id kind state asked_at ready_at expires_at")  # fmt: skip
    keep("looking", DOING, f"{HERE}Viewing", ["viewer"], title=_("Whose pages you looked at"),
         why=_("So that they can see who looked."), rule=VIEWINGS, columns="id hour page record_id door")  # fmt: skip
    keep("mail_stops", DOING, f"{HERE}MailStop", ["membership"], title=_("Mails that you turned off"),
         why=_("So that you get no more of them."), route="organizations:your_mail",
         columns="id kind stopped_at")  # fmt: skip


def seen() -> None:
    keep("looked", SEEN, f"{HERE}Viewing", ["subject"], title=_("Who looked at your pages"),
         why=_("So that you know who sees what about you."), rule=VIEWINGS,
         columns="id hour viewer__name page record_id door")  # fmt: skip
    keep("mails_about", SEEN, f"{HERE}MailAbout", ["member"], title=_("Mails to others with your name or figures"),
         why=_("Your leader's weekly mail shows what your card shows."), rule=MAILS,
         columns="id mail__created_at mail__sent_at mail__recipient__name shows")  # fmt: skip


def of_account(label: str) -> Rows:
    """Rows of the account itself, which has no organization."""
    return lambda member: apps.get_model(label)._default_manager.filter(user=member.user_id)


def oneself(member: Membership) -> QuerySet:
    return Membership.objects.filter(pk=member.pk)


def trail_of(member: Membership) -> QuerySet:
    """What they did, and what was done to their membership: signing in, roles, moves."""
    own = Event.objects.filter(actor=member)
    return own | Event.objects.filter(subject_type=Membership._meta.label_lower, subject_id=member.pk)


def mails_to(member: Membership) -> QuerySet:
    return OutboxMail.objects.filter(recipient=member, has_secret=False, wiped_at__isnull=True)


def wipe_leave(member: Membership, now: datetime) -> list[str]:
    TimeOff.objects.filter(membership=member).update(reason="", answer="")
    return []


def wipe_tokens(member: Membership, now: datetime) -> list[str]:
    ApiToken.objects.filter(membership=member).update(name="")
    return []
