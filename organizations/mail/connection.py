"""The connection to the mail server, which remembers what the server said."""

import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend

from organizations.models import Mail
from organizations.turning import isolated, shown_isolated

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Remembering:
    """A mix-in for smtplib's clients: `answer` is the server's reply to the last mail it took."""

    answer = ""

    def data(self, message: Any) -> tuple[int, bytes]:
        code, reply = super().data(message)  # type: ignore[misc]
        self.answer = f"{code} {reply.decode(errors='replace')}"
        return code, reply


class RememberingClient(Remembering, smtplib.SMTP):
    pass


class RememberingTlsClient(Remembering, smtplib.SMTP_SSL):
    pass


class Backend(EmailBackend):
    """Django's SMTP backend with clients that keep the server's answer."""

    @property
    def connection_class(self) -> Any:
        return RememberingTlsClient if self.use_ssl else RememberingClient


def new_connection() -> Any:
    return Backend() if settings.EMAIL_BACKEND == SMTP else get_connection()


def send(connection: Any, mail: Mail) -> str:
    """Hand one mail to the server on an open connection; the server's answer."""
    connection.send_messages([as_message(mail)])
    return getattr(getattr(connection, "connection", None), "answer", "") or "written"


def as_message(mail: Mail) -> EmailMultiAlternatives:
    """The mail as it goes out. Django refuses line breaks in headers and folds and encodes the rest.

    What is kept of it has no marks of direction, so that a name in it is found when its bearer is erased.
    """
    message = EmailMultiAlternatives(
        subject=isolated(mail.subject),
        body=isolated(mail.text),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.to_address],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated", **unsubscribing(mail)},
    )
    if mail.html:
        message.attach_alternative(shown_isolated(mail.html.encode()).decode(), "text/html")
    return message


def unsubscribing(mail: Mail) -> dict[str, str]:
    """The headers by which a mail program offers to stop these mails with one click (RFC 8058)."""
    url = getattr(mail, "unsubscribe_url", "")
    if not url:
        return {}
    return {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
