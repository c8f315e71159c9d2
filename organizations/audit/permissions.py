"""Who may do what with the trail. Seeing is `Event.objects.visible_to`."""

from organizations.models import Membership


def can_read_audit(membership: Membership) -> bool:
    return membership.is_admin
