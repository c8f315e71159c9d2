"""Who may do what with an entry or a follow-up that they can see."""

from activities.models import Activity, FollowUp
from crm.models import Contact, Opportunity
from organizations.models import Membership


def can_edit_activity(membership: Membership, activity: Activity) -> bool:
    """The person who did it, and admins; a leader asks them. Every change is in the trail."""
    return membership.is_admin or activity.member_id == membership.pk


def can_change_follow_up(membership: Membership, follow_up: FollowUp) -> bool:
    return membership.is_admin or follow_up.member_id == membership.pk


def can_hand_over(membership: Membership, follow_up: FollowUp) -> bool:
    """Its owner, who leads them, and admins."""
    return can_change_follow_up(membership, follow_up) or membership.leads_any


def can_plan_for(membership: Membership, record: Contact | Opportunity) -> bool:
    """Its owner, and who leads them or is admin; what nobody owns is everybody's."""
    mine = record.owner_id in (None, membership.pk)
    return mine or membership.is_admin or membership.leads_any


def can_see_oddities(membership: Membership) -> bool:
    """Who leads, and admins. Nobody reads a list about themselves."""
    return membership.is_admin or membership.leads_any


def can_put_oddity_aside(membership: Membership, person: Membership) -> bool:
    """Who leads them, and admins. Nobody waves their own days through."""
    return can_see_oddities(membership) and membership.pk != person.pk


def can_change_types(membership: Membership) -> bool:
    """What can be logged is the organization's to say."""
    return membership.is_admin
