"""Who may do what with data."""

from organizations.models import Membership


def can_manage_data(membership: Membership) -> bool:
    """The organization's files, how long things are kept, erasing people, and the end: admins."""
    return membership.is_admin


def can_erase(membership: Membership, member: Membership) -> bool:
    """Admins, anybody but themselves, and nobody twice."""
    return membership.is_admin and membership.pk != member.pk and member.erased_at is None
