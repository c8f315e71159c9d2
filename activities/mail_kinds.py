"""The mails of this app."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from activities import services
from activities.models import ReminderHours
from organizations.mail import MEMBERS, MailKind, mail_kind
from organizations.models import Membership


class InTheMorning:
    """Kept with the hours of reminders, where a person looks for it too."""

    def wants(self, membership: Membership) -> bool:
        return hours_of(membership).by_mail

    def choose(self, *, membership: Membership, wanted: bool, by: Membership | None, now: datetime) -> None:
        hours = hours_of(membership)
        services.choose_hours(
            membership=membership, starts=hours.starts, ends=hours.ends, by_mail=wanted, by=by, now=now
        )


def hours_of(membership: Membership) -> ReminderHours:
    return ReminderHours.objects.filter(membership=membership).first() or ReminderHours(membership=membership)


def register() -> None:
    """Called when the app starts."""
    mail_kind(MailKind(
        "morning", MEMBERS, _("What is due today"),
        _("In the morning of a day on which follow-ups are due, and never on a day off."),
        _("You are still reminded in the app, and on your devices if you allowed that."),
        can_stop=True, choice=InTheMorning(), rank=20,
    ))  # fmt: skip
