"""Who may do what with cards. Seeing is `visible_to` of cards and team cards."""

from organizations.models import Membership
from scorecards.models import Card


def can_edit_templates(membership: Membership) -> bool:
    """Admins: what is scored, and by which template everybody is who was given none, is the organization's."""
    return membership.is_admin


def can_give_template(membership: Membership, member: Membership) -> bool:
    """Admins, and the leaders of a person; nobody without those roles chooses by what they are scored.

    Asked only for people whom the membership sees: for a leader those are themselves and the people they lead.
    """
    return membership.is_admin or (membership.leads_any and membership.pk != member.pk)


def can_acknowledge_card(membership: Membership, card: Card) -> bool:
    """Only whom the card is about."""
    return card.member_id == membership.pk
