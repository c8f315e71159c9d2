"""Mail: the outbox that PostgreSQL holds, and its delivery."""

from .kinds import ACCOUNT, MEMBERS, OUTSIDE, MailKind, mail_kind
from .outbox import NewMail, queue_mail, queue_mails, resend_mail, withdraw_mail
from .stopping import stopping_page

__all__ = [
    "ACCOUNT", "MEMBERS", "OUTSIDE", "MailKind", "NewMail", "mail_kind", "queue_mail", "queue_mails", "resend_mail",
    "stopping_page", "withdraw_mail",
]  # fmt: skip
