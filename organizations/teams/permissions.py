"""Who may do what with teams."""

from organizations.models import Membership


def can_change_teams(membership: Membership) -> bool:
    """The tree, and who leads what, are the organization's to say."""
    return membership.is_admin
