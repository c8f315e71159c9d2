"""Who may do what with mails. Seeing is `OutboxMail.objects.visible_to`."""

from organizations.models import Membership, OutboxMail


def can_resend_mail(membership: Membership, mail: OutboxMail) -> bool:
    """Admins, and only what has failed and still has its words. A mail with a personal link is emptied then."""
    return (
        membership.is_admin and mail.state == OutboxMail.FAILED and not mail.has_secret and not mail.wiped_at
    )
