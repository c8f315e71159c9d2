"""The mails of this app."""

from django.utils.translation import gettext_lazy as _

from organizations.mail import MEMBERS, OUTSIDE, MailKind, mail_kind


def register() -> None:
    """Called when the app starts."""
    mail_kind(MailKind(
        "card", MEMBERS, _("Weekly card"), _("Once a week, when it has closed: your card, and those of your teams."),
        _("The cards stay in the app, the same to the digit."), can_stop=True, rank=10,
    ))  # fmt: skip
    mail_kind(MailKind(
        "observer-ask", OUTSIDE, _("The question to an observer"),
        _("When somebody is named who is to get your weekly card."),
        _("Nobody gets a card before they said yes. They can say no in the mail."),
        sees=lambda me: me.is_rep or me.is_admin, route="scorecards:observers", rank=91,
    ))  # fmt: skip
    mail_kind(MailKind(
        "observer-card", OUTSIDE, _("Your weekly card to your observers"),
        _("Once a week, to those who said yes."), _("You end it on the page of your observers; they do in the mail."),
        sees=lambda me: me.is_rep or me.is_admin, route="scorecards:observers", rank=92,
    ))  # fmt: skip
