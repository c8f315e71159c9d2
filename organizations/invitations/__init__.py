"""Inviting people by e-mail, and their coming in."""

from .inviting import Invited, Refused, invite_people, invite_person, resend_invitation, revoke_invitation
from .joining import accept_invitation, join_as_new_person
from .reading import Invitee, read_invitees

__all__ = [
    "Invited",
    "Invitee",
    "Refused",
    "accept_invitation",
    "invite_people",
    "invite_person",
    "join_as_new_person",
    "read_invitees",
    "resend_invitation",
    "revoke_invitation",
]
