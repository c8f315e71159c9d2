"""Delivering what waits: claimed for a while, sent over one connection, marked one by one.

Marked after sending, each in a transaction of its own: a crash loses nothing and sends at most the one mail
again that was on its way (its Message-ID is the same, so mailboxes fold the copy).
"""

import smtplib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db.models import F

from organizations.models import Mail

from .boxes import Box, OrganizationBox
from .connection import new_connection, send

log = structlog.get_logger(__name__)
Clock = Callable[[], datetime]
BATCH = 50
# How many mails may take the longest that one may take before a claim runs out: a minute as shipped.
LEASE_IN_TIMEOUTS = 3
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
# Three days of trying at the longest wait: then a person has to look.
MOST_ATTEMPTS = 288
LONGEST_ANSWER = 500


class ServerAway(Exception):
    """There is no connection to the mail server, or it has gone in the middle of a batch."""


@dataclass(frozen=True)
class Delivered:
    """What a run has done, in mails. `more` says that there may be more to do at once."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0
    more: bool = False


def deliver_due(*, organization_id: int, clock: Clock, batch: int = BATCH) -> Delivered:
    """Send one batch of an organization's mails that are due."""
    return deliver_from(OrganizationBox(organization_id), clock, batch)


def deliver_from(box: Box, clock: Clock, batch: int = BATCH) -> Delivered:
    """Send one batch of what is due. Opens the box for each step: the steps commit one by one.

    `clock` is asked again before each mail, because a batch must not outlive its lease.
    """
    mails = claim(box, clock(), batch)
    if not mails:
        return Delivered()
    results: Counter[str] = Counter()
    waiting = list(mails)
    with connection_of_batch() as line:
        while waiting and has_time(waiting[0], clock()):
            try:
                results[deliver(line, waiting[0], box, clock)] += 1
                waiting.pop(0)
            except ServerAway as away:
                results["postponed"] += len(waiting)
                postpone(waiting, str(away), box, clock())
                return told(results, more=False)
    release(waiting, box, clock())
    return told(results, more=len(mails) == batch or bool(waiting))


def told(results: Counter[str], more: bool) -> Delivered:
    return Delivered(results["sent"], results["postponed"], results["failed"], more)


def claim(box: Box, now: datetime, batch: int) -> list[Mail]:
    """Take up to a batch of due mails for a while; no other worker takes them while the lease lasts."""
    lease_until = now + timedelta(seconds=LEASE_IN_TIMEOUTS * settings.EMAIL_TIMEOUT)
    with box.opened():
        due = box.mails().due(now).order_by("next_try_at", "pk")
        mails = list(due.select_for_update(skip_locked=True)[:batch])
        taken = box.mails().filter(pk__in=[mail.pk for mail in mails])
        taken.update(state=Mail.SENDING, lease_until=lease_until, attempts=F("attempts") + 1)
    for mail in mails:
        mail.lease_until, mail.attempts = lease_until, mail.attempts + 1
    return mails


def has_time(mail: Mail, now: datetime) -> bool:
    """Whether the lease outlasts the longest that one mail may take."""
    assert mail.lease_until is not None
    return now + timedelta(seconds=settings.EMAIL_TIMEOUT) < mail.lease_until


class Line:
    """The batch's connection, opened when it is first needed and again after the server has hung up."""

    def __init__(self) -> None:
        self.connection: Any = None

    def send(self, mail: Mail) -> str:
        if self.connection is None:
            self.open()
        return send(self.connection, mail)

    def open(self) -> None:
        connection = new_connection()
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            raise ServerAway(in_words(error)) from error
        self.connection = connection

    def hang_up(self) -> None:
        connection, self.connection = self.connection, None
        with suppress(OSError, smtplib.SMTPException):
            if connection is not None:
                connection.close()


@contextmanager
def connection_of_batch() -> Iterator[Line]:
    line = Line()
    try:
        yield line
    finally:
        line.hang_up()


def deliver(line: Line, mail: Mail, box: Box, clock: Clock) -> str:
    """Send one mail and write down at once how it went: sent, postponed or failed."""
    try:
        answer = line.send(mail)
    except (OSError, smtplib.SMTPException) as error:
        if code_of(error) in (None, 421):
            line.hang_up()
        return refused(mail, error, box, clock())
    except (ValueError, UnicodeError) as error:  # cannot be written as a mail at all
        return refused(mail, error, box, clock())
    mark_sent(mail, answer, box, clock())
    return "sent"


def mark_sent(mail: Mail, answer: str, box: Box, now: datetime) -> None:
    with box.opened():
        box.mails().filter(pk=mail.pk).exclude(state=Mail.SENT).update(
            state=Mail.SENT,
            sent_at=now,
            answer=answer[:LONGEST_ANSWER],
            lease_until=None,
            **emptied(mail),
            **box.at_the_end,
        )
        box.note("mail_sent", mail, now, before=Mail.SENDING, after=Mail.SENT)


def emptied(mail: Mail) -> dict[str, str]:
    """A link that lets its reader in is kept no longer than it takes to send it."""
    return {"text": "", "html": "", "unsubscribe_url": ""} if getattr(mail, "has_secret", False) else {}


def refused(mail: Mail, error: Exception, box: Box, now: datetime) -> str:
    """4xx and lost connections are tried again later; 5xx and what cannot be written have failed."""
    code = code_of(error)
    lasting = isinstance(error, ValueError) or (code is not None and code >= 500)
    if lasting or mail.attempts >= MOST_ATTEMPTS:
        mark_failed(mail, in_words(error), box, now)
        return "failed"
    postpone([mail], in_words(error), box, now)
    return "postponed"


def mark_failed(mail: Mail, answer: str, box: Box, now: datetime) -> None:
    with box.opened():
        held = box.mails().filter(pk=mail.pk, state=Mail.SENDING)
        held.update(state=Mail.FAILED, answer=answer, lease_until=None, **emptied(mail), **box.at_the_end)
        box.note("mail_failed", mail, now, answer=answer, before=Mail.SENDING, after=Mail.FAILED)
    log.warning("mail_failed", mail=mail.pk, answer=answer)


def postpone(mails: list[Mail], answer: str, box: Box, now: datetime) -> None:
    """Put mails back, each to be tried again after a wait that doubles with every attempt."""
    with box.opened():
        for attempts in {mail.attempts for mail in mails}:
            those = [mail.pk for mail in mails if mail.attempts == attempts]
            held = box.mails().filter(pk__in=those, state=Mail.SENDING)
            held.update(
                state=Mail.PENDING,
                next_try_at=now + wait_after(attempts),
                answer=answer,
                lease_until=None,
            )
    log.info("mail_postponed", mails=len(mails), answer=answer)


def release(mails: list[Mail], box: Box, now: datetime) -> None:
    """Give back what there was no time for: due at once, and not an attempt."""
    if not mails:
        return
    with box.opened():
        held = box.mails().filter(pk__in=[mail.pk for mail in mails], state=Mail.SENDING)
        held.update(state=Mail.PENDING, next_try_at=now, lease_until=None, attempts=F("attempts") - 1)


def wait_after(attempts: int) -> timedelta:
    """30 s, 1 min, 2, 4, 8, then a quarter of an hour each."""
    return min(FIRST_WAIT * 2 ** min(attempts - 1, 10), LONGEST_WAIT)


def code_of(error: Exception) -> int | None:
    """The SMTP code of a refusal; None when the connection itself failed."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min(code for code, _ in error.recipients.values())
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else None


def in_words(error: Exception) -> str:
    """The server's own words, or what kept us from hearing them."""
    code: int
    reply: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reply = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, reply = error.smtp_code, error.smtp_error
    else:
        return f"{type(error).__name__}: {error}"[:LONGEST_ANSWER]
    words = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    return f"{code} {words}"[:LONGEST_ANSWER]
