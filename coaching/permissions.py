"""Who may do what with 1:1s, notes and commitments. Admins get no more than others here.

A 1:1 is visible to its pair alone, and either of them may move it, choose its topic, write, promise, say
that it was held or call it off: there is nothing left to refuse once it is found.
"""

from activities.models import Activity
from coaching.models import Commitment, Encouragement, Note
from organizations.models import Membership


def can_plan_one_on_one(membership: Membership) -> bool:
    """Leaders, with the people they lead."""
    return membership.leads_any


def can_edit_note(membership: Membership, note: Note) -> bool:
    return membership.pk == note.author_id


def can_decide_commitment(membership: Membership, commitment: Commitment) -> bool:
    """Who made it, and whom it was made to."""
    return membership.pk in commitment.pair


def can_encourage(membership: Membership, activity: Activity) -> bool:
    """Leaders and admins who see the entry. Nobody pats their own shoulder."""
    return (membership.is_admin or membership.leads_any) and membership.pk != activity.member_id


def can_withdraw(membership: Membership, encouragement: Encouragement) -> bool:
    return membership.pk == encouragement.author_id
