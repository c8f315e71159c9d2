"""Who may count what: own figures for everyone, teams for those who lead, the whole for admins."""

from organizations.models import Membership


def can_define_metrics(membership: Membership) -> bool:
    return membership.is_admin


def can_count_by(membership: Membership, by: str) -> bool:
    """Totals of teams are their leaders' (and below), the organization's the admins'."""
    if membership.is_admin or by == "person":
        return True
    return by == "team" and membership.leads_any
