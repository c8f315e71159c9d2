"""Who may change what the organization has set."""

from organizations.models import Membership


def can_change_settings(membership: Membership) -> bool:
    return membership.is_admin
