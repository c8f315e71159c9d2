"""Ending somebody's access: at once, with their open work handed over in the same step, and their history kept."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.handing_over import OpenWork, in_order, open_work_of
from organizations.models import ApiToken, Membership
from organizations.sign_in.memberships import organizations_of
from organizations.sign_in.sessions import end_sessions
from organizations.successors import nearest_leader

from .roles import refuse_without_admin
from .tokens import revoke_token


def deactivate_member(
    *, membership: Membership, by: Membership | None, now: datetime, to: Membership | None = None
) -> None:
    """End a member's access, sessions and tokens at once; everything they did stays. At least one admin remains.

    What is open goes to `to`, by default to who leads them, else to who ends the access. Sessions end where this was
    their only organization; elsewhere they stay signed in, and the door here is shut all the same.
    """
    with transaction.atomic():
        refuse_without_admin(membership)
        held = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
        if held.deactivated_at is not None:
            return
        hand_over_work(held, to, by, now)
        held.deactivated_at = membership.deactivated_at = now
        before = {"ended_on": held.ended_on and str(held.ended_on)}
        held.ended_on = membership.ended_on = held.ended_on or held.today(now)
        held.save(update_fields=["deactivated_at", "ended_on"])
        record(
            "member_deactivated", held, by=by, now=now, before=before, after={"ended_on": str(held.ended_on)}
        )
        for token in ApiToken.objects.filter(membership=held, revoked_at__isnull=True):
            revoke_token(token=token, by=by, now=now)
        if not organizations_of(held.user_id):
            end_sessions(held.user_id)


def hand_over_work(member: Membership, to: Membership | None, by: Membership | None, now: datetime) -> None:
    """Everything open of theirs, kind by kind, with an event for each. Part of ending their access."""
    chosen = to or nearest_leader(member, now)
    taker = chosen or (by if by is not None and by.pk != member.pk else None)
    refuse_taker(member, taker, needed=any(one.work.needs_somebody for one in open_work_of(member, now)))
    for work in in_order():
        giver = taker if work.needs_somebody else chosen
        if work.hand_over is not None and giver is not None:
            tell_given(work, work.hand_over(member, giver, by, now), member, giver, by, now)
        elif work.end is not None:
            tell_ended(work, work.end(member, by, now), member, by, now)


def tell_given(
    work: OpenWork, pks: list[int], member: Membership, to: Membership, by: Membership | None, now: datetime
) -> None:
    if pks:
        record("open_work_handed_over", member, by=by, now=now, to=to.pk, **{work.key: pks})


def tell_ended(
    work: OpenWork, pks: list[int], member: Membership, by: Membership | None, now: datetime
) -> None:
    if pks:
        record("open_work_ended", member, by=by, now=now, **{work.key: pks})


def refuse_taker(member: Membership, taker: Membership | None, *, needed: bool) -> None:
    if taker is None:
        if needed:
            raise ValidationError({"to": _("Choose who takes over what is open.")})
        return
    if taker.pk == member.pk:
        raise ValidationError({"to": _("Choose somebody else: they are the one who goes.")})
    if not Membership.objects.present().filter(pk=taker.pk).exists():
        raise ValidationError({"to": _("%(name)s has left. Choose somebody else.") % {"name": taker.name}})
