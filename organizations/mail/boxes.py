"""Where mails wait: an organization's outbox, and the one of sign-in, which belongs to none."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction

from organizations.events import record
from organizations.models import Mail, OutboxMail, SignInMail
from organizations.models.mail import MailQuerySet
from organizations.tenancy.scope import organization_scope


class Box(Protocol):
    """What delivery needs to know of a box. `at_the_end` is what is set on a mail that is sent or given up."""

    @property
    def at_the_end(self) -> dict[str, Any]: ...

    def opened(self) -> AbstractContextManager[None]: ...

    def mails(self) -> MailQuerySet[Any]: ...

    def note(self, verb: str, mail: Any, now: datetime, **data: str) -> None: ...


@dataclass(frozen=True)
class OrganizationBox:
    """The outbox of an organization: mails stay as they were sent, and each ending is an event."""

    organization_id: int

    @property
    def at_the_end(self) -> dict[str, Any]:
        return {}

    def opened(self) -> AbstractContextManager[None]:
        return organization_scope(self.organization_id)

    def mails(self) -> MailQuerySet[OutboxMail]:
        return OutboxMail.objects.all()

    def note(self, verb: str, mail: Mail, now: datetime, **data: str) -> None:
        record(verb, mail, by=None, now=now, key=mail.key, **data)


@dataclass(frozen=True)
class SignInBox:
    """The outbox of sign-in: codes and links are wiped as soon as they are on their way."""

    @property
    def at_the_end(self) -> dict[str, Any]:
        return {"text": "", "html": ""}

    def opened(self) -> AbstractContextManager[None]:
        return transaction.atomic()

    def mails(self) -> MailQuerySet[SignInMail]:
        return SignInMail.objects.all()

    def note(self, verb: str, mail: Mail, now: datetime, **data: str) -> None:
        """Nobody's trail: the row itself says how it went, and the log has what failed."""
