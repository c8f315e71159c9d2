"""Who may do what with an entry or a follow-up that they can see."""

from activities.models import Activity, FollowUp
from organizations.models import Membership


def can_edit_activity(membership: Membership, activity: Activity) -> bool:
    """The person who did it, and admins; a leader asks them. Every change is in the trail."""
    return membership.is_admin or activity.member_id == membership.pk


def can_change_follow_up(membership: Membership, follow_up: FollowUp) -> bool:
    return membership.is_admin or follow_up.member_id == membership.pk
