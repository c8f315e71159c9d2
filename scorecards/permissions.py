"""Who may do what with cards. Seeing is `visible_to` of cards and team cards."""

from organizations.models import Membership
from scorecards.models import Card


def can_acknowledge_card(membership: Membership, card: Card) -> bool:
    """Only whom the card is about."""
    return card.member_id == membership.pk
