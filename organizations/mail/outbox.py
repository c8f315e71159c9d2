"""Putting mails into the outbox. Nothing is sent here: a worker takes from the outbox what is due."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.models import MailAbout, Membership, Organization, OutboxMail
from organizations.tenancy.scope import current_organization_id

from .headers import message_id, one_line, readable
from .kinds import kind_of
from .stopping import one_click, unwanted


@dataclass(frozen=True)
class NewMail:
    """A mail to queue. `key` is its cause: the same cause never makes a second mail. `kind` is one of kinds.py.

    `not_before` is when it may go out; at once when None. `has_secret`: it holds a link that lets its reader in.
    `unsubscribe_url` is posted to by a mail program whose reader wants no more of these.
    `not_before` is when it may go out; at once when None. `shows` are the members whose figures or records stand
    in it, `names` those who are only named, by id: so that people see which mails hold theirs, and what is
    wiped when one of them is erased.
    """

    key: str
    kind: str
    recipient: Membership | None
    to_address: str
    subject: str
    text: str
    html: str = ""
    not_before: datetime | None = None
    has_secret: bool = False
    unsubscribe_url: str = ""
    shows: Collection[int] = ()
    names: Collection[int] = ()


def queue_mail(
    *,
    key: str,
    kind: str,
    recipient: Membership | None,
    to_address: str,
    subject: str,
    text: str,
    html: str,
    now: datetime,
    not_before: datetime | None = None,
    shows: Collection[int] = (),
    names: Collection[int] = (),
) -> OutboxMail | None:
    """Put one mail into the outbox. None when the same cause has been queued before: that mail stays as it is."""
    mail = NewMail(
        key, kind, recipient, to_address, subject, text, html, not_before, shows=shows, names=names
    )
    if not queue_mails(mails=[mail], now=now):
        return None
    return OutboxMail.objects.get(key=key)


def queue_mails(*, mails: Sequence[NewMail], now: datetime) -> list[str]:
    """Put mails into the outbox and return the keys of those that were new."""
    with transaction.atomic():
        there = known_keys(mail.key for mail in mails)
        new = {mail.key: mail for mail in mails if mail.key not in there}
        held_back = unwanted(new.values())
        rows = [as_row(mail, now, mail.key in held_back) for mail in new.values()]
        # Somebody may have queued the same cause since we looked: then the unique key leaves theirs.
        OutboxMail.objects.bulk_create(rows, ignore_conflicts=True)
        say_about_whom(new)
        if new:
            organization = Organization.objects.get(pk=current_organization_id())
            record("mails_queued", organization, by=None, now=now, keys=list(new))
            wake_delivery(organization.pk)
    return list(new)


def say_about_whom(new: Mapping[str, NewMail]) -> None:
    """Write down who stands in these mails besides their recipients."""
    speaking = [key for key, mail in new.items() if others_in(mail)]
    if not speaking:
        return
    ids = dict(OutboxMail.objects.filter(key__in=speaking).values_list("key", "pk"))
    MailAbout.objects.bulk_create(
        [
            MailAbout(mail_id=ids[key], member_id=member, shows=member in new[key].shows)
            for key in speaking
            for member in sorted(others_in(new[key]))
        ],
        ignore_conflicts=True,
    )


def others_in(mail: NewMail) -> set[int]:
    return {*mail.shows, *mail.names} - {mail.recipient.pk if mail.recipient else None}


def known_keys(keys: Iterable[str]) -> set[str]:
    return set(OutboxMail.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def as_row(mail: NewMail, now: datetime, held_back: bool) -> OutboxMail:
    """A mail that its reader has turned off stands there too: read in the app, and never made a second time."""
    stops = kind_of(mail.kind).can_stop
    validate_email(mail.to_address)
    return OutboxMail(
        key=mail.key,
        kind=mail.kind,
        state=OutboxMail.UNWANTED if held_back else OutboxMail.PENDING,
        recipient=mail.recipient,
        to_address=mail.to_address,
        subject=one_line(mail.subject),
        text=readable(mail.text),
        html=readable(mail.html),
        has_secret=mail.has_secret,
        unsubscribe_url=one_click(mail.recipient, mail.kind)
        if stops and mail.recipient
        else mail.unsubscribe_url,
        message_id=message_id(current_organization_id(), mail.key, settings.MAIL_DOMAIN),
        next_try_at=mail.not_before or now,
        created_at=now,
    )


def resend_mail(*, mail: OutboxMail, by: Membership | None, now: datetime) -> None:
    """Try a mail that failed once more, from the beginning. Refuses one that is under way or was sent."""
    with transaction.atomic():
        failed = OutboxMail.objects.filter(
            pk=mail.pk, state=OutboxMail.FAILED, has_secret=False, wiped_at__isnull=True
        )
        if not failed.update(state=OutboxMail.PENDING, attempts=0, next_try_at=now, lease_until=None):
            raise ValidationError(
                _("Only a mail that failed can be sent again. This one is under way or was sent.")
            )
        record("mail_resent", mail, by=by, now=now, before=OutboxMail.FAILED, after=OutboxMail.PENDING)
        wake_delivery(current_organization_id())


def wake_delivery(organization_id: int) -> None:
    from organizations.tasks import deliver_mail  # the tasks call this package
    from organizations.tenancy.tasks import nudge

    nudge(deliver_mail, organization_id=organization_id)


def withdraw_mail(*, key: str, now: datetime) -> None:
    """Take a mail back that has not gone out yet. One that is on its way or was sent stays."""
    with transaction.atomic():
        for mail in OutboxMail.objects.filter(key=key, state=OutboxMail.PENDING).select_for_update():
            record("mail_withdrawn", mail, by=None, now=now, key=key)
            mail.delete()
