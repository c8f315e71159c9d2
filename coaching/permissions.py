"""Who may do what with 1:1s, notes and commitments. Admins get no more than others here."""

from coaching.models import Commitment, Note, OneOnOne
from organizations.models import Membership


def can_plan_one_on_one(membership: Membership) -> bool:
    """Leaders, with the people they lead."""
    return membership.leads_any


def can_prepare_one_on_one(membership: Membership, one_on_one: OneOnOne) -> bool:
    """Either of the pair may move it, choose its topic, write notes and make promises in it."""
    return membership.pk in one_on_one.pair


def can_close_one_on_one(membership: Membership, one_on_one: OneOnOne) -> bool:
    """The leader says that it was held, or calls it off."""
    return membership.pk == one_on_one.leader_id


def can_edit_note(membership: Membership, note: Note) -> bool:
    return membership.pk == note.author_id


def can_decide_commitment(membership: Membership, commitment: Commitment) -> bool:
    """Who made it, and whom it was made to."""
    return membership.pk in commitment.pair
