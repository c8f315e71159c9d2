"""What a member may be here, and coming back. At least one admin always remains, also when two act at once."""

from datetime import datetime

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.models import Membership


def change_roles(
    *, membership: Membership, is_admin: bool, is_rep: bool, by: Membership | None, now: datetime
) -> None:
    """Make somebody an admin or a rep, or no longer. Holds from their next click on."""
    with transaction.atomic():
        if not is_admin:
            refuse_without_admin(membership, "is_admin")
        held = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
        before = {"is_admin": held.is_admin, "is_rep": held.is_rep}
        after = {"is_admin": is_admin, "is_rep": is_rep}
        if before != after:
            Membership.objects.filter(pk=membership.pk).update(**after)
            record("roles_changed", membership, by=by, now=now, before=before, after=after)
    membership.is_admin, membership.is_rep = is_admin, is_rep


def refuse_without_admin(membership: Membership, field: str = NON_FIELD_ERRORS) -> None:
    """All admins are held until the change is done: of two who go at once, the second sees that the first went."""
    ours = Membership.objects.present().filter(is_admin=True).order_by("pk")
    admins = {one.pk for one in ours.select_for_update(of=("self",))}
    if admins == {membership.pk}:
        sentence = _("Make someone else an admin first: every organization needs one.")
        raise ValidationError({field: sentence})


def reactivate_member(*, membership: Membership, by: Membership | None, now: datetime) -> None:
    """Let a former member in again, with their roles; what they had handed over stays where it is."""
    with transaction.atomic():
        gone = Membership.objects.filter(
            pk=membership.pk, deactivated_at__isnull=False, erased_at__isnull=True
        )
        if gone.update(deactivated_at=None, ended_on=None):
            record("member_reactivated", membership, by=by, now=now)
