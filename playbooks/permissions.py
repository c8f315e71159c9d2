"""Who may write and publish plays: admins and leaders. Everyone reads what is published."""

from organizations.models import Membership


def can_write_plays(membership: Membership) -> bool:
    return membership.is_admin or membership.leads_any


def can_publish_plays(membership: Membership) -> bool:
    return membership.is_admin or membership.leads_any
