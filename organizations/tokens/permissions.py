"""Who may do what with tokens. Seeing is `ApiToken.objects.visible_to`: one's own, and all for admins."""

from organizations.models import Membership


def can_see_all_tokens(membership: Membership) -> bool:
    return membership.is_admin
