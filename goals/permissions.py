"""Who may do what with goals. Seeing is `Goal.objects.visible_to`."""

from organizations.models import Membership


def can_set_target(membership: Membership, member: Membership) -> bool:
    """Admins, and the leaders of a person; nobody without those roles sets their own.

    Asked only for people whom the membership sees: for a leader those are themselves and the people they lead.
    """
    return membership.is_admin or (membership.leads_any and membership.pk != member.pk)
