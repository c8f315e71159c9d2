"""Erasing a person: their name, address and own words go, and every count stays exactly as it was.

The membership stays as a number. Cards, entries, credit and events point at it and hold no name. What other people
typed (notes of customers, comments) may name anybody; it is left, and the preview says so.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from organizations.events import record
from organizations.models import Membership, OutboxMail, Team
from organizations.plain_names import is_same_name
from organizations.services import deactivate_member, name_leader

from .exporting import forget_files_of
from .parts import erasers
from .wiping import (
    addresses_of,
    belongs_elsewhere,
    empty_account,
    mails_about,
    mails_to,
    wipe_invitations,
    wipe_mails,
)


@dataclass(frozen=True)
class Preview:
    """What erasing somebody would do; counts are of records."""

    mails_to: int
    mails_about: int
    waiting: int
    teams: list[str]
    has_other_memberships: bool
    also: list[Any]


def preview(member: Membership) -> Preview:
    to, about = mails_to(member), mails_about(member)
    return Preview(
        mails_to=to.count(), mails_about=about.count(),
        waiting=sum(mails.filter(state=OutboxMail.PENDING).count() for mails in (to, about)),
        teams=list(Team.objects.filter(leader=member).order_by("plain_name", "pk").values_list("name", flat=True)),
        has_other_memberships=belongs_elsewhere(member.user_id), also=[one.says for one in erasers.values()],
    )  # fmt: skip


def ask_for_erasure(*, by: Membership, now: datetime) -> None:
    """A person asks to be erased; admins see it and do it. Asking twice is asking once."""
    with transaction.atomic():
        if Membership.objects.filter(pk=by.pk, erasure_asked_at__isnull=True).update(erasure_asked_at=now):
            by.erasure_asked_at = now
            record("erasure_asked", by, by=by, now=now)


def withdraw_erasure(*, by: Membership, now: datetime) -> None:
    with transaction.atomic():
        asked = Membership.objects.filter(pk=by.pk, erasure_asked_at__isnull=False, erased_at__isnull=True)
        if asked.update(erasure_asked_at=None):
            by.erasure_asked_at = None
            record("erasure_withdrawn", by, by=by, now=now)


def erase_person(*, membership: Membership, typed: str, by: Membership, now: datetime) -> None:
    """Erase a person for good. `typed` is their name, typed by whoever does it. Refuses the last admin and oneself."""
    check(membership, typed, by)
    with transaction.atomic():
        member = (
            Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=membership.pk)
        )
        if member.erased_at is not None:
            raise ValidationError(_("This person was erased already."))
        end_access(member, by, now)
        name, addresses = member.name, addresses_of(member.user)
        for eraser in erasers.values():
            addresses += eraser.erase(member, now)
        forget_files_of(member)
        wipe_mails(member, now)
        addresses += wipe_invitations(member, addresses)
        become_nobody(member, now)
        forget_in_trail(member.pk, name, addresses)
        record("person_erased", member, by=by, now=now)
    membership.refresh_from_db()


def check(member: Membership, typed: str, by: Membership) -> None:
    if member.pk == by.pk:
        raise ValidationError(
            _("Another admin has to erase you: nobody can do it to themselves by accident.")
        )
    if not is_same_name(typed, member.name):
        raise ValidationError({"typed": _("Type the name exactly as it stands above.")})


def end_access(member: Membership, by: Membership, now: datetime) -> None:
    if member.deactivated_at is None:
        deactivate_member(membership=member, by=by, now=now)
    for team in Team.objects.filter(leader=member):
        name_leader(team=team, leader=None, by=by, now=now)


def become_nobody(member: Membership, now: datetime) -> None:
    """The membership keeps what counts (days, zone, roles) and nothing that says who it was."""
    account = empty_account(member)
    Membership.objects.filter(pk=member.pk).update(
        user=account, name=_("Former member"), import_source="", external_id="", erased_at=now, erasure_asked_at=None,
        is_admin=False,
    )  # fmt: skip


def forget_in_trail(member_id: int, name: str, addresses: list[str]) -> None:
    """The trail is append-only for us; a function of the owner takes exactly these words out of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT forget_person(%s, %s, %s)", [member_id, name, addresses])
