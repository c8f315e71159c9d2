"""A follow-up goes to somebody else, and back to whom it was taken from."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activities.models import FollowUp
from organizations.events import record
from organizations.models import Event, Membership

from .follow_ups import locked_open


def reassign_follow_up(*, follow_up: FollowUp, to: Membership, by: Membership | None, now: datetime) -> None:
    """Hand it to somebody else; its time is then on their clock. Refuses one that is done, and who has left."""
    refuse_who_has_left(to)
    with transaction.atomic():
        found = locked_open(follow_up)
        if found.member_id != to.pk:
            give(found, follow_up, to, by=by, now=now)


def take_back_follow_up(*, follow_up: FollowUp, by: Membership, now: datetime) -> bool:
    """Give it back to whom `by` took it from (undo). False if it is back already.

    Refuses one that is done, or was changed in another way or by somebody else since, and who has left meanwhile.
    """
    with transaction.atomic():
        found = locked_open(follow_up)
        last = Event.objects.about(FollowUp._meta.label_lower, found.pk).newest_first().first()
        if last is None or last.verb != "follow_up_reassigned" or last.actor_id != by.pk:
            raise ValidationError(_("It was changed since then, so it stays where it is."))
        if last.data.get("taken_back"):
            return False
        owner = Membership.objects.get(pk=last.data["before"])
        refuse_who_has_left(owner)
        give(found, follow_up, owner, by=by, now=now, taken_back=True)
    return True


def refuse_who_has_left(to: Membership) -> None:
    if to.deactivated_at is not None:
        raise ValidationError({"to": [_("%(name)s has left. Choose somebody else.") % {"name": to.name}]})


def give(
    found: FollowUp,
    follow_up: FollowUp,
    to: Membership,
    *,
    by: Membership | None,
    now: datetime,
    **more: bool,
) -> None:
    before, found.member, follow_up.member = found.member_id, to, to
    found.save(update_fields=["member"])
    record("follow_up_reassigned", found, by=by, now=now, before=before, after=to.pk, **more)
