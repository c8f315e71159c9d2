"""Who may do what with accounts, contacts and opportunities that they see."""

from typing import Protocol

from organizations.models import Membership


class HasOwner(Protocol):
    @property
    def owner_id(self) -> int | None: ...


def can_change_record(membership: Membership, record: HasOwner) -> bool:
    """Its owner, the leaders who see it, admins. What nobody owns is changed by leaders and admins."""
    return membership.is_admin or membership.leads_any or record.owner_id == membership.pk


def can_share_credit(membership: Membership) -> bool:
    """Leaders and admins divide credit among people."""
    return membership.is_admin or membership.leads_any


def can_choose_owner(membership: Membership) -> bool:
    """A rep's records are their own."""
    return membership.is_admin or membership.leads_any


def can_allow_contact(membership: Membership) -> bool:
    """Who asked to be left alone is called again when a leader or an admin says why."""
    return membership.is_admin or membership.leads_any
