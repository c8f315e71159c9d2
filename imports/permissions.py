"""Who may see what was imported."""

from organizations.models import Membership


def can_see_imports(membership: Membership) -> bool:
    return membership.is_admin
