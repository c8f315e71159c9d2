"""Who may invite. Seeing is `Invitation.objects.visible_to`."""

from organizations.models import Membership


def can_invite(membership: Membership) -> bool:
    """Admins: whoever lets people in answers for who sees what."""
    return membership.is_admin
