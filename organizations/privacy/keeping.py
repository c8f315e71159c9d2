"""How long things are kept: what goes after that, and that what counts never does."""

from calendar import monthrange
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.models import ApiToken, DataExport, MailAbout, Membership, Organization, OutboxMail
from organizations.models.organization import LONGEST_RETENTION, SHORTEST_RETENTION

BATCH = 5000


def set_retention(*, organization: Organization, months: int | None, by: Membership, now: datetime) -> None:
    """How many months the trail, the words of mails and who looked are kept; None is for ever. Holds at once."""
    if months is not None and not SHORTEST_RETENTION <= months <= LONGEST_RETENTION:
        words = {"shortest": SHORTEST_RETENTION, "longest": LONGEST_RETENTION}
        raise ValidationError({"months": _("Choose from %(shortest)s to %(longest)s months.") % words})
    with transaction.atomic():
        before, organization.retention_months = organization.retention_months, months
        if before != months:
            organization.save(update_fields=["retention_months"])
            record("retention_set", organization, by=by, now=now, before=before, after=months)


def purge(*, organization: Organization, now: datetime) -> int:
    """Take away what is older than the organization's rule. How many lines; in the open organization.

    Goes: lines of the trail, who looked, the words of mails, tokens that open nothing, lines of deleted files. Never:
    entries, cards, amendments, goals, targets, credit, teams, days, 1:1s, promises, customers.
    """
    if organization.retention_months is None:
        return 0
    oldest = months_before(now, organization.retention_months)
    gone = (
        purge_history() + wipe_old_mails(oldest, now) + forget_dead_tokens(oldest) + forget_old_files(oldest)
    )
    if gone:
        record(
            "history_purged", organization, by=None, now=now, lines=gone, months=organization.retention_months
        )
    return gone


def months_before(now: datetime, months: int) -> datetime:
    """The same day so many months ago, or that month's last one."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return now.replace(year=year, month=month + 1, day=min(now.day, monthrange(year, month + 1)[1]))


def purge_history() -> int:
    """Trail and viewings are append-only for us: a function of the owner looks at the rule itself."""
    gone = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT purge_history(%s)", [BATCH])
            found = cursor.fetchone()[0]
            gone += found
            if not found:
                return gone


def wipe_old_mails(oldest: datetime, now: datetime) -> int:
    """The line stays with its key, so that the same cause makes no second mail. It is about nobody any more."""
    old = OutboxMail.objects.filter(created_at__lt=oldest, wiped_at__isnull=True)
    done = old.filter(state__in=[OutboxMail.SENT, OutboxMail.FAILED])
    wiped = done.update(subject=_("Removed"), text="", html="", unsubscribe_url="", wiped_at=now)
    MailAbout.objects.filter(mail__wiped_at__isnull=False).delete()
    return wiped


def forget_dead_tokens(oldest: datetime) -> int:
    """Only the name goes: the trail may still say which token it was."""
    return ApiToken.objects.filter(revoked_at__lt=oldest).exclude(name="").update(name="")


def forget_old_files(oldest: datetime) -> int:
    gone = DataExport.objects.filter(state__in=[DataExport.GONE, DataExport.FAILED], asked_at__lt=oldest)
    return gone.delete()[0]
