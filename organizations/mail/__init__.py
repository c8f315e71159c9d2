"""Mail: the outbox that PostgreSQL holds, and its delivery."""

from .outbox import NewMail, queue_mail, queue_mails, resend_mail, withdraw_mail

__all__ = ["NewMail", "queue_mail", "queue_mails", "resend_mail", "withdraw_mail"]
